using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <summary>Each layout of integer codes, written field by field and read whole, in part and as it is stored; and every part that does not fit.</summary>
public sealed class PackedLayoutTests : IDisposable
{
    private const int Rows = 24;
    private const int Columns = 64;

    /// <summary>The outputs in a word of AWQ, from its lowest bits.</summary>
    private static readonly int[] AwqOutputs = [0, 2, 4, 6, 1, 3, 5, 7];

    private readonly TemporaryFolder _folder = new();

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
        using Checkpoint checkpoint = Open(Config(layout, bits, 32), File(layout, bits, 32, wideScales));
        CheckpointTensor tensor = Tensor(checkpoint);
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
        using Checkpoint checkpoint = Open(Config("asymmetric", 4, 32), File("asymmetric", 4, 32, wide: true, columns));
        CheckpointTensor tensor = Tensor(checkpoint);

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
        using Checkpoint checkpoint = Open(Config("symmetric", bits, group), File("symmetric", bits, inFile, wide: true, columns));
        CheckpointTensor tensor = Tensor(checkpoint);

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
        using Checkpoint checkpoint = Open(Config(layout, 4, 32), File(layout, 4, 32, wide: false).Add(layout == "gptq" ? "m.g_idx" : "m.weight_g_idx", "I32", [Columns], Bytes(groupOf)));
        CheckpointTensor tensor = Tensor(checkpoint);
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
        using Checkpoint checkpoint = Open(config, File("awq", 4, 32, wide: false).Add("m.g_idx", "I32", [Columns], Bytes(new int[Columns])));
        CheckpointTensor tensor = Tensor(checkpoint);

