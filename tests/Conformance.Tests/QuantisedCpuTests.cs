using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Tests;

namespace Modelwright.Conformance.Tests;

/// <summary>Weights quantised while loading and quantised checkpoints, on the CPU.</summary>
public sealed class QuantisedCpuTests
{
    /// <summary>How far activations of 16 bits may take logits, by the largest; experts in int4 were measured at 2.3e-4, whose inputs are the sums of others.</summary>
    private const double RoundedActivations = 5e-4;

    /// <summary>How far a delta rule may be off; prompts were measured at 3.3e-4 (int8) and 1.1e-3 (int4).</summary>
    private const double MagnifiedActivations = 5e-3;

    public static TheoryData<string, WeightStorage> Cases => QuantisedVulkanTests.Cases;

    /// <summary>
    /// What is computed from codes and scales is what is computed from the numbers that these stand for, in every width of vectors: a checkpoint of those numbers, in float32,
    /// gives the same logits. 19 rows of 20 are compared, since the delta rule magnifies rounding in a few. Activations are rounded to 16 bits where codes are whole numbers, which that rule
    /// magnifies as well.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Codes_and_scales_compute_as_the_numbers_they_stand_for(string name, WeightStorage storage)
    {
        GoldenCase golden = GoldenCase.Named(name);
        double tolerance = storage is not (WeightStorage.Int8 or WeightStorage.Int4) ? Comparison.Float32
            : name.StartsWith("qwen3_next", StringComparison.Ordinal) ? MagnifiedActivations : RoundedActivations;
        using CpuModel first = CompiledModel.Load(golden.Config, golden.Folder, Options(storage));
        using RewrittenCheckpoint numbers = QuantisedNumbers.Of(golden, first.Compiled.Weights, reader => StoragePlan.Of(storage, reader, CpuWeights.RowsTogether(reader.Manifest), CpuWeights.IsReordered));
        using CpuModel plain = CompiledModel.Load(golden.Config, numbers.Folder, Options(WeightStorage.Float32));
        foreach (CpuKernels kernels in (CpuKernels[])[CpuKernels.Best, new CpuKernels<Vector256<float>, Lanes256>(), new CpuKernels<Vector128<float>, Lanes128>()])
        {
            using CpuModel quantised = CompiledModel.Load(golden.Config, golden.Folder, Options(storage) with { Kernels = kernels });
            foreach (GoldenRun run in golden.Runs.Where(static run => run.Greedy is not null))
            {
                Comparison.AssertRowClose(
                    Comparison.Unmasked(Runner(quantised, golden).Forward(run, PositionCounting.FromFirstColumn), run),
                    Comparison.Unmasked(Runner(plain, golden).Forward(run, PositionCounting.FromFirstColumn), run),
                    quantised.Info.VocabularySize, tolerance, 0.95, $"{run.Name} at once");
                Comparison.AssertRowClose(
                    Runner(quantised, golden).Steps(run, run.Greedy!), Runner(plain, golden).Steps(run, run.Greedy!), quantised.Info.VocabularySize, tolerance, 0.95, $"{run.Name} by steps");
            }
        }
    }

    [Theory]
    [InlineData(WeightStorage.Int8, 0.005, 1e-3)]
    [InlineData(WeightStorage.Float8, 0.02, 1e-2)]
    [InlineData(WeightStorage.Int4, 0.04, 5e-2)]
    public void A_trained_model_loses_little(WeightStorage storage, double perplexity, double divergence)
    {
        using CpuModel wide = Shakespeare(WeightStorage.Float32);
        using CpuModel rounded = Shakespeare(storage);
        Comparison.AssertClose(HeldOutText.Read(wide), HeldOutText.Read(rounded), perplexity, divergence);
    }

    /// <summary>Activations of 8 bits are something else, and cost a small part of what weights of 4 have cost.</summary>
    [Fact]
    public void Activations_of_8_bits_beside_4_bit_weights_lose_little_more()
    {
        using CpuModel exact = Shakespeare(WeightStorage.Int4);
        using CpuModel rounded = Shakespeare(WeightStorage.Int4, ActivationRounding.Bits8);
        (HeldOutText wide, HeldOutText narrow) = (HeldOutText.Read(exact), HeldOutText.Read(rounded));
        Comparison.AssertClose(wide, narrow, 0.005, 2e-3);
        Assert.True(wide.DivergenceOf(narrow) > 1e-7);
    }

