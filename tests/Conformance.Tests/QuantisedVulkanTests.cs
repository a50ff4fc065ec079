using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Benchmarks;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Conformance.Tests;

/// <summary>Weights quantised while loading, through generator, kernels and runtime, under the validation layer.</summary>
public sealed class QuantisedVulkanTests
{
    public static TheoryData<string, WeightStorage> Cases
    {
        get
        {
            TheoryData<string, WeightStorage> data = [];
            foreach (string name in (string[])["qwen3_dense", "qwen3_moe_mixed", "qwen3_next", "qwen3_moe_sharded_bf16"])
            {
                foreach (WeightStorage storage in (WeightStorage[])[WeightStorage.Int8, WeightStorage.Int4, WeightStorage.Float8])
                {
                    data.Add(name, storage);
                }
            }

            return data;
        }
    }

    /// <summary>
    /// What the kernels compute from codes and scales is what they compute from the numbers that these stand for: a checkpoint of those numbers, in float32, gives the same logits.
    /// 19 rows of 20 are compared, since the delta rule magnifies rounding in a few.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Codes_and_scales_compute_as_the_numbers_they_stand_for(string name, WeightStorage storage)
    {
        GoldenCase golden = GoldenCase.Named(name);
        VulkanLoadOptions options = Options(storage);
        using VulkanModel quantised = CompiledModel.Load(golden.Config, golden.Folder, options);
        using RewrittenCheckpoint numbers = QuantisedNumbers.Of(golden, quantised.Definition.Weights, reader => StoragePlan.Of(storage, reader, quantised.Definition.WindowRows));
        using VulkanModel plain = CompiledModel.Load(golden.Config, numbers.Folder, Options(WeightStorage.Float32));
        foreach (GoldenRun run in golden.Runs.Where(static run => run.Greedy is not null))
        {
            float[] prompt = Runner(quantised, golden).Forward(run, PositionCounting.FromFirstColumn);
            Comparison.AssertRowClose(
                Comparison.Unmasked(prompt, run),
                Comparison.Unmasked(Runner(plain, golden).Forward(run, PositionCounting.FromFirstColumn), run),
                quantised.Info.VocabularySize, Comparison.Float32, 0.95, $"{run.Name} at once");
            Comparison.AssertRowClose(
                Runner(quantised, golden).Steps(run, run.Greedy!), Runner(plain, golden).Steps(run, run.Greedy!), quantised.Info.VocabularySize, Comparison.Float32, 0.95, $"{run.Name} by steps");
        }

        Assert.Empty(quantised.Device.ValidationMessages);
    }

