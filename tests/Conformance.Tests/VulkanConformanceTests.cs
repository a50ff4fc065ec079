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
    /// <summary>Models with moved weights that tell how far rounding moves a row.</summary>
    private const int PerturbedModels = 6;

    public static TheoryData<string> Cases => [.. GoldenCase.CausalLanguageModels];

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Subgroups", "Any")]
    public void Logits_steps_and_greedy_tokens_are_Hugging_Faces(string name)
    {
        int compared = 0;
        Run(name, WeightStorage.AsStored, CacheStorage.Float32, prefillChunk: 256, (runner, run) =>
        {
            runner.CompareLogits(run);
            compared += runner.CompareSteps(run);
        });
        Assert.NotEqual(0, compared);
    }

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
        int compared = 0;
        Run(name, WeightStorage.AsStored, CacheStorage.Float32, prefillChunk: 5, (runner, run) =>
        {
            runner.CompareLogits(run);
            compared += runner.ComparePieces(run, 1) + runner.ComparePieces(run, 3);
        });
        Assert.NotEqual(0, compared);
    }

    /// <summary>
    /// Weights too large to bind are bound in windows of their rows. With a limit set low by hand the cases' weights are: 6 KiB cut every matrix into blocks of rows, 1 KiB small ones
    /// in four bits.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_in_windows_give_the_same_numbers(string name)
    {
        int largest = GoldenCase.Named(name) is { IsQuantised: true, Architecture: "Qwen3ForCausalLM" } ? 1 << 10 : 6 << 10;
        Run(name, WeightStorage.AsStored, CacheStorage.Float32, prefillChunk: 256, static (runner, run) =>
        {
            runner.CompareLogits(run);
            runner.CompareSteps(run);
        }, largestWindow: largest);

        Assert.True(Dispatches(name, largest) >= Dispatches(name, largestWindow: null) + 10, "next to nothing was cut");
    }

    /// <summary>32 KiB hold several rows of everything: experts are cut by the expert, and below that by rows of one expert; so is the router. 1 MiB holds all these weights, and where one window is enough nothing changes.</summary>
    [Theory]
    [InlineData("qwen3_moe", WeightStorage.AsStored)]
    [InlineData("qwen3_next", WeightStorage.AsStored)]
    [InlineData("qwen3_next", WeightStorage.Int4)]
    public void Experts_in_windows_give_the_same_numbers(string name, WeightStorage storage)
    {
        float[][] logits = [.. new long?[] { null, 32 << 10, 8 << 10, 3 << 10, 1600, 1 << 20 }.Select(largest => Logits(name, storage, largest))];

        Assert.Equal(logits[0], logits[^1]);
        Assert.Equal(Dispatches(name, largestWindow: null), Dispatches(name, largestWindow: 1 << 20));
        double scale = Comparison.Largest(logits[0]);
        Assert.All(logits, other => Assert.All(other.Zip(logits[0]), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * scale)));
    }

    private static float[] Logits(string name, WeightStorage storage, long? largestWindow)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { MaxContext = 64, Storage = storage, LargestWindow = largestWindow, Validation = true });
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        session.Forward([.. Enumerable.Range(1, 20)], logits);
        session.Forward([5], logits);
        Assert.Empty(model.Device.ValidationMessages);
        return logits;
    }

    /// <summary>Dispatches of one step.</summary>
    private static int Dispatches(string name, long? largestWindow)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, new VulkanLoadOptions { MaxContext = 8, LargestWindow = largestWindow });
        using IModelSession session = model.CreateSession(new SessionOptions());
        session.Forward([1], [], OutputRows.None);
        return model.Statistics.DecodeDispatches;
    }

    private static void Run(
        string name, WeightStorage storage, CacheStorage cache, int prefillChunk, Action<GoldenRunner, GoldenRun> check, double tolerance = Comparison.Float32,
        long? largestWindow = null)
    {
        GoldenCase golden = GoldenCase.Named(name);
        VulkanLoadOptions options = new()
        {
            Storage = storage,
            Cache = cache,
            PrefillChunk = prefillChunk,
            MaxContext = 256,
            Validation = true,
            LargestWindow = largestWindow,
        };
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
        VulkanDevice device;
        using (VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, options))
        {
            device = model.Device;
            GoldenRunner runner = new(model, golden, tolerance, evaluate => Perturbed(golden, options, evaluate));
            foreach (GoldenRun run in golden.PlainRuns)
            {
                check(runner, run);
            }

        }

        Assert.Empty(device.ValidationMessages); // after disposal: what was leaked is told then
    }

    private static IReadOnlyList<float[]> Perturbed(GoldenCase golden, VulkanLoadOptions options, Func<GoldenRunner, float[]> evaluate)
    {
        float[] Evaluate(int seed)
        {
            using PerturbedCheckpoint checkpoint = new(golden.Folder, seed);
            using VulkanModel model = CompiledModel.Load(golden.Config, checkpoint.Folder, options);
            return evaluate(new GoldenRunner(model, golden, tolerance: 0, static _ => []));
        }

        return [.. Enumerable.Range(1, PerturbedModels).Select(Evaluate)];
    }
}
