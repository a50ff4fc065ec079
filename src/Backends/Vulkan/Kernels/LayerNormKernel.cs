using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Layer norm of every row: (x, weight, bias, y). Rows may be merged, so many that follow each other seen as one: before the norm, which is then taken over all of
/// them, or behind it. Either way y has them one after the other, without the padding that lies between rows of x.
/// A subgroup takes a norm; a lane reads 4 numbers where every row has a multiple of 4, else one.
/// </summary>
internal static class LayerNormKernel
{
    /// <param name="name">The kernel's name.</param>
    /// <param name="width">Numbers a norm is taken over.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="merged">Rows that become one; 1 where none do.</param>
    /// <param name="first">Whether they are merged before the norm.</param>
    public static Kernel Emit(string name, int width, float epsilon, int merged, bool first)
    {
        int rowWidth = first ? width / merged : width;
        long rounds = LoopBudget.Lanes(rowWidth % 4 == 0 ? width / 4 : width);
        return Kernel.Of(
            name,
            Glsl(width, rowWidth, epsilon, merged, first),
            KernelClass.Subgroup,
            new Grid(new GridAxis(1, Extent.Rows, GridUnit.Subgroup, first ? merged : 1)),
            LoopBudget.Check(name, $"{width} wide", new Loop(rounds), new Loop(rounds), new Loop(rounds)));
    }

    private static string Glsl(int width, int rowWidth, float epsilon, int merged, bool first)
    {
        bool quads = rowWidth % 4 == 0;
        int size = quads ? 4 : 1;
        string type = quads ? "vec4" : "float";
        return $$"""
        {{Prologue.Emit(GlslUse.Arithmetic)}}

        const uint WIDTH = {{width}}u;
        const uint UNITS = {{width / size}}u;               // that a norm is taken over
        const uint ROW_UNITS = {{rowWidth / size}}u;        // of a row of x
        const uint X_STRIDE = {{Padding.RoundUp8(rowWidth) / size}}u;
        const uint Y_STRIDE = {{Padding.RoundUp8(rowWidth * merged) / size}}u;
        const uint MERGED = {{merged}}u;                    // rows of x that are a row of y
        const uint NORMS = {{(first ? 1 : merged)}}u;       // that a row of y consists of
        const float EPSILON = {{GlslLiteral.Float(epsilon)}};

        layout(std430) readonly buffer X { {{type}} x[]; };
        layout(std430) readonly buffer Weight { {{type}} weight[]; };
        layout(std430) readonly buffer Bias { {{type}} bias[]; };
        layout(std430) writeonly buffer Y { {{type}} y[]; };

        // Unit i of a norm, which may go over several rows of x.
        {{type}} read(uint norm, uint i) { return x[(norm * (MERGED / NORMS) + i / ROW_UNITS) * X_STRIDE + i % ROW_UNITS]; }

        void main()
        {
            uint norm = gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID;
            if (norm >= step.rows / (MERGED / NORMS)) { return; }

            {{type}} value;
            float sum = 0.0;
            for (uint i = gl_SubgroupInvocationID; i < UNITS; i += SUBGROUP_SIZE)
            {
                value = read(norm, i);
                sum += {{(quads ? "dot(value, vec4(1.0))" : "value")}};
            }

            // The variance of what is off the mean: taken from the sum of squares, that of a row far from zero would be rounding.
            float mean = subgroupAdd(sum) / float(WIDTH);
            float squares = 0.0;
            for (uint i = gl_SubgroupInvocationID; i < UNITS; i += SUBGROUP_SIZE)
            {
                value = read(norm, i) - mean;
                squares += dot(value, value);
            }

            float scale = inversesqrt(subgroupAdd(squares) / float(WIDTH) + EPSILON);
            uint at = norm / NORMS * Y_STRIDE + norm % NORMS * UNITS;
            for (uint i = gl_SubgroupInvocationID; i < UNITS; i += SUBGROUP_SIZE)
            {
                y[at + i] = (read(norm, i) - mean) * scale * weight[i] + bias[i];
            }
        }
        """;
    }
}
