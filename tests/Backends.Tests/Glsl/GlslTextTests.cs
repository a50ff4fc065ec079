using System;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>Parts of kernels' text: what a kernel uses is declared and nothing else, what its sizes call for is written and nothing else.</summary>
public class GlslTextTests
{
    [Theory]
    [InlineData((int)GlslUse.Arithmetic, "#extension GL_KHR_shader_subgroup_arithmetic : require\n")]
    [InlineData((int)GlslUse.Shuffle, "#extension GL_KHR_shader_subgroup_shuffle : require\n")]
    [InlineData((int)GlslUse.Unroll, "#extension GL_EXT_control_flow_attributes : require\n")]
    [InlineData((int)GlslUse.CacheFormat, "layout(constant_id = 3) const uint CACHE_FORMAT = 0;   // 0 f32, 1 f16, 2 bf16, 3 int8 with scales\n")]
    [InlineData((int)GlslUse.CacheFormat, "\n\nvoid widen(uvec4 words, out vec4 low, out vec4 high)\n")]
    [InlineData((int)GlslUse.Rows, "layout(constant_id = 4) const uint ROWS = 4;           // outputs a subgroup computes\n")]
    [InlineData((int)GlslUse.Window, "}\n\nlayout(push_constant) uniform Window { uint first; uint end; } window;")]
    [InlineData((int)GlslUse.Weights, "}\n\nvec4 widen_float8(uvec4 bits)")]
    public void What_a_kernel_uses_is_declared_and_nothing_else(int use, string text)
    {
        Assert.Contains(text, Prologue.Emit((GlslUse)use));
        Assert.DoesNotContain(text, Prologue.Emit((GlslUse)(127 & ~use)));
        Assert.DoesNotContain(text, Prologue.Emit(GlslUse.None));
    }

    [Fact]
    public void Every_kernel_begins_alike() => Assert.StartsWith(
        """
        #version 450
        #extension GL_KHR_shader_subgroup_basic : require

        layout(local_size_x_id = 2, local_size_y = 1, local_size_z = 1) in;
        layout(constant_id = 0) const uint SUBGROUP_SIZE = 8;
        layout(constant_id = 1) const uint SUBGROUPS = 1;      // a workgroup's; local_size_x is their product

        struct Sequence
        """,
        Prologue.Emit(GlslUse.None));

    [Theory]
    [InlineData("#define A 1\n#if A\nyes\n#else\nno\n#endif\nend", "yes\nend")]
    [InlineData("#define A 0\n#if A\nyes\n#else\nno\n#endif\nend", "no\nend")]
    [InlineData("#define A 1\n#define B 0\n#if A && B\nboth\n#endif\nend", "end")]
    [InlineData("#define A 1\n#define B 1\n#if A && B\nboth\n#endif\nend", "both\nend")]
    [InlineData("#define A 1\n#define B 0\n#if A\nout\n#if B\nin\n#else\nelse\n#endif\nback\n#endif", "out\nelse\nback")]
    [InlineData("#define A 0\n#define B 1\n#if A\nout\n#if B\nin\n#endif\n#endif\nend", "end")]
    [InlineData("#define A 0\nx\n\n#if A\ny\n#endif\n\nz", "x\n\nz")]
    [InlineData("x\n\n\n\nz", "x\n\nz")]
    [InlineData("\nx", "\nx")]
    [InlineData("\n\nx", "\n\nx")]
    [InlineData("#define EACH(f) f(0)\nx", "#define EACH(f) f(0)\nx")]
    [InlineData("    #define A 1\n    #if A\n        x\n    #endif", "        x")]
    public void Conditions_are_decided(string template, string text) => Assert.Equal(text, Conditions.Resolve(template));

    [Fact]
    public void A_condition_that_is_not_defined_is_named() =>
        Assert.Contains("#if MISSING: MISSING is not defined", Assert.Throws<IrException>(static () => Conditions.Resolve("#if MISSING\n#endif")).Message);

    [Theory]
    [InlineData(1f, "1.0")]
    [InlineData(0.5f, "0.5")]
    [InlineData(1e-6f, "1E-06")]
    [InlineData(1e20f, "1E+20")]
    [InlineData(-3f, "-3.0")]
    public void Floats_have_a_point_or_an_exponent(float value, string text) => Assert.Equal(text, GlslLiteral.Float(value));

