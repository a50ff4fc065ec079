using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Root-mean-square norm of every row: (x, weight, y). With <c>maskPadding</c> the rows of padding columns become zero, as linear attention needs.
/// With <c>window</c> only the rows of a window, which keep their place unless they are what comes out. With <c>last</c> the last column of every sequence alone.
/// </summary>
internal static class RmsNormKernel
{
    private const string LastRow = """
            uint sequence = gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID;
            if (sequence >= step.batch) { return; }
            uint row = (sequence + 1u) * step.tokens - 1u;
        """;

    public static Kernel Emit(string name, int width, NormSpec norm, bool maskPadding, bool window = false, bool comesOut = false, bool last = false) => Kernel.Of(
        name,
        Glsl(width, norm, maskPadding, window, last, To(window && comesOut, last)),
        KernelClass.Subgroup,
        new Grid(window ? new GridAxis(LogitsWindow.Rows, Extent.One, GridUnit.Subgroup) : new GridAxis(1, last ? Extent.Batch : Extent.Rows, GridUnit.Subgroup)),
        LoopBudget.Check(name, $"{width} wide", new Loop(LoopBudget.Lanes(Padding.Blocks(width))), new Loop(LoopBudget.Lanes(Padding.Blocks(width)))));

    private static string Row(bool window) => $$"""
            uint row = {{LogitsWindow.First(window)}}gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID;
            if (row >= {{LogitsWindow.End(window)}}) { return; }
        """;

    /// <summary>GLSL of the row that a row becomes.</summary>
    private static string To(bool inWindow, bool last) => last ? "sequence" : inWindow ? "(row - step.rowOffset)" : "row";

    private static string Glsl(int width, NormSpec norm, bool maskPadding, bool window, bool last, string to) => $$"""
        {{Prologue.Emit(GlslUse.Arithmetic)}}

        const uint WIDTH = {{width}}u;
        const uint BLOCKS = {{Padding.Blocks(width)}}u;             // of 8 numbers
        const float EPSILON = {{GlslLiteral.Float(norm.Epsilon)}};
        const float CENTRE = {{(norm.ZeroCentred ? "1.0" : "0.0")}};            // added to every weight

        layout(std430) readonly buffer X { vec4 x[]; };
        layout(std430) readonly buffer Weight { vec4 weight[]; };
        layout(std430) writeonly buffer Y { vec4 y[]; };

        {{BlockAccess.ReadRow("x", width)}}

        void main()
        {
        {{(last ? LastRow : Row(window))}}

            vec4 low;
            vec4 high;
            float sum = 0.0;
            for (uint block = gl_SubgroupInvocationID; block < BLOCKS; block += SUBGROUP_SIZE)
            {
                read_x(row, block, low, high);
                sum += dot(low, low) + dot(high, high);
            }

            float scale = inversesqrt(subgroupAdd(sum) / float(WIDTH) + EPSILON);{{(maskPadding ? "\n    if (is_padding(row)) { scale = 0.0; }" : string.Empty)}}
            for (uint block = gl_SubgroupInvocationID; block < BLOCKS; block += SUBGROUP_SIZE)
            {
                read_x(row, block, low, high);
                y[({{to}} * BLOCKS + block) * 2u] = low * scale * (weight[block * 2u] + CENTRE);
                y[({{to}} * BLOCKS + block) * 2u + 1u] = high * scale * (weight[block * 2u + 1u] + CENTRE);
            }
        }
        """;
}
