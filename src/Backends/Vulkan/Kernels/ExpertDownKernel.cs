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
            cut: WeightCut.OfExperts("down", op.Count, op.Hidden) with { Accumulates = true });
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
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Rows | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        #define SHARED {{(op.SharedWidth is null ? 0 : 1)}}            // slot TOP_K is the shared expert

        const uint HIDDEN = {{op.Hidden}}u;
        const uint STRIDE = {{Padding.RoundUp8(op.Hidden)}}u;            // of a row of x
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const uint SLOTS = {{op.Slots}}u;
        const uint BLOCKS = {{Padding.Blocks(op.Width)}}u;            // of a row of h, 8 columns each
        #if SHARED
        const uint SHARED_BLOCKS = {{Padding.Blocks(op.SharedWidth ?? 0)}}u;
        #endif

        layout(std430) readonly buffer H { vec4 h[]; };
        layout(std430) readonly buffer Routes { uvec2 routes[]; };
        {{WeightRows.Declare("down")}}
        #if SHARED
        {{WeightRows.Declare("shared_down")}}
        #endif
        layout(std430) buffer X { float x[]; };

        float weight;       // of the slot's route, a factor of its h

        {{BlockAccess.ReadRow("read_h", "h", op.Width, Padding.Blocks(ExpertRows.Widest(op)))}}

        void load(uint row, uint block, out vec4 low, out vec4 high)
        {
            read_h(row, min(block, BLOCKS - 1u), low, high);
            low *= block < BLOCKS ? weight : 0.0;
            high *= block < BLOCKS ? weight : 0.0;
        }

        {{WeightRows.Read("down", op.Width)}}

        {{HeldRow.Walk("down", "load")}}
        #if SHARED

        {{BlockAccess.ReadRow("read_shared_h", "h", op.SharedWidth ?? 8, Padding.Blocks(ExpertRows.Widest(op)))}}

        void load_shared(uint row, uint block, out vec4 low, out vec4 high)
        {
            read_shared_h(row, min(block, SHARED_BLOCKS - 1u), low, high);
            low *= block < SHARED_BLOCKS ? weight : 0.0;
            high *= block < SHARED_BLOCKS ? weight : 0.0;
        }

        {{WeightRows.Read("shared_down", op.SharedWidth ?? 8)}}

        {{HeldRow.Walk("shared_down", "load_shared")}}
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
                    uint place = min(route.x, EXPERTS - 1u) * HIDDEN;
                    if (place + HIDDEN <= window.first || place >= window.end) { continue; }       // another window's
                    uint begin = max(place, window.first) - place;          // the expert's outputs that are bound
                    uint end = min(place + HIDDEN, window.end) - place;
                    uint matrix = place - window.first;
                    weight = uintBitsToFloat(route.y);
                    {{HeldRow.ForPasses("down", op.Width)}}
                    {
                        hold_down(row * SLOTS + slot, start);
                        for (uint r = 0u; r < count; r++)
                        {
                            uint n = first + tile + r;
                            float part = sum_lanes(multiply_down(matrix + clamp(n, begin, end - 1u), start));
                            sum += lane == r && n >= begin && n < end ? part : 0.0;
                        }
                    }
                }

        #if SHARED
                weight = uintBitsToFloat(routes[row * SLOTS + TOP_K].y);
                {{HeldRow.ForPasses("shared_down", op.SharedWidth ?? 0, "window.first > 0u ? SHARED_DOWN_UNITS : 0u")}}
                {
                    hold_shared_down(row * SLOTS + TOP_K, start);
                    for (uint r = 0u; r < count; r++)
                    {
                        float part = sum_lanes(multiply_shared_down(min(first + tile + r, HIDDEN - 1u), start));
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