    [Fact]
    public void Booleans() => Assert.Equal(("true", "false"), (GlslLiteral.Bool(true), GlslLiteral.Bool(false)));

    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(7, 1, 8)]
    [InlineData(8, 1, 8)]
    [InlineData(9, 2, 16)]
    [InlineData(72, 9, 72)]
    public void Rows_are_padded_to_blocks_of_eight(int width, int blocks, int padded) => Assert.Equal((blocks, padded), (Padding.Blocks(width), Padding.RoundUp8(width)));

    /// <summary>What lies behind a row's end is masked, where there is anything.</summary>
    [Fact]
    public void The_last_block_is_masked_where_a_row_ends_within_it()
    {
        string odd = BlockAccess.ReadRow("x", 21), whole = BlockAccess.ReadRow("x", 24), apart = BlockAccess.ReadRow("load", "x", 21, strideBlocks: 7);

        Assert.Contains("void read_x(uint row, uint block, out vec4 low, out vec4 high)", odd);
        Assert.Contains("uint at = (row * 3u + block) * 2u;", odd);
        Assert.Contains("high = x[at + 1u];\n\n    if (block == 2u)\n    {\n        low = mix(vec4(0.0), low, lessThan(uvec4(0u, 1u, 2u, 3u), uvec4(5u)));", odd);
        Assert.Contains("high = mix(vec4(0.0), high, lessThan(uvec4(4u, 5u, 6u, 7u), uvec4(5u)));", odd);
        Assert.EndsWith("high = x[at + 1u];\n}", whole);
        Assert.Contains("void load(uint row, uint block,", apart);
        Assert.Contains("uint at = (row * 7u + block) * 2u;", apart);
    }

    /// <summary>Compilers may unroll one pass, and no more.</summary>
    [Theory]
    [InlineData(1, "")]
    [InlineData(512, "")]
    [InlineData(513, "[[dont_unroll]] ")]
    [InlineData(4096, "[[dont_unroll]] ")]
    public void Passes_over_a_row_are_not_unrolled(int columns, string attribute)
    {
        Assert.Equal(attribute + "for (uint start = 0u; start < W_UNITS; start += W_STEP)", HeldRow.ForPasses("w", columns));
        Assert.Equal(attribute + "for (uint start = first; start < W_UNITS; start += W_STEP)", HeldRow.ForPasses("w", columns, "first"));
    }

    /// <summary>A lane of the narrowest subgroup holds 8 blocks of 8: 256 columns a pass, and a round more for the loop itself.</summary>
    [Theory]
    [InlineData(256, 16, 1 + 16)]
    [InlineData(257, 16, 2 * (1 + 16))]
    [InlineData(1024, 3, 4 * (1 + 3))]
    public void The_rounds_of_a_walk(int width, int rows, long rounds) => Assert.Equal(rounds, HeldRow.Walk(width, rows).BackEdges);

    [Theory]
    [InlineData(256, 4 * (1 + 1 + 4))]
    [InlineData(512, 4 * (1 + (2 * (1 + 4))))]
    public void The_rounds_of_a_walk_over_all_rows(int width, long rounds) => Assert.Equal(rounds, HeldRow.Walk(width).BackEdges);

    [Fact]
    public void A_second_operand_may_use_the_registers_of_the_first()
    {
        string own = HeldRow.Walk("first", "load"), shared = HeldRow.Walk("second", "load", heldAs: "first");

        Assert.Contains("vec4 first_held[2u * FIRST_MOST];", own);
        Assert.DoesNotContain("_AS_", own);
        Assert.Contains("const bool SECOND_AS_FIRST = SECOND_UNIT == FIRST_UNIT;", shared);
        Assert.Contains("load(row, unit * SECOND_UNIT + i % SECOND_UNIT, first_held[2u * i], first_held[2u * i + 1u]);", shared);
        Assert.DoesNotContain("second_held", shared);
    }

    [Fact]
    public void Loops_count_those_inside_of_them() =>
        Assert.Equal([5, 5 * (1 + 3), 5 * (1 + 3 + 2)], [new Loop(5).BackEdges, new Loop(5, new Loop(3)).BackEdges, new Loop(5, new Loop(3), new Loop(2)).BackEdges]);

    [Theory]
    [InlineData(65_534, true)]
    [InlineData(65_535, false)]
    public void A_driver_stops_loops_at_its_limit(long rounds, bool allowed)
    {
        Assert.Equal(allowed, LoopBudget.Allows(new Loop(rounds)));
        if (allowed)
        {
            Assert.Equal(rounds, LoopBudget.Check("Gemv", "3x4", new Loop(rounds)));
            return;
        }

        Assert.Equal("Gemv (3x4): 65535 loop rounds, and a driver stops at 65535", Assert.Throws<IrException>(() => LoopBudget.Check("Gemv", "3x4", new Loop(rounds))).Message);
        Assert.Equal([1, 1, 2], Array.ConvertAll([1, 4, 5], LoopBudget.Lanes));
    }

    [Fact]
    public void Rows_of_a_register_tile()
    {
        string eight = RegisterTile.Emit("load"), either = RegisterTile.EmitRows("load");

        Assert.StartsWith("#define EACH_ROW(f) f(0) f(1) f(2) f(3) f(4) f(5) f(6) f(7)\n", eight);
        Assert.Contains("// of 8 rows;", eight);
        Assert.Contains("% 8u; }", eight);
        Assert.StartsWith("#define EACH_ROW(f) f(0) f(1) f(2) f(3) if (ROWS > 4u) { f(4) f(5) f(6) f(7) }\n", either);
        Assert.Contains("// of ROWS rows;", either);
        Assert.Contains("if (SUBGROUP_SIZE < ROWS) { load(tile_source[1], block, tile_low[1], tile_high[1]); }", either);
        Assert.Contains("read_x(column_source[3], block, low[3], high[3]);", RegisterTile.Multiply("read_x"));
    }

    /// <summary>Where bits of the format word lie, and how many units a row has.</summary>
    [Fact]
    public void Rows_of_weights_know_their_format()
    {
        string read = WeightRows.Read("w", 21);

        Assert.Contains("const uint W_UNITS = (3u + W_UNIT - 1u) / W_UNIT;", read);
        foreach ((string name, int flag) in new[] { ("W_SCALED", FormatWord.Scaled), ("W_WIDE_SCALES", FormatWord.WideScales), ("W_HAS_ZEROS", FormatWord.Zeros) })
        {
            Assert.Contains($"const uint {name} = (W_FORMAT >> {int.Log2(flag)}u) & 1u;", read);
        }

        Assert.Contains($"const uint W_UNIT_WORDS = 1u + ((W_FORMAT >> {int.Log2(FormatWord.DoubleUnit)}u) & 1u);", read);
        Assert.Equal("W_SCALED == 1u", WeightRows.IsScaled("w"));
        Assert.Equal("layout(constant_id = format) const uint GATE_UP_FORMAT = 1u;\nlayout(std430) readonly buffer GateUp { uvec4 gate_up[]; };".Replace("1u", (int)WeightCodes.Float16 + "u"), WeightRows.Declare("gate_up"));
        Assert.Contains($"if (codes == {(int)WeightCodes.Int4}u) {{ return vec4(ivec4(words[0] << (28u - 4u * part)) >> 28); }}", WeightRows.Widen);
    }

    [Theory]
    [InlineData("layout(std430) buffer X { vec4 x; };", "no operand is declared by: buffer X { vec4 x; };")]
    [InlineData("layout(std430) [];", "no operand is declared by: [];")]
    [InlineData("layout(std430) readonly buffer X { vec4 x[]; };\nlayout(std430) buffer Y { vec4 x[]; };", "two operands of one name: x, x")]
    public void Operands_that_are_none_are_refused(string template, string message) =>
        Assert.Equal(message, Assert.Throws<IrException>(() => NamedOperands.Number(template)).Message);

    [Fact]
    public void Operands_are_numbered_in_their_order()
    {
        const string Template = """
            layout(constant_id = format) const uint A_FORMAT = 1u;
            layout(std430) readonly buffer A { uvec4 a[]; };
                layout(std430) writeonly buffer B { vec4 b[]; };
            layout(std430) scratch buffer C { vec4 c[]; };
            layout(constant_id = format) const uint D_FORMAT = 1u;
            layout(std430) buffer D { float d[]; };
            """;
        (string glsl, EquatableArray<KernelBinding> bindings) = NamedOperands.Number(Template);

        Assert.Equal(
            [new KernelBinding("a", BindingAccess.Read), new KernelBinding("b", BindingAccess.Write), new KernelBinding("c", BindingAccess.Write), new KernelBinding("d", BindingAccess.ReadWrite)], bindings);
        Assert.Equal(
            $$"""
            layout(constant_id = {{FormatWord.FirstConstant + 1}}) const uint A_FORMAT = 1u;
            layout(set = 0, binding = 1, std430) readonly buffer A { uvec4 a[]; };
                layout(set = 0, binding = 2, std430) writeonly buffer B { vec4 b[]; };
            layout(set = 0, binding = 3, std430) buffer C { vec4 c[]; };
            layout(constant_id = {{FormatWord.FirstConstant + 4}}) const uint D_FORMAT = 1u;
            layout(set = 0, binding = 4, std430) buffer D { float d[]; };
            """,
            glsl);
    }
}