        Assert.Equal(32, tensor.Packed!.Blocks!.Group);
        Assert.Equal(Scale(0, 1) * (Code(0, Columns - 1, 4) - Zero(0, 1, 4)), tensor.ToFloats()[Columns - 1]);
    }

    /// <summary>A weight is put together once; who writes a part is told by its name.</summary>
    [Fact]
    public void A_weight_is_made_once_by_the_method_of_its_parts()
    {
        using (Checkpoint checkpoint = Open(Config("gptq", 4, 32), File("gptq", 4, 32, wide: false)))
        {
            CheckpointView view = new(checkpoint, new WeightManifest([WeightSlot.Of("w", WeightKind.Matrix, "m.weight", [Rows, Columns])], []));
            Assert.Same(view["m.weight"], view["m.weight"]);
        }

        AssertRefused("""{ "quantization_config": { "quant_method": "fp8" } }""", File("symmetric", 4, 32, wide: false), "quantization_config says 'fp8'; 'm.weight_packed' is written by compressed-tensors");
        SafetensorsBuilder scaled = new SafetensorsBuilder().Add("m.weight", "F8_E4M3", [Rows, Columns], new byte[Rows * Columns]).Add("m.weight_scale", "F32", [1], new byte[4]);
        AssertRefused("""{ "quantization_config": { "quant_method": "gptq" } }""", scaled, "quantization_config says 'gptq'; 'm.weight_scale' is written by compressed-tensors and fp8");
        using Checkpoint fp8 = Open("""{ "quantization_config": { "quant_method": "fp8" } }""", scaled);
        Assert.Equal([Rows, Columns], Tensor(fp8).Shape);
    }

    /// <summary>A checkpoint without packed weights does not ask its config.</summary>
    [Fact]
    public void A_broken_config_beside_plain_weights_is_not_read()
    {
        using Checkpoint checkpoint = Open("{ ", new SafetensorsBuilder().Add("m.weight", "BF16", [Rows, Columns], new byte[Rows * Columns * 2]));

        Assert.True(new CheckpointView(checkpoint, new WeightManifest([WeightSlot.Of("w", WeightKind.Matrix, "m.weight", [Rows, Columns])], [])).Verify().IsComplete);
    }

    /// <summary>-1 stands for the group that follows; a list that says what follows anyway is none.</summary>
    [Fact]
    public void Groups_that_follow_need_no_order()
    {
        int[] groupOf = [.. Enumerable.Range(0, Columns).Select(static column => column % 3 == 0 ? -1 : column / 32)];
        using Checkpoint checkpoint = Open(Config("gptq", 4, 32), File("gptq", 4, 32, wide: false).Add("m.g_idx", "I32", [Columns], Bytes(groupOf)));
        IndirectWeight packed = Tensor(checkpoint).Packed!;

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

    /// <summary>A file of one part that is another's, and what is said.</summary>
    [Theory]
    [InlineData("gptq", "m.qweight", "F32", "8,24", "'m.qweight' is F32 [8, 24]; wanted a matrix of I32")]
    [InlineData("gptq", "m.qweight", "I32", "192", "'m.qweight' is I32 [192]; wanted a matrix of I32")]
    [InlineData("gptq", "m.qweight", "I32", "0,24", "'m.qweight' is I32 [0, 24]; wanted a matrix of I32")]
    [InlineData("gptq", "m.scales", "F16", "2,16", "'m.scales' is F16 [2, 16]; wanted a row of 24 scales a group")]
    [InlineData("gptq", "m.scales", "F16", "2,24,1", "'m.scales' is F16 [2, 24, 1]; wanted a row of 24 scales a group")]
    [InlineData("gptq", "m.scales", "F16", "3,24", "3 scales a row in F16; 64 columns in groups of 32 want 2, in floating point")]
    [InlineData("gptq", "m.scales", "I32", "2,24", "2 scales a row in I32; 64 columns in groups of 32 want 2, in floating point")]
    [InlineData("gptq", "m.qzeros", "I32", "1,3", "'m.qzeros' is I32 [1, 3]; wanted 2 rows of 3 I32")]
    [InlineData("gptq", "m.qzeros", "F32", "2,3", "'m.qzeros' is F32 [2, 3]; wanted 2 rows of 3 I32")]
    [InlineData("gptq", "m.qzeros", "I32", "2,3,1", "'m.qzeros' is I32 [2, 3, 1]; wanted 2 rows of 3 I32")]
    [InlineData("gptq", "m.qzeros", "I32", "2,4", "'m.qzeros' is I32 [2, 4]; wanted 2 rows of 3 I32")]
    [InlineData("gptq", "m.g_idx", "I32", "63", "g_idx has 63 entries in I32; wanted 64 in I32")]
    [InlineData("gptq", "m.g_idx", "F32", "64", "g_idx has 64 entries in F32; wanted 64 in I32")]
    [InlineData("awq", "m.qweight", "I32", "64,3,1", "'m.qweight' is I32 [64, 3, 1]; wanted a matrix of I32")]
    [InlineData("awq", "m.scales", "F16", "2,3", "'m.scales' is F16 [2, 3]; wanted a row of 24 scales a group")]
    [InlineData("asymmetric", "m.weight_shape", "I32", "2", "'m.weight_shape' is I32 [2]; wanted two I64")]
    [InlineData("asymmetric", "m.weight_shape", "I64", "3", "'m.weight_shape' is I64 [3]; wanted two I64")]
    [InlineData("asymmetric", "m.weight_packed", "F32", "24,8", "'m.weight_packed' is F32 [24, 8]; wanted I32 that hold [24, 64]")]
    [InlineData("asymmetric", "m.weight_packed", "I32", "24,8,1", "'m.weight_packed' is I32 [24, 8, 1]; wanted I32 that hold [24, 64]")]
    [InlineData("asymmetric", "m.weight_packed", "I32", "23,8", "'m.weight_packed' is I32 [23, 8]; wanted I32 that hold [24, 64]")]
    [InlineData("asymmetric", "m.weight_packed", "I32", "24,7", "'m.weight_packed' is I32 [24, 7]; wanted I32 that hold [24, 64]")]
    [InlineData("asymmetric", "m.weight_packed", "I32", "24,9", "'m.weight_packed' is I32 [24, 9]; wanted I32 that hold [24, 64]")]
    [InlineData("asymmetric", "m.weight_scale", "F16", "23,2", "'m.weight_scale' is F16 [23, 2]; wanted 24 rows of scales")]
    [InlineData("asymmetric", "m.weight_scale", "F16", "24,2,1", "'m.weight_scale' is F16 [24, 2, 1]; wanted 24 rows of scales")]
    [InlineData("asymmetric", "m.weight_scale", "F16", "24,1", "1 scales a row in F16; 64 columns in groups of 32 want 2, in floating point")]
    [InlineData("asymmetric", "m.weight_zero_point", "F32", "3,2", "'m.weight_zero_point' is F32 [3, 2]; wanted I32 with 2 zeros a row")]
    [InlineData("asymmetric", "m.weight_zero_point", "I32", "3,2,1", "'m.weight_zero_point' is I32 [3, 2, 1]; wanted I32 with 2 zeros a row")]
    [InlineData("asymmetric", "m.weight_zero_point", "I32", "2,2", "'m.weight_zero_point' is I32 [2, 2]; wanted I32 with 2 zeros a row")]
    [InlineData("asymmetric", "m.weight_zero_point", "I32", "3,1", "'m.weight_zero_point' is I32 [3, 1]; wanted I32 with 2 zeros a row")]
    public void A_part_that_does_not_fit_is_named(string layout, string part, string type, string shape, string said)
    {
        int[] sizes = [.. shape.Split(',').Select(int.Parse)];
        byte[] data = new byte[sizes.Aggregate(1, static (a, b) => a * b) * (type == "F16" ? 2 : type == "I64" ? 8 : 4)];

        AssertRefused(Config(layout, 4, 32), File(layout, 4, 32, wide: false, without: part).Add(part, type, sizes, data), said);
    }

    /// <summary>Columns that the words do not hold, or of which the last word has none.</summary>
    [Theory]
    [InlineData(65)]
    [InlineData(56)]
    [InlineData(0)]
    [InlineData(-64)]
    public void A_shape_that_the_words_do_not_hold_is_refused(int columns) => AssertRefused(
        Config("symmetric", 4, 32),
        File("symmetric", 4, 32, wide: false, without: "m.weight_shape").Add("m.weight_shape", "I64", [2], Bytes([(long)Rows, columns])),
        FormattableString.Invariant($"wanted I32 that hold [24, {columns}]"));

    [Theory]
    [InlineData("awq", 8, "gemm", "awq in 8 bits, format 'gemm'; read are 4 bits, 'gemm'")]
    [InlineData("awq", 4, "gptq", "awq in 4 bits, format 'gptq'; read are 4 bits, 'gemm'")]
    [InlineData("gptq", 4, "gemm", "gptq in 4 bits, format 'gemm'; read are 4 and 8 bits, 'gptq' and 'gptq_v2'")]
    [InlineData("gptq", 2, "gptq", "gptq in 2 bits")]
    [InlineData("compressed-tensors", 3, "pack-quantized", "compressed-tensors in 3 bits, format 'pack-quantized'; read are 4 and 8 bits")]
    [InlineData("compressed-tensors", 4, "marlin-24", "compressed-tensors in 4 bits, format 'marlin-24'")]
    public void What_is_not_read_is_said(string method, int bits, string format, string said)
    {
        string layout = method == "compressed-tensors" ? "symmetric" : method;
        string config = $$"""{ "quantization_config": { "quant_method": "{{method}}", "bits": {{bits}}, "group_size": 32, "format": "{{format}}" } }""";
        AssertRefused(config, File(layout, 4, 32, wide: false), said);
    }

    [Theory]
    [InlineData("awq", "GEMM")]
    [InlineData("awq", "")]
    [InlineData("gptq", "")]
    [InlineData("compressed-tensors", "mixed-precision")]
    public void Names_of_formats_may_differ(string method, string format)
    {
        string layout = method == "compressed-tensors" ? "symmetric" : method;
        using Checkpoint checkpoint = Open($$"""{ "quantization_config": { "quant_method": "{{method}}", "bits": 4, "group_size": 32, "format": "{{format}}" } }""", File(layout, 4, 32, wide: false));

        Assert.Equal(Scale(0, 0) * (Code(0, 0, 4) - ZeroOf(layout, 0, 0, 4)), Tensor(checkpoint).ToFloats()[0]);
    }

    private static IEnumerable<(int Row, int Column)> Places(int columns = Columns) => Enumerable.Range(0, Rows * columns).Select(i => (i / columns, i % columns));

    private static int Code(int row, int column, int bits) => ((row * 31) + (column * 7) + (row * column)) % (1 << bits);

    private static int Zero(int row, int group, int bits) => 1 + (((row * 5) + (group * 3)) % ((1 << bits) - 1));

    private static float Scale(int row, int group) => 0.25f * (1 + ((row + (7 * group)) % 11));

    private static int ZeroOf(string layout, int row, int group, int bits) => layout == "symmetric" ? 1 << (bits - 1) : Zero(row, group, bits);

    private static string Config(string layout, int bits, int group) => layout switch
    {
        "awq" => $$"""{ "quantization_config": { "quant_method": "awq", "bits": {{bits}}, "group_size": {{group}}, "version": "gemm" } }""",
        "gptq" or "gptq_v2" => $$"""{ "quantization_config": { "quant_method": "gptq", "bits": {{bits}}, "group_size": {{group}}, "checkpoint_format": "{{layout}}" } }""",
        _ => $$"""{ "quantization_config": { "quant_method": "compressed-tensors", "format": "pack-quantized", "config_groups": { "g": { "weights": { "num_bits": {{bits}}, "group_size": {{group}} } } } } }""",
    };

    private static SafetensorsBuilder File(string layout, int bits, int group, bool wide, int columns = Columns, string? without = null)
    {
        SafetensorsBuilder file = new();
        int fields = 32 / bits, groups = (columns + group - 1) / group, words = (columns + fields - 1) / fields;
        if (layout is "symmetric" or "asymmetric")
        {
            Add("m.weight_packed", "I32", [Rows, words], Packed(Rows, words, bits, (row, word, field) => (word * fields) + field < columns ? Code(row, (word * fields) + field, bits) : 0));
            Add("m.weight_shape", "I64", [2], Bytes([(long)Rows, columns]));
            AddScales("m.weight_scale", [Rows, groups], Enumerable.Range(0, Rows * groups).Select(i => Scale(i / groups, i % groups)));
            if (layout == "asymmetric")
            {
                Add("m.weight_zero_point", "I32", [(Rows + fields - 1) / fields, groups], Packed((Rows + fields - 1) / fields, groups, bits, (word, of, field) => Zero((word * fields) + field, of, bits)));
            }

            return file;
        }

        int offset = layout == "gptq" ? 1 : 0;
        int OutputOf(int word, int field) => (word * fields) + (layout == "awq" ? AwqOutputs[field] : field);
        _ = layout == "awq"
            ? Add("m.qweight", "I32", [columns, Rows / fields], Packed(columns, Rows / fields, bits, (column, word, field) => Code(OutputOf(word, field), column, bits)))
            : Add("m.qweight", "I32", [words, Rows], Packed(words, Rows, bits, (word, row, field) => Code(row, (word * fields) + field, bits)));
        Add("m.qzeros", "I32", [groups, Rows / fields], Packed(groups, Rows / fields, bits, (of, word, field) => Zero(OutputOf(word, field), of, bits) - offset));
        AddScales("m.scales", [groups, Rows], Enumerable.Range(0, Rows * groups).Select(i => Scale(i % Rows, i / Rows)));
        return file;

        SafetensorsBuilder Add(string name, string type, int[] shape, byte[] data) => name == without ? file : file.Add(name, type, shape, data);

        void AddScales(string name, int[] shape, IEnumerable<float> scales) =>
            _ = wide ? Add(name, "F32", shape, Bytes(scales.ToArray())) : Add(name, "F16", shape, Bytes(scales.Select(static scale => (Half)scale).ToArray()));
    }

    private static byte[] Packed(int rows, int columns, int bits, Func<int, int, int, int> code)
    {
        uint[] words = new uint[rows * columns];
        for (int i = 0; i < words.Length; i++)
        {
            for (int field = 0; field < 32 / bits; field++)
            {
                words[i] |= (uint)code(i / columns, i % columns, field) << (field * bits);
            }
        }

        return Bytes(words);
    }

    private Checkpoint Open(string config, SafetensorsBuilder file)
    {
        file.Write(_folder["model.safetensors"]);
        System.IO.File.WriteAllText(_folder["config.json"], config);
        return Checkpoint.Open(_folder.Path);
    }

    private static CheckpointTensor Tensor(Checkpoint checkpoint) =>
        new CheckpointView(checkpoint, new WeightManifest([WeightSlot.Of("w", WeightKind.Matrix, "m.weight", [Rows, Columns])], []))["m.weight"];

    private void AssertRefused(string config, SafetensorsBuilder file, string said)
    {
        using Checkpoint checkpoint = Open(config, file);
        Assert.Contains(said, Assert.Throws<PackedWeightException>(() => Tensor(checkpoint)).Message, StringComparison.Ordinal);
    }

    private static float[] Floats(CheckpointTensor tensor, int first, int rows)
    {
        float[] values = new float[rows * Columns];
        tensor.Packed!.Read(first, rows, values);
        return values;
    }

    private static float[] Stored(CheckpointTensor tensor, int first, int rows, GroupedColumns? order)
    {
        ScaledBlocks blocks = tensor.Packed!.BlocksIn(order)!;
        int bytes = (int)blocks.RowBytes(Columns), stride = bytes + 12;
        byte[] stored = [.. Enumerable.Repeat((byte)0xEE, rows * stride)];
        tensor.Packed.Store(first, rows, stride, stored, order);
        float[] values = new float[rows * Columns];
        for (int row = 0; row < rows; row++)
        {
            blocks.Decode(stored.AsSpan(row * stride, bytes), values.AsSpan(row * Columns, Columns));
        }

        return values;
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
