using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The embedding rows of the tokens, widened to f32: an invocation a block of 8 columns.</summary>
internal static class EmbedKernel
{
    public static Kernel Emit(string name, int vocabulary, int hidden)
    {
        int blocks = Padding.Blocks(hidden);
        string template = $$"""
            {{Prologue.Emit(GlslUse.WeightFormat | GlslUse.Window)}}

            const uint VOCABULARY = {{vocabulary}}u;
            const uint BLOCKS = {{blocks}}u;             // of a row, 8 columns each

            layout(std430) readonly buffer Tokens { uint tokens[]; };
            layout(std430) readonly buffer Table { uvec4 table[]; };
            layout(std430) writeonly buffer X { vec4 x[]; };

            {{BlockAccess.Read("table", "WEIGHT_FORMAT")}}

            void main()
            {
                uint block = gl_GlobalInvocationID.x;
                uint row = gl_WorkGroupID.y;
                uint token = min(tokens[row], VOCABULARY - 1u);
                if (block >= BLOCKS || token < window.first || token >= window.end) { return; }
                vec4 low;
                vec4 high;
                read_table((token - window.first) * BLOCKS + block, low, high);
                uint at = (row * BLOCKS + block) * 2u;
                x[at] = low;
                x[at + 1u] = high;
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
