using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

/// <summary>Weights in E4M3 with scales of tensors, rows, groups and blocks, of matrices and of experts.</summary>
public sealed class Float8WeightTests : IDisposable
{
    private const int Rows = 20;
    private const int Columns = 48;
    private const string Fp8 = """{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [8, 16] } }""";
    private const string Exponents = """{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [8, 16], "scale_fmt": "ue8m0" } }""";
    private const string Plain = """{ "model_type": "qwen3" }""";

    private readonly PackedFolder _folder = new(Rows, Columns);

    public void Dispose() => _folder.Dispose();

    /// <summary>Blocks of 8 rows and 16 columns; the last row of blocks is smaller.</summary>
    [Theory]
    [InlineData("F32")]
    [InlineData("BF16")]
    [InlineData("F16")]
    [InlineData("F8_E8M0")]
    [InlineData("F32", Exponents)]
    [InlineData("U8", Exponents)]
    public void Blocks_at_the_edge_are_smaller(string type, string config = Fp8)
    {
        float[] scales = [.. Enumerable.Range(0, 9).Select(static i => MathF.ScaleB(1, i - 4))];
        using Checkpoint checkpoint = _folder.Open(config, File([Rows, Columns], [3, 3], type, scales));

        AssertRead(checkpoint, (row, column) => scales[(row / 8 * 3) + (column / 16)], group: 16, wide: type != "F16");
    }

    /// <summary>Three dimensions: a grid of blocks for each expert, with a smaller last row in each.</summary>
    [Fact]
    public void Experts_have_grids_of_their_own()
    {
        float[] scales = [.. Enumerable.Range(1, 18).Select(static i => i * 0.25f)];
        using Checkpoint checkpoint = _folder.Open(Fp8, File([2, Rows / 2, Columns], [2, 2, 3], "F32", scales[..12]));

        AssertRead(checkpoint, (row, column) => scales[(row / 10 * 6) + (row % 10 / 8 * 3) + (column / 16)], group: 16, wide: true, shape: [2, Rows / 2, Columns]);
    }

    /// <summary>One scale needs no config; a config without blocks has one scale as well.</summary>
    [Theory]
    [InlineData(Plain)]
    [InlineData("""{ "quantization_config": { "quant_method": "fp8" } }""")]
    public void One_scale_is_the_whole_tensors(string config)
    {
        using Checkpoint checkpoint = _folder.Open(config, File([Rows, Columns], [1], "F32", [0.5f]));

        AssertRead(checkpoint, static (_, _) => 0.5f, group: 64, wide: true);
    }

    /// <summary>One scale under a config with blocks is a block, which must be as large as the weight.</summary>
    [Fact]
    public void One_scale_of_a_block()
    {
        using Checkpoint checkpoint = _folder.Open("""{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [32, 64] } }""", File([Rows, Columns], [1, 1], "F32", [0.5f]));
        AssertRead(checkpoint, static (_, _) => 0.5f, group: 64, wide: true);

        _folder.AssertRefused(Fp8, File([Rows, Columns], [1], "F32", [0.5f]), "1 scales in F32; blocks of 8 by 16 want 9, in floating point");
    }

    [Theory]
    [InlineData("""{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [1, 1] } }""", Rows * Columns)]
    [InlineData("""{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [1, 48] } }""", Rows)]
    [InlineData("""{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [20, 1] } }""", Columns)]
    public void Blocks_may_be_one_row_or_column(string config, int scales)
    {
        using Checkpoint checkpoint = _folder.Open(config, File([Rows, Columns], [scales], "F32", [.. Enumerable.Range(1, scales).Select(static i => (float)i)]));

        Assert.Equal(Code(0, 1) * (scales == Rows ? 1 : 2), _folder.Tensor(checkpoint).ToFloats()[1]);
    }

