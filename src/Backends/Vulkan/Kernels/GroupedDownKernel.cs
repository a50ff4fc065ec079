using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// The second half of every expert, times the weight of the route: (h, routes, order, starts, weights, y), y [row*k + slot].
/// <c>slots</c> is k, or k+1 where a row's routes end with the shared expert's.
/// </summary>
internal static class GroupedDownKernel
{
    public static Kernel Emit(string name, int hidden, int width, int experts, int perToken, int slots) => Kernel.Of(
        name,
        Glsl(hidden, width, perToken, slots),
        KernelClass.Gemm,
        ExpertGrid.Of(width, hidden, LinearEpilogue.None, experts, perToken),
        LoopBudget.Check(name, $"{experts} experts, {width}->{hidden}", ExpertGrid.Walk(width, experts, perToken)),
        cut: WeightCut.OfExperts("weights", experts, hidden));

    private static string Glsl(int hidden, int width, int perToken, int slots) => $$"""
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        const uint OUTPUTS = {{hidden}}u;
        const uint STRIDE = {{Padding.RoundUp8(hidden) / 4}}u;                 // of a row of y, in vec4
        const uint EXPERTS_PER_TOKEN = {{perToken}}u;
        const uint SLOTS = {{slots}}u;                  // routes a row has

        layout(std430) readonly buffer H { vec4 h[]; };
        layout(std430) readonly buffer Routes { uvec2 routes[]; };
        layout(std430) readonly buffer Order { uint order[]; };
        layout(std430) readonly buffer Starts { uint starts[]; };
        {{WeightRows.Declare("weights")}}
        layout(std430) writeonly buffer Y { vec4 y[]; };

        {{BlockAccess.ReadRow("h", width)}}

        {{MatrixTile.Emit("h", width)}}

        {{MatrixTile.WeightRow(LinearEpilogue.None, "OUTPUTS")}}

        float route_weight(uint entry)
        {
            uint row = entry / EXPERTS_PER_TOKEN;
            return uintBitsToFloat(routes[row * SLOTS + entry % EXPERTS_PER_TOKEN].y);
        }

        void main()
        {
            {{ExpertGrid.Place}}
            uint end = starts[expert + 1u];
            uint column = (gl_WorkGroupID.y * SUBGROUPS + gl_SubgroupID) * SUBGROUP_SIZE * 4u;
            if (column >= bound_end || column + SUBGROUP_SIZE * 4u <= bound) { return; }

            column += gl_SubgroupInvocationID * 4u;
            select_columns(clamp(weight_rows(column), uvec4(bound), uvec4(bound_end - 1u)) + (place - window.first));
            for (uint first = starts[expert] + gl_WorkGroupID.x * 8u; first < end; first += gl_NumWorkGroups.x * 8u)
            {
                tile_source[0] = order[min(first + tile_row(0u), end - 1u)];
                tile_source[1] = order[min(first + tile_row(1u), end - 1u)];
                float weight[2] = float[](route_weight(tile_source[0]), route_weight(tile_source[1]));
                clear_sums();
                multiply_weights();

                uint target;
                float factor;
                #define STORE(r) \
                    target = subgroupShuffle(tile_source[r / SUBGROUP_SIZE], r % SUBGROUP_SIZE) * STRIDE + column / 4u; \
                    factor = subgroupShuffle(weight[r / SUBGROUP_SIZE], r % SUBGROUP_SIZE); \
                    if (first + r < end && column >= bound && column < bound_end) { y[target] = factor * sums[r]; }
                EACH_ROW(STORE)
            }
        }
        """;
}
