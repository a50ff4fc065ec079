using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>Which rows of a matrix are kept in which format.</summary>
public sealed class StoragePlanTests : IDisposable
{
    private static readonly Dictionary<int, int> Apart = [];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(WeightStorage.AsStored, "BFloat16")]
    [InlineData(WeightStorage.Float32, "Float32")]
    [InlineData(WeightStorage.Float16, "Float16")]
    [InlineData(WeightStorage.BFloat16, "BFloat16")]
    [InlineData(WeightStorage.Int8, "Int8")]
    [InlineData(WeightStorage.Int4, "Int4")]
    [InlineData(WeightStorage.Float8, "Float8")]
    public void A_matrix_is_kept_as_asked(WeightStorage asked, string format) =>
        Assert.Equal([new RowFormat(0, 3, Stored.As(format))], Plan(asked, Apart, [Part("a", "BF16", 3)]));

    [Theory]
    [InlineData(WeightStorage.Int4, "BFloat16")]    // quantising spares what is wide
    [InlineData(WeightStorage.Float32, "Float32")]  // plain formats are for all
    public void What_must_stay_wide_is_not_quantised(WeightStorage asked, string format) =>
        Assert.Equal([new RowFormat(0, 2, Stored.As(format))], Plan(asked, Apart, [Part("router", "BF16", 2, wide: true)]));

    [Theory]
    [InlineData(WeightStorage.AsStored, "Float32")] // holds both exactly
    [InlineData(WeightStorage.Float16, "Float16")]
    [InlineData(WeightStorage.Int8, "Float16")]     // the wide rows' own, in which the quantised ones may be too
    public void A_matrix_that_is_taken_only_whole_has_one_format(WeightStorage asked, string format) =>
        Assert.Equal([new RowFormat(0, 5, Stored.As(format))], Plan(asked, Apart, [Part("a", "BF16", 3), Part("b", "F16", 2, wide: true)]));

    [Fact]
    public void Plain_rows_of_two_formats_beside_quantised_ones_are_float32() =>
        Assert.Equal(
            [new RowFormat(0, 6, Stored.As("Float32"))],
            Plan(WeightStorage.Int8, Apart, [Part("a", "BF16", 2), Part("b", "F16", 2, wide: true), Part("c", "BF16", 2, wide: true)]));

    [Fact]
    public void Rows_that_go_together_have_one_format_and_neighbours_of_one_are_one_part()
    {
        (string Name, string Format, int Rows, bool Wide)[] parts = [Part("a", "BF16", 5), Part("b", "F16", 6)];

        Assert.Equal([Rows(0, 5, "BFloat16"), Rows(5, 6, "Float16")], Plan(WeightStorage.AsStored, Together(1), parts));
        Assert.Equal([Rows(0, 4, "BFloat16"), Rows(4, 2, "Float32"), Rows(6, 5, "Float16")], Plan(WeightStorage.AsStored, Together(2), parts));
        Assert.Equal([Rows(0, 4, "BFloat16"), Rows(4, 4, "Float32"), Rows(8, 3, "Float16")], Plan(WeightStorage.AsStored, Together(4), parts));
        Assert.Equal([Rows(0, 11, "Float32")], Plan(WeightStorage.AsStored, Together(11), parts));
    }

    [Fact]
    public void Rows_that_alternate_are_asked_for_where_they_lie()
    {
        new SafetensorsBuilder().Add("0.gate", "BF16", [2, 8], new byte[32]).Add("1.gate", "BF16", [2, 8], new byte[32])
            .Add("0.up", "F16", [2, 8], new byte[32]).Add("1.up", "F16", [2, 8], new byte[32]).Write(_folder["model.safetensors"]);
        WeightSlot slot = WeightSlot.Matrix(
            "gateUp", 8, 8, [WeightSource.EachExpert("{expert}.gate", [2, 8], 2, 0, 4, rowStride: 2), WeightSource.EachExpert("{expert}.up", [2, 8], 2, 1, 4, rowStride: 2)]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        WeightReader reader = new(checkpoint, new WeightManifest([slot], []));

        Assert.Equal(
            Enumerable.Range(0, 8).Select(static row => Rows(row, 1, row % 2 == 0 ? "BFloat16" : "Float16")), StoragePlan.Of(WeightStorage.AsStored, reader, Together(1)).Of(slot, WeightSlot.NoLayer));
    }

    [Fact]
    public void Bytes_are_those_of_every_part()
    {
        WeightSlot slot = WeightSlot.Matrix("m", 5, 20, [WeightSource.Whole("a", [3, 20]), WeightSource.Whole("b", [2, 20], targetRow: 3)]);
        new SafetensorsBuilder().Add("a", "F32", [3, 20], new byte[240]).Add("b", "F16", [2, 20], new byte[80]).Write(_folder["model.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        StoragePlan plan = StoragePlan.Of(WeightStorage.AsStored, new WeightReader(checkpoint, new WeightManifest([slot], [])), Together(1));

        Assert.Equal((3 * 96) + (2 * 48), plan.Bytes(slot, WeightSlot.NoLayer));
        Assert.Equal((3 * 80) + (2 * 40), plan.PackedBytes(slot, WeightSlot.NoLayer));
        Assert.Empty(plan.WidenedWeights);
        Assert.Empty(plan.AllOrders);
        Assert.Equal(0, plan.ReorderedColumns);
        Assert.Null(plan.OrdersOf(slot, WeightSlot.NoLayer));
    }

    [Theory]
    [InlineData(1, 1, 32)]
    [InlineData(8, 1, 32)]
    [InlineData(9, 1, 64)]
    [InlineData(3, 4, 64)] // a convolution's taps
    public void A_vector_is_float32_in_whole_groups_of_8(int rows, int columns, long bytes)
    {
        WeightSlot vector = WeightSlot.Of("norm", WeightKind.Vector, "norm.weight", [rows, columns]);
        StoragePlan plan = StoragePlan.Of(ElementFormat.Float16);

        Assert.Equal((bytes, bytes, rows * columns * 4L), (StoragePlan.VectorBytes(vector), plan.Bytes(vector, 0), plan.PackedBytes(vector, 0)));
    }

    [Theory]
    [InlineData(WeightStorage.AsStored, WeightStorage.Float16, "Float16")]
    [InlineData(WeightStorage.AsStored, WeightStorage.AsStored, "BFloat16")]    // most published checkpoints
    [InlineData(WeightStorage.AsStored, WeightStorage.Int4, "BFloat16")]
    [InlineData(WeightStorage.Int4, WeightStorage.Float16, "Int4")]
    public void A_checkpoint_that_nobody_has_seen_is_taken_for_what_its_config_says(WeightStorage asked, WeightStorage stored, string format)
    {
        WeightSlot slot = WeightSlot.Of("w", WeightKind.Matrix, "w", [4, 8]);

        Assert.Equal([Rows(0, 4, format)], StoragePlan.Of(asked, stored, new WeightManifest([slot], []), Apart).Of(slot, WeightSlot.NoLayer));
    }

    [Fact]
    public void A_cache_is_as_wide_as_plain_weights_and_16_bits_beside_codes()
    {
        Assert.Equal(ElementFormat.Float32, StoragePlan.Elements(WeightStorage.AsStored, ElementFormat.Float32));
        Assert.Equal(ElementFormat.BFloat16, StoragePlan.Elements(WeightStorage.BFloat16, ElementFormat.Float32));
        Assert.Equal(ElementFormat.Float16, StoragePlan.Elements(WeightStorage.Int8, ElementFormat.Float32));
    }

    [Fact]
    public void A_backend_of_plain_elements_refuses_codes()
    {
        Assert.Equal(ElementFormat.BFloat16, StoragePlan.Plain(WeightStorage.AsStored, ElementFormat.BFloat16).Element);
        Assert.Equal(ElementFormat.Float16, StoragePlan.Plain(WeightStorage.Float16, ElementFormat.BFloat16).Element);
        Assert.Contains("Int4", Assert.Throws<StorageNotSupportedException>(static () => StoragePlan.Plain(WeightStorage.Int4, ElementFormat.BFloat16)).Message, StringComparison.Ordinal);
        Assert.Equal("storage", Assert.Throws<ArgumentOutOfRangeException>(static () => StoragePlan.Plain(WeightStorage.Automatic, ElementFormat.BFloat16)).ParamName);
    }

    private static (string Name, string Format, int Rows, bool Wide) Part(string name, string format, int rows, bool wide = false) => (name, format, rows, wide);

    private static RowFormat Rows(int first, int count, string format) => new(first, count, Stored.As(format));

    private static Dictionary<int, int> Together(int rows) => new() { [0] = rows };

    /// <summary>The plan of one matrix of 8 columns whose parts are tensors below each other.</summary>
    private IReadOnlyList<RowFormat> Plan(WeightStorage asked, Dictionary<int, int> together, IReadOnlyList<(string Name, string Format, int Rows, bool Wide)> parts)
    {
        SafetensorsBuilder file = new();
        List<WeightSource> sources = [];
        int rows = 0;
        foreach ((string name, string format, int count, bool wide) in parts)
        {
            file.Add(name, format, [count, 8], new byte[count * 16]);
            sources.Add(WeightSource.Whole(name, [count, 8], rows) with { Wide = wide });
            rows += count;
        }

        file.Write(_folder["model.safetensors"]);
        WeightSlot slot = WeightSlot.Matrix("m", rows, 8, [.. sources]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder.Path);
        return StoragePlan.Of(asked, new WeightReader(checkpoint, new WeightManifest([slot], [])), together).Of(slot, WeightSlot.NoLayer);
    }
}
