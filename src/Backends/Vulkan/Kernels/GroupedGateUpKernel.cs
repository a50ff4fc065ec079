using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// The gated first half of every expert on the rows routed to it: (x, order, starts, weights, h), h [row*k + slot], and x likewise where each expert takes its inputs in an order of its own.
/// A workgroup walks tiles of 8 rows of one expert; as many workgroups share an expert as tiles are expected of it.
/// </summary>
internal static class GroupedGateUpKernel
{
    public static Kernel Emit(string name, int hidden, int width, int experts, int perToken, Activation function, bool routed = false) => Kernel.Of(
        name,
        Glsl(hidden, width, perToken, function, token: routed ? "" : " / EXPERTS_PER_TOKEN"),
        KernelClass.Gemm,
        ExpertGrid.Of(hidden, width, LinearEpilogue.Gated, experts, perToken),
        LoopBudget.Check(name, $"{experts} experts, {hidden}->{width}", ExpertGrid.Walk(hidden, experts, perToken)),
        cut: WeightCut.OfExperts("weights", experts, width, rowsPerOutput: 2));

    /// <param name="hidden">Inputs.</param>
    /// <param name="width">Outputs of an expert.</param>
    /// <param name="perToken">Experts a token takes.</param>
    /// <param name="function">The activation.</param>
    /// <param name="token">What makes a row of x of the number of a route.</param>
    private static string Glsl(int hidden, int width, int perToken, Activation function, string token) => $$"""
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        const uint OUTPUTS = {{width}}u;                // of an expert, which has an up row after each gate row
        const uint STRIDE = {{Padding.RoundUp8(width) / 2}}u;                 // of a row of h, in pairs
        const uint EXPERTS_PER_TOKEN = {{perToken}}u;

        layout(std430) readonly buffer X { vec4 x[]; };
        layout(std430) readonly buffer Order { uint order[]; };
        layout(std430) readonly buffer Starts { uint starts[]; };
        {{WeightRows.Declare("weights")}}
        layout(std430) writeonly buffer H { vec2 h[]; };

        {{BlockAccess.ReadRow("x", hidden)}}

        {{MatrixTile.Emit("x", hidden)}}

        {{ActivationFunction.Emit(function)}}

        {{MatrixTile.WeightRow(LinearEpilogue.Gated, "OUTPUTS")}}

        void main()
        {
            {{ExpertGrid.Place}}
            uint end = starts[expert + 1u];
            uint column = (gl_WorkGroupID.y * SUBGROUPS + gl_SubgroupID) * SUBGROUP_SIZE * 2u;
            if (column >= bound_end || column + SUBGROUP_SIZE * 2u <= bound) { return; }

            column += gl_SubgroupInvocationID * 2u;
            select_columns(clamp(weight_rows(column), uvec4(2u * bound), uvec4(2u * bound_end - 1u)) + 2u * (place - window.first));
            for (uint first = starts[expert] + gl_WorkGroupID.x * 8u; first < end; first += gl_NumWorkGroups.x * 8u)
            {
                uint entry[2] = uint[](order[min(first + tile_row(0u), end - 1u)], order[min(first + tile_row(1u), end - 1u)]);
                tile_source[0] = entry[0]{{token}};
                tile_source[1] = entry[1]{{token}};
                clear_sums();
                multiply_weights();

                uint target;
                #define STORE(r) \
                    target = subgroupShuffle(entry[r / SUBGROUP_SIZE], r % SUBGROUP_SIZE) * STRIDE + column / 2u; \
                    if (first + r < end && column >= bound && column < bound_end) { h[target] = vec2(activate(sums[r].x) * sums[r].z, activate(sums[r].y) * sums[r].w); }
                EACH_ROW(STORE)
            }
        }
        """;
}
