using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using TorchSharp;

namespace Modelwright.Conformance.Tests;

/// <summary>Every case of the goldens, through generator, compiler and TorchSharp. A new folder is a new test.</summary>
public class TorchConformanceTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_steps_and_greedy_tokens_are_Hugging_Faces(string name)
    {
        int compared = 0;
        Run(name, WeightStorage.Float32, prefillChunk: 256, (runner, run) =>
        {
            runner.CompareLogits(run);
            compared += runner.CompareSteps(run);
        });
        Assert.NotEqual(0, compared);
    }

    /// <summary>A forward pass does not depend on how it is cut: by the runtime (prefill chunk), or token by token.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void One_piece_several_pieces_and_token_by_token_are_the_same(string name)
    {
        int compared = 0;
        Run(name, WeightStorage.Float32, prefillChunk: 5, (runner, run) =>
        {
            runner.CompareLogits(run);
            compared += runner.ComparePieces(run, 1) + runner.ComparePieces(run, 3);
        });
        Assert.NotEqual(0, compared);
    }

    /// <summary>
    /// Weights and activations of 16 bits, 2⁻¹¹ or 2⁻⁸ of each number: within 0.1 (float16) or 0.2 (bfloat16) of the scale, for the row at a quarter of all. With rounded
    /// activations most rows of a long padded batch take another expert somewhere, where two are nearly alike.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Sixteen_bits_stay_close(string name)
    {
        Run(name, WeightStorage.Float16, prefillChunk: 256, static (runner, run) => runner.CompareRoundedLogits(run, share: 0.25), tolerance: 1e-1);
        Run(name, WeightStorage.BFloat16, prefillChunk: 256, static (runner, run) => runner.CompareRoundedLogits(run, share: 0.25), tolerance: 2e-1);
    }

    private static void Run(string name, WeightStorage storage, int prefillChunk, Action<GoldenRunner, GoldenRun> check, double tolerance = Comparison.Float32)
    {
        GoldenCase golden = GoldenCase.Named(name);
        TorchLoadOptions options = new() { Storage = storage, PrefillChunk = prefillChunk, MaxContext = 256, Device = TestDevice.Current, RotaryPrecision = golden.RotaryPrecisions[0] };
        using TorchModel model = CompiledModel.Load(golden.Config, golden.Folder, options);
        GoldenRunner runner = new(model, golden, tolerance, options);
        foreach (GoldenRun run in golden.PlainRuns)
        {
            check(runner, run);
        }
    }
}
