using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Sizes, types and grids that kernels have for a shape: where numbers are read one by one and where in fours, how far rows lie apart, and on what a kernel runs.</summary>
public class KernelShapeTests
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);
    private static readonly NormSpec ZeroCentred = new(1e-6f, ZeroCentred: true);

    /// <summary>What a text uses of the prologue is declared there.</summary>
    [Fact]
    public void Kernels_declare_what_they_use()
    {
        (string Used, string Declared)[] parts =
        [
            ("unroll]]", "GL_EXT_control_flow_attributes"), ("subgroupShuffle", "GL_KHR_shader_subgroup_shuffle"), ("subgroupAdd(", "GL_KHR_shader_subgroup_arithmetic"),
            ("subgroupMax(", "GL_KHR_shader_subgroup_arithmetic"), ("< ROWS", "const uint ROWS = 4;"), ("widen_float8(", "vec4 widen_float8(uvec4 bits)"), ("window.first", "uniform Window { uint first;"),
            ("CACHE_FORMAT == ", "const uint CACHE_FORMAT = 0;"),
        ];
        Kernel[] kernels = [.. DecodeKernels.All(), .. PrefillKernels.All()];

        foreach ((string used, string declared) in parts)
        {
            Kernel[] users = [.. kernels.Where(kernel => kernel.Glsl.Contains(used, StringComparison.Ordinal))];
            Assert.NotEmpty(users);
            Assert.All(users, kernel => Assert.Contains(declared, kernel.Glsl));
        }

        Assert.Contains("vec4 widen_float8(uvec4 bits)", InterpolateKernel.Emit("Interpolate", 4, places: 9, 72).Glsl);
    }

    [Theory]
    [InlineData(null, "0u", "2147483647u")]
    [InlineData(5, "5u", "5u")]
    public void Attention_knows_its_window(int? window, string ofOneRow, string ofMany)
    {
        AttentionShape shape = new(4, 2, 20, OutputGate: false);
        Assert.Contains($"const uint WINDOW = {ofOneRow};", AttentionDecodeKernel.Emit("Decode", shape, window).Glsl);
        Assert.Contains($"const uint WINDOW = {ofMany};", AttentionPrefillKernel.Emit("Prefill", shape, window).Glsl);
    }

    /// <summary>3 heads of 6 are 18 numbers, padded to 24; 6 of 20 are 120, 30 times 4.</summary>
    [Theory]
    [InlineData(3, 1, 6, "24u", "float", "vec4 sums)", "1u")]
    [InlineData(6, 3, 20, "30u", "vec4", "vec4 sum)", "4u")]
    public void Attention_writes_heads_in_fours_where_they_divide(int heads, int keyValueHeads, int headDim, string stride, string unit, string write, string gate)
    {
        string text = AttentionPrefillKernel.Emit("Prefill", new AttentionShape(heads, keyValueHeads, headDim, OutputGate: true), null).Glsl;

        Assert.Contains($"const uint RESULT_STRIDE = {stride};", text);
        Assert.Contains($"buffer Result {{ {unit} result[]; }};", text);
        Assert.Contains($"buffer Projection {{ {unit} projection[]; }};", text);
        Assert.Contains($"void write_quad(uint query, uint quad, {write}", text);
        Assert.Contains($"HEADS * HEAD_DIM / {gate} + at]", text);
    }

    /// <summary>Heads of 20 are padded to 24: 3 blocks. 1 / sqrt(16) is a quarter.</summary>
    [Fact]
    public void Attention_within_segments_reads_padded_heads()
    {
        Assert.Contains("const uint BLOCKS = 3u;", Segments(20));
        Assert.Contains("void read_key(uint row, uint block, out vec4 low, out vec4 high)\n{\n    uint at = (row * 3u + block) * 2u;", Segments(20));
        Assert.Contains("const uint BLOCKS = 2u;", Segments(16));
        Assert.Contains("const float SCALE = 0.25;", Segments(16));

        static string Segments(int headDim) => SegmentAttentionKernel.Emit("Attention", new AttentionShape(3, 3, headDim, OutputGate: false)).Glsl;
    }

    /// <summary>7 heads of 12 in three parts, 2 blocks each; 252 numbers are padded to 256.</summary>
    [Fact]
    public void Heads_are_taken_apart_block_by_block()
    {
        Kernel kernel = RotateHeadsKernel.Emit("RotateHeads", 7, 12);
        Assert.Equal(new Grid(new GridAxis(3 * 7 * 2, Extent.Rows, GridUnit.Lane)), kernel.Grid);
        Assert.Contains("const uint STRIDE = 256u;", kernel.Glsl);
    }

    /// <summary>A row of x is padded to whole blocks, a merged row of y as a whole. A norm goes over all rows that are merged before it; a lane reads four numbers at a time where rows divide.</summary>
    [Theory]
    [InlineData(1152, 1, false, "vec4", 288, 288, 288, 288, 1, 1, 3 * 72)]
    [InlineData(28, 4, false, "vec4", 7, 7, 8, 28, 4, 1, 3 * 2)]
    [InlineData(112, 4, true, "vec4", 28, 7, 8, 28, 1, 4, 3 * 7)]
    [InlineData(43, 9, false, "float", 43, 43, 48, 392, 9, 1, 3 * 11)]
    [InlineData(172, 4, true, "float", 172, 43, 48, 176, 1, 4, 3 * 43)]
    public void Layer_norms_of_merged_rows(int width, int merged, bool first, string unit, int units, int rowUnits, int stride, int mergedStride, int norms, int rowsOfOne, long rounds)
    {
        Kernel kernel = LayerNormKernel.Emit("LayerNorm", width, 1e-6f, merged, first);

        Assert.Equal(new Grid(new GridAxis(1, Extent.Rows, GridUnit.Subgroup, rowsOfOne)), kernel.Grid);
        Assert.Equal(rounds, kernel.LoopBound);
        Assert.Contains($"buffer X {{ {unit} x[]; }};", kernel.Glsl);
        Assert.Equal(
            [("WIDTH", width), ("UNITS", units), ("ROW_UNITS", rowUnits), ("X_STRIDE", stride), ("Y_STRIDE", mergedStride), ("MERGED", merged), ("NORMS", norms)],
            Constants(kernel.Glsl, "WIDTH", "UNITS", "ROW_UNITS", "X_STRIDE", "Y_STRIDE", "MERGED", "NORMS"));
    }

    [Fact]
    public void Norms_run_on_rows_on_sequences_or_on_a_window()
    {
        Kernel rows = RmsNormKernel.Emit("Rows", 72, Norm, maskPadding: false);
        Kernel last = RmsNormKernel.Emit("Last", 72, Norm, maskPadding: false, last: true);
        Kernel kept = RmsNormKernel.Emit("Window", 72, Norm, maskPadding: false, window: true);
        Kernel comesOut = RmsNormKernel.Emit("Exit", 72, Norm, maskPadding: false, window: true, comesOut: true);

        Assert.Equal(new Grid(new GridAxis(1, Extent.Rows, GridUnit.Subgroup)), rows.Grid);
        Assert.Equal(new Grid(new GridAxis(1, Extent.Batch, GridUnit.Subgroup)), last.Grid);
        Assert.Equal(new Grid(new GridAxis(64, Extent.One, GridUnit.Subgroup)), kept.Grid);
        Assert.Contains("y[(row * BLOCKS + block) * 2u] = ", rows.Glsl);
        Assert.Contains("y[(sequence * BLOCKS + block) * 2u] = ", last.Glsl);
        Assert.Contains("y[(row * BLOCKS + block) * 2u] = ", kept.Glsl);
        Assert.Contains("y[((row - step.rowOffset) * BLOCKS + block) * 2u] = ", comesOut.Glsl);
    }

    [Theory]
    [InlineData(8, 8, "4u", "vec4")]
    [InlineData(8, 7, "1u", "float")]
    [InlineData(7, 8, "1u", "float")]
    public void A_convolution_takes_channels_in_fours_where_both_heads_divide(int keyDim, int valueDim, string size, string unit)
    {
        string text = ConvolutionPrefillKernel.Emit("Convolution", new DeltaShape(1, 2, keyDim, valueDim), 4, Activation.Silu).Glsl;
        Assert.Contains($"#define UNIT {unit}\nconst uint UNIT_SIZE = {size};", text);
    }

    /// <summary>Gates lie behind the channels: 2 key heads of 7 and 2 value heads of 8 are 30 of them, which no multiple of 4 follows; 4 value heads of 7 are.</summary>
    [Theory]
    [InlineData(1, 2, 8, 8, "vec4")]
    [InlineData(1, 2, 7, 8, "float")]
    [InlineData(2, 4, 8, 7, "float")]
    public void A_gated_norm_takes_fours_where_its_gates_begin_at_one(int keyHeads, int valueHeads, int keyDim, int valueDim, string unit) =>
        Assert.Contains($"#define UNIT {unit}\n", GatedNormKernel.Emit("Norm", new DeltaShape(keyHeads, valueHeads, keyDim, valueDim), 1e-6f).Glsl);

    [Theory]
    [InlineData(7, "float", "o[at + 3u] = sum.w;")]
    [InlineData(12, "vec4", "o[at / 4u] = sum;")]
    public void The_scan_writes_fours_where_value_heads_divide(int valueDim, string unit, string write)
    {
        string text = DeltaScanKernel.Emit("Scan", new DeltaShape(3, 6, 20, valueDim)).Glsl;
        Assert.Contains($"buffer O {{ {unit} o[]; }};", text);
        Assert.Contains(write, text);
    }

    [Fact]
    public void The_norm_of_the_delta_rule_adds_one_where_weights_are_centred_at_zero()
    {
        DeltaShape shape = new(3, 6, 8, 12);
        Assert.Contains("const float NORM_OFFSET = 0.0;", DeltaStepKernel.Emit("Rule", shape, Norm).Glsl);
        Assert.Contains("const float NORM_OFFSET = 1.0;", DeltaStepKernel.Emit("Rule", shape, ZeroCentred).Glsl);
    }

    /// <summary>The constants of these names, as the text has them.</summary>
    private static IEnumerable<(string Name, int Value)> Constants(string text, params string[] names) => names.Select(name =>
    {
        string head = $"const uint {name} = ";
        int at = text.IndexOf(head, StringComparison.Ordinal) + head.Length;
        return (name, int.Parse(text[at..text.IndexOf('u', at)], System.Globalization.CultureInfo.InvariantCulture));
    });
}