    /// <summary>How far quantising moves the median row from Hugging Face's numbers, of the largest: on tiny random models, whose logits hang on every weight.</summary>
    [Theory]
    [InlineData("qwen3_dense", WeightStorage.Int8, 6e-2)]
    [InlineData("qwen3_moe_mixed", WeightStorage.Int8, 6e-2)]
    [InlineData("qwen3_next", WeightStorage.Int8, 6e-2)]
    [InlineData("qwen3_dense", WeightStorage.Float8, 1.6e-1)]
    [InlineData("qwen3_moe_mixed", WeightStorage.Float8, 1.6e-1)]
    [InlineData("qwen3_next", WeightStorage.Float8, 1.6e-1)]
    public void Logits_stay_close_to_Hugging_Faces(string name, WeightStorage storage, double tolerance)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, Options(storage));
        foreach (GoldenRun run in golden.Runs.Where(static run => run.Greedy is not null))
        {
            new GoldenRunner(model, golden, tolerance, Options(storage)).CompareRoundedLogits(run);
        }
    }

    /// <summary>What a trained model loses: perplexity on text it has not seen (by other plays of its author), and how far its distributions move.</summary>
    [Theory]
    [InlineData(WeightStorage.Float16, 0.001, 1e-4)]
    [InlineData(WeightStorage.Int8, 0.005, 1e-3)]
    [InlineData(WeightStorage.Float8, 0.02, 1e-2)]
    [InlineData(WeightStorage.Int4, 0.04, 5e-2)]
    public void A_trained_model_loses_little(WeightStorage storage, double perplexity, double divergence)
    {
        using VulkanModel wide = Shakespeare(WeightStorage.Float32);
        using VulkanModel rounded = Shakespeare(storage);
        Comparison.AssertClose(HeldOutText.Read(wide), HeldOutText.Read(rounded), perplexity, divergence);
    }

    [Fact]
    public void Routers_and_gates_stay_wide_and_so_do_norms()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_next");
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, Options(WeightStorage.Int4));
        StoragePlan plan = model.Loaded.Storage;
        WeightSlot[] slots = [.. model.Definition.Weights.Slots.Where(static slot => slot.Kind == WeightKind.Matrix)];
        Dictionary<string, string[]> formats = slots.ToDictionary(
            static slot => slot.Name, slot => plan.Of(slot, slot.Instances[0]).Select(static part => $"{part.FirstRow}: {part.Format}").ToArray());

        const string Quantised = "0: Int4 in groups of 32";
        Assert.Equal(["0: Float32"], formats["router"]);
        Assert.Equal([Quantised, "128: Float32"], formats["in_proj"]); // b and a of every head are the last rows
        Assert.All(formats.Where(static format => format.Key is not ("router" or "in_proj")), static format => Assert.Equal([Quantised], format.Value));
        Assert.Equal(slots.Sum(slot => slot.Instances.Sum(layer => plan.Bytes(slot, layer))), slots.Sum(slot => slot.Instances.Sum(layer => Stored(model, slot, layer))));
    }

    /// <summary>What a checkpoint has quantised is on the device as codes and scales; what no format holds exactly is float32, and said to be.</summary>
    [Theory]
    [InlineData("qwen3_dense_gptq4", WeightCodes.Int4, 4)]
    [InlineData("qwen3_dense_gptq4_asym", WeightCodes.Int4, 4)]
    [InlineData("qwen3_dense_awq4", WeightCodes.Int4, 4)]
    [InlineData("qwen3_dense_compressed_tensors", WeightCodes.Int4, 4)]
    [InlineData("qwen3_dense_compressed_tensors_asym", WeightCodes.Int4, 4)]
    [InlineData("qwen3_moe_gptq4", WeightCodes.Int4, 4)]
    [InlineData("qwen3_moe_fp8", WeightCodes.Float8E4M3, 2)]
    [InlineData("qwen3_moe_fp8_16", WeightCodes.Float8E4M3, 2)]
    [InlineData("qwen3_5_moe_fp8", WeightCodes.Float8E4M3, 2)]
    public void Quantised_checkpoints_stay_packed(string name, WeightCodes codes, double smaller)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, Options(WeightStorage.AsStored));
        long stored = 0;
        long wide = 0;
        using Checkpoint checkpoint = Checkpoint.Open(golden.Folder);
        WeightReader reader = new(checkpoint, model.Definition.Weights);
        foreach (WeightSlot slot in model.Definition.Weights.Slots.Where(static slot => slot.Kind == WeightKind.Matrix))
        {
            foreach (int layer in slot.Instances.Where(layer => reader.AlternativeOf(slot, layer).Sources.All(source => reader.View[source.KeyFor(layer, 0)].Packed is not null)))
            {
                Assert.All(model.Loaded.Storage.Of(slot, layer), part => Assert.Equal(codes, part.Format.Codes));
                stored += Stored(model, slot, layer);
                wide += (long)slot.Rows * slot.Columns * sizeof(float);
            }
        }

        Assert.NotEqual(0, stored);
        Assert.True(wide >= smaller * stored, FormattableString.Invariant($"{wide} bytes in float32 became {stored}"));
        Assert.Equal(codes == WeightCodes.Float32, model.WeightReport.Widened.Count > 0);
    }

    /// <summary>Bytes that a token reads, counted by the runtime from what a step binds.</summary>
    [Fact]
    public void A_token_reads_fewer_bytes()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_moe_mixed");
        Assert.InRange((double)Read(golden, WeightStorage.Int8) / Read(golden, WeightStorage.Float16), 0.5, 0.75);
        Assert.InRange((double)Read(golden, WeightStorage.Int4) / Read(golden, WeightStorage.Float16), 0.28, 0.55); // rows of 24 to 64 columns are padded to 32
    }

    /// <summary>The same in the shapes of the benchmark, whose rows need no padding: a scale for 32 codes.</summary>
    [Fact]
    public void A_token_in_four_bits_reads_less_than_a_third()
    {
        using SyntheticCheckpoint checkpoint = new(CompiledModel.Manifest(CpuMemoryTests.BenchShape), seed: 1);
        long wide = Read(CpuMemoryTests.BenchShape, checkpoint.Folder, WeightStorage.Float16);
        Assert.InRange((double)Read(CpuMemoryTests.BenchShape, checkpoint.Folder, WeightStorage.Int4) / wide, 0.27, 0.32);
        Assert.InRange((double)Read(CpuMemoryTests.BenchShape, checkpoint.Folder, WeightStorage.Int8) / wide, 0.5, 0.56);
    }

    [Fact]
    public void TorchSharp_says_that_it_cannot()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense");
        StorageNotSupportedException e = Assert.Throws<StorageNotSupportedException>(() =>
            CompiledModel.Load(golden.Config, golden.Folder, new Runtime.TorchSharp.TorchLoadOptions { Storage = WeightStorage.Int4 }));
        Assert.Contains("Int4", e.Message);
    }

    private static VulkanModel Shakespeare(WeightStorage storage) =>
        CompiledModel.Load(HeldOutText.Config, HeldOutText.Folder, Options(storage) with { MaxContext = HeldOutText.Columns, PrefillChunk = HeldOutText.Columns });

    private static VulkanLoadOptions Options(WeightStorage storage) =>
        new() { Storage = storage, Cache = CacheStorage.Float32, MaxContext = 256, Validation = true };

    private static GoldenRunner Runner(VulkanModel model, GoldenCase golden) => new(model, golden, Comparison.Float32, Options(WeightStorage.AsStored));

    private static long Stored(VulkanModel model, WeightSlot slot, int layer) =>
        model.Loaded.Weights.Get(model.Definition.Weights.Slots.ToList().IndexOf(slot), layer).TotalBytes;

    private static long Read(GoldenCase golden, WeightStorage storage) => Read(golden.Config, golden.Folder, storage);

    private static long Read(string config, string folder, WeightStorage storage)
    {
        using VulkanModel model = CompiledModel.Load(config, folder, Options(storage) with { MaxContext = 64 });
        using IModelSession session = model.CreateSession(new SessionOptions());
        session.Forward([1], [], OutputRows.None);
        return model.Statistics.WeightBytesPerToken;
    }
}
