using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// <c>x += Σ weight * down h</c> over the experts a token took, in slot order, in place on the residual stream.
/// A subgroup computes ROWS outputs and walks the slots, so nothing is summed between workgroups.
/// </summary>
internal static class ExpertDownKernel
{
    public static Kernel Emit(string name, RoutedExperts op)
    {
        long walk = LoopBudget.Lanes(Padding.Blocks(ExpertRows.Widest(op)));
        long bound = LoopBudget.Check(
            name,
            op.Attributes,
            new Loop(op.K, new Loop(walk, new Loop(LoopBudget.MostRows))),
            new Loop(walk, new Loop(LoopBudget.MostRows)),
            new Loop(3 * LoopBudget.MostRows));
        EquatableArray<KernelBinding> bindings = op.SharedWidth is null
            ? [new("h", BindingAccess.Read), new("routes", BindingAccess.Read), new("down", BindingAccess.Read), new("x", BindingAccess.ReadWrite)]
            : [new("h", BindingAccess.Read), new("routes", BindingAccess.Read), new("down", BindingAccess.Read), new("shared_down", BindingAccess.Read), new("x", BindingAccess.ReadWrite)];
        return new Kernel(
            name,
            Text(op),
            KernelClass.Gemv,
            bindings,
            new Grid(new GridAxis(op.Hidden, Unit: GridUnit.Rows), new GridAxis(1, Extent.Rows)),
            bound);
    }

    private static string Text(RoutedExperts op) => $$"""
        {{Prologue.Emit(GlslUse.WeightFormat | GlslUse.Rows | GlslUse.Arithmetic)}}

        #define SHARED {{(op.SharedWidth is null ? 0 : 1)}}            // slot TOP_K is the shared expert

        const uint HIDDEN = {{op.Hidden}}u;
        const uint STRIDE = {{Padding.RoundUp8(op.Hidden)}}u;            // of a row of x
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const uint SLOTS = {{op.Slots}}u;
        const uint BLOCKS = {{Padding.Blocks(op.Width)}}u;            // of a row of weights, 8 columns each
        const uint SHARED_BLOCKS = {{Padding.Blocks(op.SharedWidth ?? 0)}}u;

        layout(set = 0, binding = 1, std430) readonly buffer H { vec4 h[]; };
        layout(set = 0, binding = 2, std430) readonly buffer Routes { uvec2 routes[]; };
        layout(set = 0, binding = 3, std430) readonly buffer Down { uvec4 down[]; };
        #if SHARED
        layout(set = 0, binding = 4, std430) readonly buffer SharedDown { uvec4 shared_down[]; };
        #endif
        layout(set = 0, binding = 3 + SHARED + 1, std430) buffer X { float x[]; };

        {{BlockAccess.ReadRow("read_h", "h", op.Width, Padding.Blocks(ExpertRows.Widest(op)))}}

        {{BlockAccess.Read("down", "WEIGHT_FORMAT")}}
        #if SHARED

        {{BlockAccess.ReadRow("read_shared_h", "h", op.SharedWidth ?? 8, Padding.Blocks(ExpertRows.Widest(op)))}}

        {{BlockAccess.Read("shared_down", "WEIGHT_FORMAT")}}
        #endif

        void main()
        {
            uint lane = gl_SubgroupInvocationID;
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            uint row = gl_WorkGroupID.y;
            if (first >= HIDDEN) { return; }

            float sums[ROWS];
            for (uint r = 0u; r < ROWS; r++) { sums[r] = 0.0; }
            for (uint slot = 0u; slot < TOP_K; slot++)
            {
                uvec2 route = routes[row * SLOTS + slot];
                float weight = uintBitsToFloat(route.y);
                uint matrix = min(route.x, EXPERTS - 1u) * HIDDEN;
                for (uint block = lane; block < BLOCKS; block += SUBGROUP_SIZE)
                {
                    vec4 low;
                    vec4 high;
                    read_h(row * SLOTS + slot, block, low, high);
                    low *= weight;
                    high *= weight;
                    for (uint r = 0u; r < ROWS; r++)
                    {
                        vec4 w_low;
                        vec4 w_high;
                        read_down((matrix + min(first + r, HIDDEN - 1u)) * BLOCKS + block, w_low, w_high);
                        sums[r] += dot(low, w_low) + dot(high, w_high);
                    }
                }
            }

        #if SHARED
            float shared_weight = uintBitsToFloat(routes[row * SLOTS + TOP_K].y);
            for (uint block = lane; block < SHARED_BLOCKS; block += SUBGROUP_SIZE)
            {
                vec4 low;
                vec4 high;
                read_shared_h(row * SLOTS + TOP_K, block, low, high);
                low *= shared_weight;
                high *= shared_weight;
                for (uint r = 0u; r < ROWS; r++)
                {
                    vec4 w_low;
                    vec4 w_high;
                    read_shared_down(min(first + r, HIDDEN - 1u) * SHARED_BLOCKS + block, w_low, w_high);
                    sums[r] += dot(low, w_low) + dot(high, w_high);
                }
            }
        #endif

            for (uint start = 0u; start < ROWS; start += SUBGROUP_SIZE)
            {
                float sum = 0.0;            // lane i keeps what row start + i sums to: one store then writes all rows
                for (uint r = start; r < min(ROWS, start + SUBGROUP_SIZE); r++)
                {
                    float total = subgroupAdd(sums[r]);
                    sum = lane == r - start ? total : sum;
                }

                uint n = first + start + lane;
                if (start + lane < ROWS && n < HIDDEN) { x[row * STRIDE + n] += sum; }
            }
        }

        """;
}
