using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// <c>x += Σ weight * down h</c> over the experts a token took, in slot order, in place on the residual stream.
/// A subgroup computes ROWS outputs and walks the slots, h of a slot in registers (<see cref="HeldRow"/>), so nothing is summed between workgroups.
/// </summary>
internal static class ExpertDownKernel
{
    public static Kernel Emit(string name, RoutedExperts op)
    {
        return Kernel.Of(
            name,
            Text(op),
            KernelClass.Gemv,
            new Grid(new GridAxis(op.Hidden, Unit: GridUnit.Rows), new GridAxis(1, Extent.Rows)),
            LoopBudget.Check(name, op.Attributes, Loops(op)),
            cut: new WeightCut("down", op.Count, op.Hidden, Together: 1, Accumulates: true));
    }

    /// <summary>The loops of one invocation.</summary>
    public static Loop Loops(RoutedExperts op)
    {
        Loop routed = new(op.K, HeldRow.Walk(op.Width, LoopBudget.NarrowestSubgroup));
        return op.SharedWidth is int shared
            ? new Loop(HeldRow.Tiles, routed, HeldRow.Walk(shared, LoopBudget.NarrowestSubgroup))
            : new Loop(HeldRow.Tiles, routed);
    }

    private static string Text(RoutedExperts op) => Conditions.Resolve($$"""
        {{Prologue.Emit(GlslUse.WeightFormat | GlslUse.Rows | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        #define SHARED {{(op.SharedWidth is null ? 0 : 1)}}            // slot TOP_K is the shared expert

        const uint HIDDEN = {{op.Hidden}}u;
        const uint STRIDE = {{Padding.RoundUp8(op.Hidden)}}u;            // of a row of x
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const uint SLOTS = {{op.Slots}}u;
        const uint BLOCKS = {{Padding.Blocks(op.Width)}}u;            // of a row of weights, 8 columns each
        {{HeldRow.Constants}}
        #if SHARED
        const uint SHARED_BLOCKS = {{Padding.Blocks(op.SharedWidth ?? 0)}}u;
        {{HeldRow.ConstantsOf("SHARED_")}}
        #endif

        layout(std430) readonly buffer H { vec4 h[]; };
        layout(std430) readonly buffer Routes { uvec2 routes[]; };
        layout(std430) readonly buffer Down { uvec4 down[]; };
        #if SHARED
        layout(std430) readonly buffer SharedDown { uvec4 shared_down[]; };
        #endif
        layout(std430) buffer X { float x[]; };

        {{BlockAccess.ReadRow("read_h", "h", op.Width, Padding.Blocks(ExpertRows.Widest(op)))}}

        {{BlockAccess.Read("down", "WEIGHT_FORMAT")}}
        #if SHARED

        {{BlockAccess.ReadRow("read_shared_h", "h", op.SharedWidth ?? 8, Padding.Blocks(ExpertRows.Widest(op)))}}

        {{BlockAccess.Read("shared_down", "WEIGHT_FORMAT")}}
        #endif

        {{HeldRow.SumLanes}}

        void main()
        {
            uint lane = gl_SubgroupInvocationID;
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            uint row = gl_WorkGroupID.y;
            if (first >= HIDDEN) { return; }

            for (uint tile = 0u; tile < ROWS; tile += SUBGROUP_SIZE)
            {
                uint count = min(ROWS - tile, SUBGROUP_SIZE);
                float sum = 0.0;            // lane i keeps the sum of row tile + i, so that one store writes them all
                for (uint slot = 0u; slot < TOP_K; slot++)
                {
                    uvec2 route = routes[row * SLOTS + slot];
                    uint expert = min(route.x, EXPERTS - 1u);
                    if (expert < window.first || expert >= window.end) { continue; }       // another window's
                    uint matrix = (expert - window.first) * HIDDEN;
                    for (uint start = 0u; start < BLOCKS; start += HELD * SUBGROUP_SIZE)
                    {
                        vec4 low[HELD];
                        vec4 high[HELD];
                        [[unroll]] for (uint i = 0u; i < HELD; i++)
                        {
                            uint block = start + i * SUBGROUP_SIZE + lane;
                            float weight = block < BLOCKS ? uintBitsToFloat(route.y) : 0.0;
                            read_h(row * SLOTS + slot, min(block, BLOCKS - 1u), low[i], high[i]);
                            low[i] *= weight;
                            high[i] *= weight;
                        }

                        for (uint r = 0u; r < count; r++)
                        {
                            uint at = (matrix + min(first + tile + r, HIDDEN - 1u)) * BLOCKS;
                            float part = 0.0;
                            [[unroll]] for (uint i = 0u; i < HELD; i++)
                            {
                                vec4 w_low;
                                vec4 w_high;
                                read_down(at + min(start + i * SUBGROUP_SIZE + lane, BLOCKS - 1u), w_low, w_high);
                                part += dot(low[i], w_low) + dot(high[i], w_high);
                            }

                            part = sum_lanes(part);
                            sum += lane == r ? part : 0.0;
                        }
                    }
                }

        #if SHARED
                float shared_weight = uintBitsToFloat(routes[row * SLOTS + TOP_K].y);
                for (uint start = window.first > 0u ? SHARED_BLOCKS : 0u; start < SHARED_BLOCKS; start += SHARED_HELD * SUBGROUP_SIZE)
                {
                    vec4 low[SHARED_HELD];
                    vec4 high[SHARED_HELD];
                    [[unroll]] for (uint i = 0u; i < SHARED_HELD; i++)
                    {
                        uint block = start + i * SUBGROUP_SIZE + lane;
                        float weight = block < SHARED_BLOCKS ? shared_weight : 0.0;
                        read_shared_h(row * SLOTS + TOP_K, min(block, SHARED_BLOCKS - 1u), low[i], high[i]);
                        low[i] *= weight;
                        high[i] *= weight;
                    }

                    for (uint r = 0u; r < count; r++)
                    {
                        uint at = min(first + tile + r, HIDDEN - 1u) * SHARED_BLOCKS;
                        float part = 0.0;
                        [[unroll]] for (uint i = 0u; i < SHARED_HELD; i++)
                        {
                            vec4 w_low;
                            vec4 w_high;
                            read_shared_down(at + min(start + i * SUBGROUP_SIZE + lane, SHARED_BLOCKS - 1u), w_low, w_high);
                            part += dot(low[i], w_low) + dot(high[i], w_high);
                        }

                        part = sum_lanes(part);
                        sum += lane == r ? part : 0.0;
                    }
                }
        #endif

                uint n = first + tile + lane;
                if (lane < count && n < HIDDEN) { x[row * STRIDE + n] += sum; }
            }
        }

        """);
}
