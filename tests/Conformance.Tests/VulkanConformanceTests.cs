using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Xunit.Sdk;

namespace Modelwright.Conformance.Tests;

/// <summary>
/// Every case of the goldens, through generator, compiler, kernels and runtime, under the validation layer with synchronization validation.
/// A new folder is a new test.
/// </summary>
public class VulkanConformanceTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Subgroups", "Any")]
    public void Logits_steps_and_greedy_tokens_are_Hugging_Faces(string name) =>
        Run(name, WeightStorage.AsStored, CacheStorage.Float32, prefillChunk: 256, static (runner, run) =>
        {
            runner.CompareLogits(run);
            runner.CompareSteps(run);
        });

    /// <summary>Matrices and caches rounded to float16, 2⁻¹¹ of each number: the median row within 2e-2 of the scale.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Float16_storage_stays_close(string name) => Run(
        name, WeightStorage.Float16, CacheStorage.Float16, prefillChunk: 256, static (runner, run) => runner.CompareRoundedLogits(run), tolerance: 2e-2);

    /// <summary>Matrices and caches rounded to bfloat16, 2⁻⁸ of each number: the median row within 2e-1 of the scale.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void BFloat16_storage_stays_close(string name) => Run(
        name, WeightStorage.BFloat16, CacheStorage.BFloat16, prefillChunk: 256, static (runner, run) => runner.CompareRoundedLogits(run), tolerance: 2e-1);

    /// <summary>A forward pass does not depend on how it is cut: by the runtime (prefill chunk), or token by token through the decode function.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void One_piece_several_pieces_and_token_by_token_are_the_same(string name)
    {
        Dictionary<string, float[]> whole = [];
        Run(name, WeightStorage.AsStored, CacheStorage.Float32, prefillChunk: 5, (runner, run) =>
        {
            runner.CompareLogits(run);
            whole[run.Name] = runner.Forward(run, PositionCounting.FromFirstToken);
            if (run.Columns > 32)
            {
                return; // longrope and dynamic choose frequencies by the length of a forward pass: one of many is another model
            }

            foreach (int piece in (int[])[1, 3])
            {
                float[] pieces = runner.Forward(run, PositionCounting.FromFirstToken, piece);
                Comparison.AssertClose(Comparison.Unmasked(pieces, run), Comparison.Unmasked(whole[run.Name], run), 5e-5, $"{run.Name} in pieces of {piece}");
            }
        });
        Assert.NotEmpty(whole);
    }

    private static void Run(
        string name, WeightStorage storage, CacheStorage cache, int prefillChunk, Action<GoldenRunner, GoldenRun> check, double tolerance = Comparison.Float32)
    {
        GoldenCase golden = GoldenCase.Named(name);
        VulkanLoadOptions options = new() { Storage = storage, Cache = cache, PrefillChunk = prefillChunk, MaxContext = 256, Validation = true };
        IReadOnlyList<RotaryPrecision> precisions = golden.RotaryPrecisions;
        for (int i = 0; i < precisions.Count; i++)
        {
            try
            {
                Run(golden, options with { RotaryPrecision = precisions[i] }, check, tolerance);
                return;
            }
            catch (XunitException) when (i + 1 < precisions.Count)
            {
                // the other way of rounding must agree
            }
        }
    }

    private static void Run(GoldenCase golden, VulkanLoadOptions options, Action<GoldenRunner, GoldenRun> check, double tolerance)
    {
        IReadOnlyList<string> messages;
        using (VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, options))
        {
            GoldenRunner runner = new(model, golden, tolerance);
            foreach (GoldenRun run in golden.Runs.Where(static run => run.Name != "labelled"))
            {
                check(runner, run);
            }

            messages = model.Device.ValidationMessages;
        }

        Assert.Empty(messages);
    }
}
