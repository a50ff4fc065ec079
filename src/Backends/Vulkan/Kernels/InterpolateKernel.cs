using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>For every row the sum of a table's rows by the weights of the row's taps: an invocation a unit of what the table's rows are stored in.</summary>
internal static class InterpolateKernel
{
    public static Kernel Emit(string name, int taps, int places, int width) => Kernel.Of(
        name,
        Glsl(taps, width),
        KernelClass.Lane,
        new Grid(new GridAxis(Padding.Blocks(width), Extent.Rows, GridUnit.Lane)),
        LoopBudget.Check(name, $"{taps} taps", new Loop(taps, new Loop(8))),
        cut: new WeightCut("table", places, Together: 1, Accumulates: true));

    private static string Glsl(int taps, int width) => $$"""
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Unroll | GlslUse.Window)}}

        const uint TAPS = {{taps}}u;                // of a row
        const uint BLOCKS = {{Padding.Blocks(width)}}u;             // of a row of x, 8 columns each

        layout(std430) readonly buffer Taps { uvec2 taps[]; };         // a row of the table, and the bits of its weight
        {{WeightRows.Declare("table")}}
        layout(std430) scratch buffer X { vec4 x[]; };

        {{WeightRows.Read("table", width)}}

        void main()
        {
            uint row = gl_GlobalInvocationID.x / BLOCKS;
            uint unit = gl_GlobalInvocationID.x % BLOCKS;
            if (row >= step.rows || unit >= TABLE_UNITS) { return; }
            vec4 sums[2u * TABLE_UNIT];
            [[unroll]] for (uint part = 0u; part < 2u * TABLE_UNIT; part++) { sums[part] = vec4(0.0); }
            for (uint tap = 0u; tap < TAPS; tap++)
            {
                uvec2 entry = taps[row * TAPS + tap];
                if (entry.x < window.first || entry.x >= window.end) { continue; }     // another window's
                entry.x -= window.first;
                uvec4 words[2];
                fetch_table(entry.x, unit, words);
                float weight = uintBitsToFloat(entry.y) * ({{WeightRows.IsScaled("table")}} ? scale_table(entry.x, unit) : 1.0);
                [[unroll]] for (uint part = 0u; part < 2u * TABLE_UNIT; part++) { sums[part] += weight * part_table(words, entry.x, unit, part); }
            }

            [[unroll]] for (uint part = 0u; part < 2u * TABLE_UNIT; part++)
            {
                uint at = unit * TABLE_UNIT * 2u + part;
                if (at < 2u * BLOCKS) { x[row * BLOCKS * 2u + at] = window.first == 0u ? sums[part] : x[row * BLOCKS * 2u + at] + sums[part]; }
            }
        }
        """;
}