    [Fact]
    public void What_the_config_does_not_say_is_missed()
    {
        _folder.AssertRefused(Plain, File([Rows, Columns], [3, 3], "F32", new float[9]), "config.json beside it has no quantization_config, which says how large the blocks of its scales are");
        _folder.AssertRefused("""{ "quantization_config": { "quant_method": "fp8" } }""", File([Rows, Columns], [3, 3], "F32", new float[9]), "9 scales, and quantization_config has no weight_block_size");
        _folder.AssertRefused("""{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [8, 0] } }""", File([Rows, Columns], [3, 3], "F32", new float[9]), "9 scales, and quantization_config has no weight_block_size");
        _folder.AssertRefused("""{ "quantization_config": { "quant_method": "fp8", "weight_block_size": [0, 16] } }""", File([Rows, Columns], [3, 3], "F32", new float[9]), "9 scales, and quantization_config has no weight_block_size");
        _folder.AssertRefused(Fp8, File([Rows, Columns], [3, 3], "I32", new float[9]), "9 scales in I32; blocks of 8 by 16 want 9, in floating point");
        _folder.AssertRefused(Fp8, File([Rows * Columns], [1], "F32", [1]), "E4M3 of [960]; wanted a matrix, or one for each expert");
        _folder.AssertRefused(Fp8, File([0, Columns], [1], "F32", [1]), "E4M3 of [0, 48]; wanted a matrix, or one for each expert");
        _folder.AssertRefused(Fp8, File([Rows, Columns], [3, 3], "F8_E8M0", [1, 1, 1, 1, float.NaN, 1, 1, 1, 1]), "the scale NaN of row 8, group 1");
    }

    [Theory]
    [InlineData(0, 0x7F)]
    [InlineData((7 * Columns) + 3, 0xFF)]
    public void Codes_that_are_no_numbers_are_told_by_their_row(int place, byte code)
    {
        byte[] codes = new byte[Rows * Columns];
        codes[place] = code;
        SafetensorsBuilder file = new SafetensorsBuilder().Add("m.weight", "F8_E4M3", [Rows, Columns], codes).Add("m.weight_scale_inv", "F32", [3, 3], MemoryMarshal.AsBytes(new float[9].AsSpan()));
        using Checkpoint checkpoint = _folder.Open(Fp8, file);

        Assert.Contains($"NaN in row {place / Columns}", Assert.Throws<PackedWeightException>(() => _folder.Tensor(checkpoint).ToFloats()).Message, StringComparison.Ordinal);
    }

    /// <summary>compressed-tensors: the shape of the scales tells what each is for, and the config where that is not enough.</summary>
    [Theory]
    [InlineData("null", "null", 1, 20, 48)]
    [InlineData("null", "null", 20, 1, 48)]
    [InlineData("16", "null", 60, 1, 16)]
    [InlineData("null", "[8, 16]", 9, 8, 16)]
    [InlineData("16", "[8, 16]", 9, 8, 16)]
    [InlineData("16", "[0, 16]", 60, 1, 16)]
    [InlineData("16", "[8, 0]", 60, 1, 16)]
    [InlineData("16", "null", 20, 1, 48)]
    public void Compressed_scales(string group, string block, int count, int blockRows, int blockColumns)
    {
        string config = $$"""{ "quantization_config": { "quant_method": "compressed-tensors", "format": "float-quantized", "config_groups": { "g": { "weights": { "num_bits": 8, "group_size": {{group}}, "block_structure": {{block}} } } } } }""";
        float[] scales = [.. Enumerable.Range(1, count).Select(static i => i * 0.25f)];
        using Checkpoint checkpoint = _folder.Open(config, File([Rows, Columns], [count], "F32", scales, "m.weight_scale"));
        int perRow = Columns / blockColumns;

        AssertRead(checkpoint, (row, column) => scales[(row / blockRows * perRow) + (column / blockColumns)], group: blockColumns == 48 ? 64 : blockColumns, wide: true);
    }

    [Fact]
    public void Compressed_scales_that_do_not_fit_are_refused() => _folder.AssertRefused(
        """{ "quantization_config": { "quant_method": "compressed-tensors", "format": "float-quantized" } }""",
        File([Rows, Columns], [7], "F32", new float[7], "m.weight_scale"),
        "7 scales in F32; blocks of 1 by 48 want 20, in floating point");

    [Theory]
    [InlineData(0, "7 scales in F32; blocks of 1 by 48 want 20, in floating point")]
    [InlineData(16, "7 scales in F32; blocks of 1 by 16 want 60, in floating point")]
    public void Groups_of_scales_are_the_configs(int group, string said) => _folder.AssertRefused(
        $$"""{ "quantization_config": { "quant_method": "compressed-tensors", "format": "float-quantized", "config_groups": { "g": { "weights": { "group_size": {{group}} } } } } }""",
        File([Rows, Columns], [7], "F32", new float[7], "m.weight_scale"),
        said);

