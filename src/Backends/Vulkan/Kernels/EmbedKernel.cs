using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The embedding rows of the tokens, widened to f32: an invocation a unit of what the table's rows are stored in.</summary>
internal static class EmbedKernel
{
    public static Kernel Emit(string name, int vocabulary, int hidden)
    {
        int blocks = Padding.Blocks(hidden);
        string template = $$"""
            {{Prologue.Emit(GlslUse.Weights | GlslUse.Window | GlslUse.Unroll)}}

            const uint VOCABULARY = {{vocabulary}}u;
            const uint BLOCKS = {{blocks}}u;             // of a row of x, 8 columns each

            layout(std430) readonly buffer Tokens { uint tokens[]; };
            {{WeightRows.Declare("table")}}
            layout(std430) writeonly buffer X { vec4 x[]; };

            {{WeightRows.Read("table", hidden)}}

            void main()
            {
                uint unit = gl_GlobalInvocationID.x;
                uint row = gl_WorkGroupID.y;
                uint token = min(tokens[row], VOCABULARY - 1u);
                if (unit >= TABLE_UNITS || token < window.first || token >= window.end) { return; }
                token -= window.first;
                uvec4 words[2];
                fetch_table(token, unit, words);
                float scale = {{WeightRows.IsScaled("table")}} ? scale_table(token, unit) : 1.0;
                [[unroll]] for (uint part = 0u; part < 2u * TABLE_UNIT; part++)
                {
                    uint at = unit * TABLE_UNIT * 2u + part;
                    if (at < 2u * BLOCKS) { x[row * BLOCKS * 2u + at] = scale * part_table(words, token, unit, part); }
                }
            }

            """;
        return Kernel.Of(
            name,
            template,
            KernelClass.Lane,
            new Grid(new GridAxis(blocks, Unit: GridUnit.Lane), new GridAxis(1, Extent.Rows)),
            loopBound: 0,
            cut: new WeightCut("table", vocabulary));
    }
}
