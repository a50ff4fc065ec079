using System;
using System.IO;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Conformance.Tests;

/// <summary>Checkpoints whose columns share scales with others than their neighbours (<c>desc_act</c>), on Vulkan under the validation layer.</summary>
public sealed class ColumnOrderTests
{
    /// <summary>
    /// Columns are brought into the order of their groups, and inputs into that order before the product, so a matrix stays packed whose groups do not follow each other. What is merged
    /// with it and has another order cannot, and is reported.
    /// </summary>
    [Theory]
    [InlineData("qwen3_dense_gptq4_actorder")]
    [InlineData("qwen3_dense_gptq4_v2")]
    public void Columns_in_an_order_of_their_own_stay_packed(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        using VulkanModel model = CompiledModel.Load(golden.Config, golden.Folder, Options(WeightStorage.AsStored));
        Assert.Equal(["down", "o_proj", "qkv"], Reordered(model).Order(StringComparer.Ordinal)); // rows of gate and up lie in turn, so one of them cannot be packed alone
        Assert.NotEmpty(model.WeightReport.Widened);
        Assert.All(model.WeightReport.Widened, static problem => Assert.Matches(@"(k_proj|v_proj|gate_proj|up_proj)\.weight$", problem.Key));
    }

    /// <summary>
    /// Where what is merged has one order, as quantisers make it that see the same inputs, everything is packed, in windows too. Logits are those of the numbers that codes stand for;
    /// a token takes one dispatch more for each matrix, and no more than the others where the checkpoint has no such order.
    /// </summary>
    [Theory]
    [InlineData(null)]
    [InlineData(2048)]
    public void Inputs_are_taken_in_the_order_of_columns(int? window)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_dense_gptq4_actorder");
        using RewrittenCheckpoint merged = WithOneOrder(golden);
        VulkanLoadOptions options = Options(WeightStorage.AsStored) with { LargestWindow = window };
        using VulkanModel packed = CompiledModel.Load(golden.Config, merged.Folder, options);
        using VulkanModel wide = CompiledModel.Load(golden.Config, merged.Folder, Options(WeightStorage.Float32));
        Assert.Empty(packed.WeightReport.Widened);
        string[] reordered = Reordered(packed);
        Assert.Equal(4, reordered.Length);
        Assert.Empty(Reordered(wide));
        foreach (WeightSlot slot in packed.Definition.Weights.Slots.Where(slot => reordered.Contains(slot.Name)))
        {
            Assert.All(slot.Instances, layer => Assert.Equal(WeightCodes.Int4, Assert.Single(packed.Loaded.Storage.Of(slot, layer)).Format.Codes));
            Assert.InRange(slot.Instances.Sum(layer => Stored(packed, slot, layer)), 1, slot.Instances.Sum(layer => Stored(wide, slot, layer)) / 4);
        }

        foreach (GoldenRun run in golden.Runs.Where(static run => run.Greedy is not null))
        {
            Comparison.AssertClose(
                Comparison.Unmasked(Runner(packed, golden).Forward(run, PositionCounting.FromFirstColumn), run),
                Comparison.Unmasked(Runner(wide, golden).Forward(run, PositionCounting.FromFirstColumn), run), Comparison.Float32, $"{run.Name} at once");
            Comparison.AssertClose(Runner(packed, golden).Steps(run, run.Greedy!), Runner(wide, golden).Steps(run, run.Greedy!), Comparison.Float32, $"{run.Name} by steps");
        }

        if (window is null)
        {
            SessionSizes sizes = new(packed.Definition, 1, packed.MaxContext, options.PrefillChunk, packed.Loaded.Cache) { ReorderedColumns = packed.Loaded.Storage.ReorderedColumns };
            long planned = VulkanMemory.Of(sizes, packed.Loaded.Storage, WindowRules.None).Total;
            using IModelSession session = packed.CreateSession(new SessionOptions());
            Assert.InRange(packed.Device.AllocatedBytes, planned * 9 / 10, planned);
            Assert.Equal(reordered.Length * packed.Definition.Towers[0].Info.LayerCount, Dispatches(packed) - Dispatches(wide));
        }

        Assert.Empty(packed.Device.ValidationMessages);
    }

    /// <summary>Weights of which some layer's columns are kept in an order of their own.</summary>
    private static string[] Reordered(VulkanModel model) =>
        [.. model.Definition.Weights.Slots.Where(slot => slot.Instances.Any(layer => model.Loaded.Storage.OrdersOf(slot, layer) is not null)).Select(static slot => slot.Name)];

    /// <summary>The case's checkpoint with one order of columns for q, k and v of a layer, and one for gate and up.</summary>
    private static RewrittenCheckpoint WithOneOrder(GoldenCase golden)
    {
        (string Other, string First)[] merged = [("k_proj", "q_proj"), ("v_proj", "q_proj"), ("up_proj", "gate_proj")];
        string? First(string tensor) => merged.Where(pair => tensor.EndsWith(pair.Other + ".g_idx", StringComparison.Ordinal)).Select(pair => tensor.Replace(pair.Other, pair.First)).FirstOrDefault();
        using Checkpoint checkpoint = Checkpoint.Open(golden.Folder);
        RewrittenCheckpoint rewritten = new(golden.Folder, tensor => First(tensor) is null ? tensor : null);
        File.Copy(Path.Combine(golden.Folder, "config.json"), Path.Combine(rewritten.Folder, "config.json"));
        foreach (CheckpointTensor tensor in checkpoint.Names.Select(name => checkpoint[name]).Where(tensor => First(tensor.Name) is not null))
        {
            rewritten.Add(tensor.Name, tensor.DType, [.. tensor.Shape], checkpoint[First(tensor.Name)!].ToBytes());
        }

        return rewritten;
    }

    private static int Dispatches(VulkanModel model)
    {
        using IModelSession session = model.CreateSession(new SessionOptions());
        session.Forward([1], [], OutputRows.None);
        return model.Statistics.DecodeDispatches;
    }

    private static VulkanLoadOptions Options(WeightStorage storage) => new() { Storage = storage, Cache = CacheStorage.Float32, MaxContext = 256, Validation = true };

    private static GoldenRunner Runner(VulkanModel model, GoldenCase golden) => new(model, golden, Comparison.Float32, Options(WeightStorage.AsStored));

    private static long Stored(VulkanModel model, WeightSlot slot, int layer) => model.Loaded.Weights.Get(model.Definition.Weights.Slots.ToList().IndexOf(slot), layer).TotalBytes;
}