    [Fact]
    public void Compressed_codes_are_a_matrix() => _folder.AssertRefused(
        """{ "quantization_config": { "quant_method": "compressed-tensors", "format": "float-quantized" } }""", File([Rows * Columns], [1], "F32", [1], "m.weight_scale"), "E4M3 of [960]; wanted a matrix");

    /// <summary>Bytes are exponents where the config says so, and nothing else.</summary>
    [Fact]
    public void Bytes_are_no_scales_unless_the_config_says_so() =>
        _folder.AssertRefused(Fp8, File([Rows, Columns], [3, 3], "U8", [1, 1, 1, 1, 1, 1, 1, 1, 1]), "9 scales in U8; blocks of 8 by 16 want 9, in floating point");

    /// <summary>Scales of a weight whose shard is missing are taken for its own, until the shard says otherwise.</summary>
    [Fact]
    public void Scales_of_a_weight_that_cannot_be_looked_at_say_nothing_against_the_model()
    {
        using TemporaryFolder folder = new();
        System.IO.File.WriteAllText(folder["model.safetensors.index.json"], """{"weight_map":{"m.weight":"two.safetensors","m.weight_scale_inv":"one.safetensors"}}""");
        new SafetensorsBuilder().Add("m.weight_scale_inv", "F32", [1], BitConverter.GetBytes(1f)).Write(folder["one.safetensors"]);
        using Checkpoint checkpoint = Checkpoint.Open(folder.Path);
        CheckpointView view = _folder.View(checkpoint);

        WeightReport report = view.Verify();

        Assert.Equal(["two.safetensors"], report.MissingShards);
        Assert.Empty(report.Conflicts);
        new SafetensorsBuilder().Add("m.weight", "BF16", [Rows, Columns], new byte[Rows * Columns * 2]).Write(folder["two.safetensors"]);
        Assert.Contains("there are scales beside it, and it is BF16; wanted F8_E4M3", Assert.Throws<PackedWeightException>(() => view["m.weight"]).Message, StringComparison.Ordinal);
    }

    private static float Code(int row, int column) => Float8Blocks.ToFloat(Byte((row * Columns) + column));

    private static byte Byte(int i) => (byte)(i * 37 % 251) is var code && (code & 0x7F) == 0x7F ? (byte)0 : code;

    private static SafetensorsBuilder File(int[] shape, int[] scaleShape, string type, float[] scales, string name = "m.weight_scale_inv")
    {
        byte[] bytes = type switch
        {
            "F16" => MemoryMarshal.AsBytes(scales.Select(static scale => (Half)scale).ToArray().AsSpan()).ToArray(),
            "BF16" => [.. scales.SelectMany(static scale => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(scale) >> 16)))],
            "F8_E8M0" or "U8" => [.. scales.Select(static scale => float.IsNaN(scale) ? (byte)0xFF : (byte)(127 + Math.ILogB(scale)))],
            _ => MemoryMarshal.AsBytes(scales.AsSpan()).ToArray(),
        };
        return new SafetensorsBuilder().Add("m.weight", "F8_E4M3", shape, [.. Enumerable.Range(0, shape.Aggregate(1, static (a, b) => a * b)).Select(Byte)]).Add(name, type, scaleShape, bytes);
    }

    /// <summary>Whole, and from each of some rows on.</summary>
    private void AssertRead(Checkpoint checkpoint, Func<int, int, float> scale, int group, bool wide, long[]? shape = null)
    {
        CheckpointTensor tensor = _folder.Tensor(checkpoint);
        float[] wanted = [.. Enumerable.Range(0, Rows * Columns).Select(i => scale(i / Columns, i % Columns) * Code(i / Columns, i % Columns))];
        Assert.Equal(shape ?? [Rows, Columns], tensor.Shape);
        Assert.Equal(wanted, tensor.ToFloats());
        Assert.Equal((group, wide, WeightCodes.Float8E4M3), (tensor.Packed!.Blocks!.Group, tensor.Packed.Blocks.WideScales, tensor.Packed.Blocks.Codes));
        foreach (int first in (int[])[1, 9, 13])
        {
            float[] rest = new float[(Rows - first) * Columns];
            tensor.Packed.Read(first, Rows - first, rest);
            Assert.Equal(wanted[(first * Columns)..], rest);
        }
    }
}
