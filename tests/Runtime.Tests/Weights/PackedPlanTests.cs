using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>What is kept of matrices that are quantised in part, or in an order of their own, and what is told of it.</summary>
public sealed class PackedPlanTests : IDisposable
{
    private const int Height = 8;
    private const int Columns = 64;

    private static readonly BlockFormat Float32 = new ElementBlocks(ElementFormat.Float32);
    private static readonly BlockFormat BFloat16 = new ElementBlocks(ElementFormat.BFloat16);

    private readonly TemporaryFolder _folder = new();
    private Checkpoint? _checkpoint;

    public void Dispose()
    {
        _checkpoint?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Rows that must be in one format with rows of another tensor are plain, and that is told, be they the first of their tensor or not.</summary>
    [Theory]
    [InlineData(8, 8, 0, false)]
    [InlineData(6, 6, 6, true)]
    [InlineData(16, 0, 16, true)]
    [InlineData(0, 0, 16, true)]
    public void Quantised_rows_beside_plain_ones_are_told_where_they_are_widened(int together, int packed, int wide, bool told)
    {
        WeightSlot slot = TwoParts("a.weight", "b.weight");

        StoragePlan plan = Plan(new SafetensorsBuilder().Gptq("a", Height, Columns).Plain("b.weight"), together, orders: false, slot);

        RowFormat[] parts = [new(0, packed, GptqModules.Format), new(packed, wide, Float32), new(packed + wide, (2 * Height) - packed - wide, BFloat16)];
        Assert.Equal(parts.Where(static part => part.Rows > 0), plan.Of(slot, WeightSlot.NoLayer));
        Assert.Equal(
            told ? [new WeightProblem("a.weight", "Int4 in groups of 32, zeros, beside rows of another format", "a format that holds it exactly")] : [], plan.WidenedWeights);
    }

    /// <summary>Of experts the one is named that is in the way.</summary>
    [Fact]
    public void An_expert_that_cannot_be_kept_packed_is_named()
    {
        WeightSlot slot = WeightSlot.Matrix("w", 2 * Height, Columns, [WeightSource.EachExpert("{expert}.weight", [Height, Columns], 2)]);

        StoragePlan plan = Plan(new SafetensorsBuilder().Gptq("0", Height, Columns).Gptq("1", Height, Columns, ordered: true), together: 0, orders: false, slot);

        Assert.Equal([new RowFormat(0, 2 * Height, Float32)], plan.Of(slot, WeightSlot.NoLayer));
        WeightProblem problem = Assert.Single(plan.WidenedWeights);
        Assert.Equal(("1.weight", "4-bit integers in groups of 32 that do not follow each other"), (problem.Key, problem.Found));
    }

    /// <summary>An order is kept where it keeps some rows packed.</summary>
    [Theory]
    [InlineData(8, true)]
    [InlineData(0, false)]
    public void An_order_that_keeps_nothing_packed_is_not_taken(int together, bool taken)
    {
        WeightSlot slot = TwoParts("a.weight", "b.weight");

        StoragePlan plan = Plan(new SafetensorsBuilder().Gptq("a", Height, Columns, ordered: true).Plain("b.weight"), together, orders: true, slot);

        Assert.Equal(taken ? [Columns] : [], plan.AllOrders.Select(static orders => orders.Columns));
        Assert.Equal(
            taken ? [new(0, Height, GptqModules.Format), new(Height, Height, BFloat16)] : (RowFormat[])[new(0, 2 * Height, Float32)], plan.Of(slot, WeightSlot.NoLayer));
        Assert.Equal(taken ? [] : ["a.weight"], plan.WidenedWeights.Select(static problem => problem.Key));
    }

    /// <summary>The order of the first gate keeps no gate packed, since the second is plain, and would keep the ups from being packed, which have none.</summary>
    [Fact]
    public void Without_an_order_that_is_not_taken_other_rows_stay_packed()
    {
        WeightSlot slot = WeightSlot.Matrix(
            "w", 4 * Height, Columns, [WeightSource.EachExpert("{expert}.gate.weight", [Height, Columns], 2), WeightSource.EachExpert("{expert}.up.weight", [Height, Columns], 2, 2 * Height)]);

        StoragePlan plan = Plan(
            new SafetensorsBuilder().Gptq("0.gate", Height, Columns, ordered: true).Plain("1.gate.weight").Gptq("0.up", Height, Columns).Gptq("1.up", Height, Columns), 2 * Height, orders: true, slot);

        Assert.Equal([new RowFormat(0, 2 * Height, Float32), new RowFormat(2 * Height, 2 * Height, GptqModules.Format)], plan.Of(slot, WeightSlot.NoLayer));
        Assert.Empty(plan.AllOrders);
    }

    /// <summary>Inputs are brought into as many columns as the widest matrix has that is in one order; those of experts are each's own.</summary>
    [Fact]
    public void The_widest_matrix_in_one_order_counts()
    {
        SafetensorsBuilder file = new SafetensorsBuilder().Gptq("a", Height, 64, ordered: true).Gptq("b", Height, 128, ordered: true).Gptq("0", Height, 192, ordered: true).Gptq("1", Height, 192, ordered: true);

        StoragePlan plan = Plan(
            file, together: 0, orders: true,
            WeightSlot.Of("a", WeightKind.Matrix, "a.weight", [Height, 64]),
            WeightSlot.Of("b", WeightKind.Matrix, "b.weight", [Height, 128]),
            WeightSlot.Matrix("experts", 2 * Height, 192, [WeightSource.EachExpert("{expert}.weight", [Height, 192], 2)]));

        Assert.Equal([64, 128, 192], plan.AllOrders.Select(static orders => orders.Columns).Order());
        Assert.Equal(128, plan.ReorderedColumns);
    }

    private static WeightSlot TwoParts(string first, string second) =>
        WeightSlot.Matrix("w", 2 * Height, Columns, [WeightSource.Whole(first, [Height, Columns]), WeightSource.Whole(second, [Height, Columns], Height)]);

    private StoragePlan Plan(SafetensorsBuilder file, int together, bool orders, params WeightSlot[] slots)
    {
        file.Write(_folder["model.safetensors"]);
        File.WriteAllText(_folder["config.json"], GptqModules.Config);
        _checkpoint = Checkpoint.Open(_folder.Path);
        Dictionary<int, int> rowsTogether = Enumerable.Range(0, slots.Length).ToDictionary(static slot => slot, _ => together);
        return StoragePlan.Of(WeightStorage.AsStored, new WeightReader(_checkpoint, new WeightManifest([.. slots], [])), rowsTogether, orders ? static _ => true : null);
    }
}
