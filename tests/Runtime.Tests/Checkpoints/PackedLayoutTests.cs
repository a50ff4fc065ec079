using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <summary>Each layout of integer codes, written field by field and read whole, in part and as it is stored; and every part that does not fit.</summary>
public sealed partial class PackedLayoutTests : IDisposable
{
    private const int Rows = 24;
    private const int Columns = 64;

    /// <summary>The outputs in a word of AWQ, from its lowest bits.</summary>
    private static readonly int[] AwqOutputs = [0, 2, 4, 6, 1, 3, 5, 7];

    private readonly PackedFolder _folder = new(Rows, Columns);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("gptq", 4, false)]
    [InlineData("gptq", 8, false)]
    [InlineData("gptq_v2", 4, true)]
    [InlineData("awq", 4, false)]
    [InlineData("symmetric", 4, false)]
    [InlineData("symmetric", 8, true)]
    [InlineData("asymmetric", 4, true)]
    [InlineData("asymmetric", 8, false)]
    public void A_layout_is_read(string layout, int bits, bool wideScales)
    {
        using Checkpoint checkpoint = _folder.Open(Config(layout, bits, 32), File(layout, bits, 32, wideScales));
        CheckpointTensor tensor = _folder.Tensor(checkpoint);
        float[] wanted = [.. Places().Select(place => Scale(place.Row, place.Column / 32) * (Code(place.Row, place.Column, bits) - ZeroOf(layout, place.Row, place.Column / 32, bits)))];

        Assert.Equal([Rows, Columns], tensor.Shape);
        Assert.Equal($"{bits}-bit integers", tensor.DType);
        Assert.Equal($"{bits}-bit integers in groups of 32", tensor.Packed!.Described);
        Assert.Equal(wanted, tensor.ToFloats());
        ScaledBlocks blocks = tensor.Packed.Blocks!;
        Assert.Equal((32, wideScales, layout != "symmetric", bits == 4 ? WeightCodes.Int4 : WeightCodes.Int8), (blocks.Group, blocks.WideScales, blocks.Zeros, blocks.Codes));
        // From each row on: words of zeros and of AWQ have rows of eight.
        foreach (int first in (int[])[1, 5, 8, 13, Rows - 1])
        {
            Assert.Equal(wanted[(first * Columns)..], Floats(tensor, first, Rows - first));
            Assert.Equal(wanted[(first * Columns)..((first + 1) * Columns)], Floats(tensor, first, 1));
            Assert.Equal(wanted[(first * Columns)..], Stored(tensor, first, Rows - first, null));
        }
    }

    /// <summary>Columns that fill no whole word, and a last group that is shorter.</summary>
    [Fact]
    public void A_last_word_may_be_part_of_one()
    {
        const int columns = 61;
        using Checkpoint checkpoint = _folder.Open(Config("asymmetric", 4, 32), File("asymmetric", 4, 32, wide: true, columns));
        CheckpointTensor tensor = _folder.Tensor(checkpoint);

        Assert.Equal([Rows, columns], tensor.Shape);
        Assert.Equal(Places(columns).Select(static place => Scale(place.Row, place.Column / 32) * (Code(place.Row, place.Column, 4) - Zero(place.Row, place.Column / 32, 4))), tensor.ToFloats());
    }

    /// <summary>The format that holds groups without loss: powers of two from what the format has on; whole rows in what holds them.</summary>
    [Theory]
    [InlineData(4, 64, 64, 64)]
    [InlineData(4, 32, 64, 32)]
    [InlineData(4, 16, 64, null)]
    [InlineData(4, 48, 64, null)]
    [InlineData(8, 16, 64, 16)]
    [InlineData(8, 8, 64, null)]
    [InlineData(8, -1, 10, 16)]
    [InlineData(4, -1, 10, 32)]
    [InlineData(4, 0, 40, 64)]
    [InlineData(4, 128, 40, 64)]
    public void Groups_fit_a_format_or_none(int bits, int group, int columns, int? fitting)
    {
        int inFile = group <= 0 ? columns : Math.Min(group, columns);
        using Checkpoint checkpoint = _folder.Open(Config("symmetric", bits, group), File("symmetric", bits, inFile, wide: true, columns));
        CheckpointTensor tensor = _folder.Tensor(checkpoint);

        Assert.Equal(fitting, tensor.Packed!.Blocks?.Group);
        Assert.Equal($"{bits}-bit integers in groups of {inFile}", tensor.Packed.Described);
        Assert.Equal(Places(columns).Select(place => Scale(place.Row, place.Column / inFile) * (Code(place.Row, place.Column, bits) - (1 << (bits - 1)))), tensor.ToFloats());
    }

    /// <summary>Columns of a group anywhere: kept packed in an order in which they are neighbours.</summary>
    [Theory]
    [InlineData("gptq")]
    [InlineData("symmetric")]
    public void Columns_of_whole_groups_have_an_order(string layout)
    {
        int[] groupOf = [.. Enumerable.Range(0, Columns).Select(static column => column * 5 % 64 / 32)];
        using Checkpoint checkpoint = _folder.Open(Config(layout, 4, 32), File(layout, 4, 32, wide: false).Add(layout == "gptq" ? "m.g_idx" : "m.weight_g_idx", "I32", [Columns], Bytes(groupOf)));
        CheckpointTensor tensor = _folder.Tensor(checkpoint);
        float[] wanted = [.. Places().Select(place => Scale(place.Row, groupOf[place.Column]) * (Code(place.Row, place.Column, 4) - ZeroOf(layout, place.Row, groupOf[place.Column], 4)))];
        int[] order = [.. Enumerable.Range(0, Columns).Where(column => groupOf[column] == 0), .. Enumerable.Range(0, Columns).Where(column => groupOf[column] == 1)];

        Assert.Equal(wanted, tensor.ToFloats());
        Assert.Null(tensor.Packed!.Blocks);
        Assert.Equal("4-bit integers in groups of 32 that do not follow each other", tensor.Packed.Described);
        Assert.Equal(order, tensor.Packed.Order!.Columns.ToArray());
        Assert.Equal(32, tensor.Packed.OrderedBlocks!.Group);
        Assert.Null(tensor.Packed.BlocksIn(null));
        Assert.Same(tensor.Packed.OrderedBlocks, tensor.Packed.BlocksIn(GroupedColumns.Of(groupOf, 32)));
        Assert.Null(tensor.Packed.BlocksIn(GroupedColumns.Of([.. Enumerable.Range(0, Columns).Select(static column => column % 2)], 32)));
        Assert.Equal(wanted.Chunk(Columns).Skip(3).SelectMany(row => order.Select(column => row[column])), Stored(tensor, 3, Rows - 3, tensor.Packed.Order));
    }

    /// <summary>AWQ's groups always follow each other, whatever else lies in the file; what the config has of other kinds is as good as nothing.</summary>
    [Fact]
    public void What_a_layout_does_not_have_is_not_read()
    {
        const string config = """{ "quantization_config": { "quant_method": "awq", "bits": 4, "group_size": 32, "version": 7, "checkpoint_format": null, "modules_to_not_convert": null, "ignore": "m" } }""";
        using Checkpoint checkpoint = _folder.Open(config, File("awq", 4, 32, wide: false).Add("m.g_idx", "I32", [Columns], Bytes(new int[Columns])));
        CheckpointTensor tensor = _folder.Tensor(checkpoint);

        Assert.Equal(32, tensor.Packed!.Blocks!.Group);
        Assert.Equal(Scale(0, 1) * (Code(0, Columns - 1, 4) - Zero(0, 1, 4)), tensor.ToFloats()[Columns - 1]);
    }

    /// <summary>A weight is put together once; who writes a part is told by its name.</summary>
    [Fact]
    public void A_weight_is_made_once_by_the_method_of_its_parts()
    {
        using (Checkpoint checkpoint = _folder.Open(Config("gptq", 4, 32), File("gptq", 4, 32, wide: false)))
        {
            CheckpointView view = _folder.View(checkpoint);
            Assert.Same(view["m.weight"], view["m.weight"]);
        }

        _folder.AssertRefused("""{ "quantization_config": { "quant_method": "fp8" } }""", File("symmetric", 4, 32, wide: false), "quantization_config says 'fp8'; 'm.weight_packed' is written by compressed-tensors");
        SafetensorsBuilder scaled = new SafetensorsBuilder().Add("m.weight", "F8_E4M3", [Rows, Columns], new byte[Rows * Columns]).Add("m.weight_scale", "F32", [1], new byte[4]);
        _folder.AssertRefused("""{ "quantization_config": { "quant_method": "gptq" } }""", scaled, "quantization_config says 'gptq'; 'm.weight_scale' is written by compressed-tensors and fp8");
        using Checkpoint fp8 = _folder.Open("""{ "quantization_config": { "quant_method": "fp8" } }""", scaled);
        Assert.Equal([Rows, Columns], _folder.Tensor(fp8).Shape);
    }

    /// <summary>A checkpoint without packed weights does not ask its config.</summary>
    [Fact]
    public void A_broken_config_beside_plain_weights_is_not_read()
    {
        using Checkpoint checkpoint = _folder.Open("{ ", new SafetensorsBuilder().Add("m.weight", "BF16", [Rows, Columns], new byte[Rows * Columns * 2]));

        Assert.True(_folder.View(checkpoint).Verify().IsComplete);
    }

    /// <summary>-1 stands for the group that follows; a list that says what follows anyway is none.</summary>
    [Fact]
    public void Groups_that_follow_need_no_order()
    {
        int[] groupOf = [.. Enumerable.Range(0, Columns).Select(static column => column % 3 == 0 ? -1 : column / 32)];
        using Checkpoint checkpoint = _folder.Open(Config("gptq", 4, 32), File("gptq", 4, 32, wide: false).Add("m.g_idx", "I32", [Columns], Bytes(groupOf)));
        IndirectWeight packed = _folder.Tensor(checkpoint).Packed!;

        Assert.Null(packed.Order);
        Assert.Equal(32, packed.Blocks!.Group);
    }

    [Fact]
    public void Columns_of_any_size_are_brought_into_order()
    {
        GroupedColumns order = GroupedColumns.Of([1, 0, 1, 0, 2], 2)!;
        byte[] bytes = [10, 11, 12, 13, 14, 99];
        ushort[] halves = [10, 11, 12, 13, 14, 99];
        float[] floats = [10, 11, 12, 13, 14, 99];
        order.Apply(bytes, 1);
        order.Apply(MemoryMarshal.AsBytes(halves.AsSpan()), 2);
        order.Apply(MemoryMarshal.AsBytes(floats.AsSpan()), 4);

        Assert.Equal([1, 3, 0, 2, 4], order.Columns.ToArray());
        Assert.Equal([11, 13, 10, 12, 14, 99], bytes);
        Assert.Equal([11, 13, 10, 12, 14, 99], halves);
        Assert.Equal([11, 13, 10, 12, 14, 99], floats);
        Assert.Equal(3, Assert.Throws<ArgumentOutOfRangeException>(() => order.Apply(bytes, 3)).ActualValue);
        Assert.Null(GroupedColumns.Of([1, 0, 1, 1, 2], 2));
        Assert.Equal(order, GroupedColumns.Of([1, 0, 1, 0, 2], 2));
        Assert.Equal(order.GetHashCode(), GroupedColumns.Of([1, 0, 1, 0, 2], 2)!.GetHashCode());
        Assert.NotEqual(order, GroupedColumns.Of([0, 1, 1, 0, 2], 2));
        Assert.False(order.Equals(null));
    }

    [Theory]
    [InlineData("awq", "GEMM")]
    [InlineData("awq", "")]
    [InlineData("gptq", "")]
    [InlineData("compressed-tensors", "mixed-precision")]
    public void Names_of_formats_may_differ(string method, string format)
    {
        string layout = method == "compressed-tensors" ? "symmetric" : method;
        using Checkpoint checkpoint = _folder.Open($$"""{ "quantization_config": { "quant_method": "{{method}}", "bits": 4, "group_size": 32, "format": "{{format}}" } }""", File(layout, 4, 32, wide: false));

        Assert.Equal(Scale(0, 0) * (Code(0, 0, 4) - ZeroOf(layout, 0, 0, 4)), _folder.Tensor(checkpoint).ToFloats()[0]);
    }
}
