using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Adds a row's expert results, already weighted, to the residual stream in slot order, and the shared expert's times its gate:
/// (y, routes, shared_result?, x).
/// </summary>
internal static class CombineExpertsKernel
{
    public static Kernel Emit(string name, int hidden, int perToken, bool shared)
    {
        return Kernel.Of(
            name,
            Glsl(hidden, perToken, shared),
            KernelClass.Lane,
            new Grid(new GridAxis(Padding.RoundUp8(hidden) / 4, Extent.One, GridUnit.Lane), new GridAxis(1, Extent.Rows)),
            LoopBudget.Check(name, $"{perToken} of {hidden}", new Loop(perToken)));
    }

    private static string Glsl(int hidden, int perToken, bool shared) => $$"""
        {{Prologue.Emit(GlslUse.None)}}

        const uint QUADS = {{Padding.RoundUp8(hidden) / 4}}u;              // of a row, in vec4
        const uint EXPERTS_PER_TOKEN = {{perToken}}u;

        layout(std430) readonly buffer Y { vec4 y[]; };
        layout(std430) readonly buffer Routes { uvec2 routes[]; };
        {{(shared ? "layout(std430) readonly buffer SharedResult { vec4 shared_result[]; };" : string.Empty)}}
        layout(std430) buffer X { vec4 x[]; };

        void main()
        {
            uint row = gl_WorkGroupID.y;
            uint quad = gl_GlobalInvocationID.x;
            if (quad >= QUADS) { return; }

            vec4 sum = vec4(0.0);
            for (uint slot = 0u; slot < EXPERTS_PER_TOKEN; slot++)
            {
                sum += y[(row * EXPERTS_PER_TOKEN + slot) * QUADS + quad];
            }{{(shared ? "\n\n    sum += uintBitsToFloat(routes[row * (EXPERTS_PER_TOKEN + 1u) + EXPERTS_PER_TOKEN].y) * shared_result[row * QUADS + quad];" : string.Empty)}}

            x[row * QUADS + quad] += sum;
        }
        """;
}