    /// <summary>Matrices that a file has quantised stay so; the plan said how much memory quantised ones take.</summary>
    [Theory]
    [InlineData("qwen3_dense_gptq4", WeightCodes.Int4)]
    [InlineData("qwen3_dense_awq4", WeightCodes.Int4)]
    [InlineData("qwen3_dense_compressed_tensors_asym", WeightCodes.Int4)]
    [InlineData("qwen3_moe_fp8", WeightCodes.Float8E4M3)]
    public void Quantised_checkpoints_stay_packed(string name, WeightCodes codes)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, Options(WeightStorage.AsStored));
        using Checkpoint checkpoint = Checkpoint.Open(golden.Folder);
        WeightReader reader = new(checkpoint, model.Compiled.Weights);
        StoragePlan plan = StoragePlan.Of(WeightStorage.AsStored, reader, CpuWeights.RowsTogether(reader.Manifest), CpuWeights.IsReordered);
        List<BlockFormat> formats =
        [
            .. from slot in reader.Manifest.Slots
               where slot.Kind == WeightKind.Matrix
               from layer in slot.Instances
               where reader.AlternativeOf(slot, layer).Sources.All(source => reader.View[source.KeyFor(layer, expert: 0)].Packed is not null)
               from part in plan.Of(slot, layer)
               select part.Format,
        ];

        Assert.NotEmpty(formats);
        Assert.All(formats, format => Assert.Equal(codes, format.Codes));
        Assert.Equal(reader.Manifest.Slots.Sum(slot => slot.Instances.Sum(layer => plan.PackedBytes(slot, layer))), model.Statistics.MappedBytes + model.Statistics.CopiedBytes);
        Assert.Empty(model.WeightReport.Widened);
    }

    /// <summary>
    /// Columns are brought into the order of their groups and inputs are taken in it, so a matrix stays packed whose groups do not follow each other. What is merged with it and has
    /// another order cannot, and is reported.
    /// </summary>
    [Fact]
    public void Columns_in_an_order_of_their_own_stay_packed()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense_gptq4_actorder");
        using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, Options(WeightStorage.AsStored));
        using Checkpoint checkpoint = Checkpoint.Open(golden.Folder);
        WeightReader reader = new(checkpoint, model.Compiled.Weights);
        StoragePlan plan = StoragePlan.Of(WeightStorage.AsStored, reader, CpuWeights.RowsTogether(reader.Manifest), CpuWeights.IsReordered);

        string[] ordered = [.. reader.Manifest.Slots.Where(slot => slot.Kind == WeightKind.Matrix && slot.Instances.All(layer => plan.OrdersOf(slot, layer) is not null)).Select(static slot => slot.Name)];
        Assert.True(ordered.Length >= 4, string.Join(", ", ordered));
        Assert.All(
            reader.Manifest.Slots.Where(slot => ordered.Contains(slot.Name)),
            slot => Assert.All(slot.Instances, layer => Assert.Equal(WeightCodes.Int4, plan.Of(slot, layer)[0].Format.Codes)));
        Assert.NotEmpty(model.WeightReport.Widened);
        Assert.All(model.WeightReport.Widened, static problem => Assert.Matches(@"(k_proj|v_proj|up_proj)\.weight$", problem.Key));
    }

    private static CpuModel Shakespeare(WeightStorage storage, ActivationRounding activations = ActivationRounding.Bits16) =>
        CompiledModel.Load(HeldOutText.Config, HeldOutText.Folder, Options(storage) with { MaxContext = HeldOutText.Columns, Activations = activations });

    private static CpuLoadOptions Options(WeightStorage storage) => new() { Storage = storage, Cache = CacheStorage.Float32, MaxContext = 256 };

    private static GoldenRunner Runner(CpuModel model, GoldenCase golden) => new(model, golden, Comparison.Float32, Options(WeightStorage.AsStored));
}
