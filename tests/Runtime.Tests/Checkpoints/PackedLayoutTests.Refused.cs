using System;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Every part that does not fit.</summary>
public sealed partial class PackedLayoutTests
{
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

        _folder.AssertRefused(Config(layout, 4, 32), File(layout, 4, 32, wide: false, without: part).Add(part, type, sizes, data), said);
    }

    /// <summary>Columns that the words do not hold, or of which the last word has none.</summary>
    [Theory]
    [InlineData(65)]
    [InlineData(56)]
    [InlineData(0)]
    [InlineData(-64)]
    public void A_shape_that_the_words_do_not_hold_is_refused(int columns) => _folder.AssertRefused(
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
        _folder.AssertRefused(config, File(layout, 4, 32, wide: false), said);
    }
}
