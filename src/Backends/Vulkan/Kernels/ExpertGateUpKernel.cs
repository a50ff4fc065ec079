using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// <c>h = activation(gate x) * up x</c> of each expert a token takes. Rows i of gate and of up are summed in the same subgroup,
/// so the product needs no second pass; ROWS of both share every read of x. The post-attention norm is folded in.
/// </summary>
internal static class ExpertGateUpKernel
{
    public static Kernel Emit(string name, RoutedExperts op, NormSpec norm)
    {
        Loop walk = new(LoopBudget.Lanes(Padding.Blocks(op.Hidden)), new Loop(LoopBudget.MostRows));
        long bound = LoopBudget.Check(name, op.Attributes, walk, walk, new Loop(3 * LoopBudget.MostRows));
        EquatableArray<KernelBinding> bindings = op.SharedWidth is null
            ? [new("x", BindingAccess.Read), new("norm", BindingAccess.Read), new("routes", BindingAccess.Read), new("gate_up", BindingAccess.Read), new("h", BindingAccess.Write)]
            : [new("x", BindingAccess.Read), new("norm", BindingAccess.Read), new("routes", BindingAccess.Read), new("gate_up", BindingAccess.Read), new("shared_gate_up", BindingAccess.Read), new("h", BindingAccess.Write)];
        return new Kernel(
            name,
            Text(op, norm),
            KernelClass.Gemv,
            bindings,
            new Grid(new GridAxis(ExpertRows.Widest(op), Unit: GridUnit.Rows), new GridAxis(op.Slots), new GridAxis(1, Extent.Rows)),
            bound);
    }

    private static string Text(RoutedExperts op, NormSpec norm) => $$"""
        {{Prologue.Emit(GlslUse.WeightFormat | GlslUse.Rows | GlslUse.Arithmetic)}}

        #define SHARED {{(op.SharedWidth is null ? 0 : 1)}}            // slot TOP_K is the shared expert

        const uint HIDDEN = {{op.Hidden}}u;
        const uint BLOCKS = {{Padding.Blocks(op.Hidden)}}u;            // of a row of weights, 8 columns each
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const uint SLOTS = {{op.Slots}}u;
        const uint WIDTH = {{op.Width}}u;
        const uint SHARED_WIDTH = {{op.SharedWidth ?? 0}}u;
        const uint STRIDE = {{Padding.RoundUp8(ExpertRows.Widest(op))}}u;            // of a slot's row of h
        const float EPSILON = {{GlslLiteral.Float(norm.Epsilon)}};
        const float NORM_OFFSET = {{(norm.ZeroCentred ? "1.0" : "0.0")}};      // 1 where the factor is 1 + weight

        layout(set = 0, binding = 1, std430) readonly buffer X { vec4 x[]; };
        layout(set = 0, binding = 2, std430) readonly buffer Norm { vec4 norm[]; };
        layout(set = 0, binding = 3, std430) readonly buffer Routes { uvec2 routes[]; };
        layout(set = 0, binding = 4, std430) readonly buffer GateUp { uvec4 gate_up[]; };       // of an expert: all gate rows, then all up rows
        #if SHARED
        layout(set = 0, binding = 5, std430) readonly buffer SharedGateUp { uvec4 shared_gate_up[]; };
        #endif
        layout(set = 0, binding = 4 + SHARED + 1, std430) writeonly buffer H { float h[]; };

        {{BlockAccess.ReadRow("x", op.Hidden)}}

        {{BlockAccess.Read("gate_up", "WEIGHT_FORMAT")}}
        #if SHARED

        {{BlockAccess.Read("shared_gate_up", "WEIGHT_FORMAT")}}
        #endif

        {{ActivationFunction.Emit(op.Function)}}

        float squares = 0.0;
        float gates[ROWS];
        float ups[ROWS];

        void read_normed(uint row, uint block, out vec4 low, out vec4 high)
        {
            read_x(row, block, low, high);
            squares += dot(low, low) + dot(high, high);
            low *= norm[2u * block] + NORM_OFFSET;
            high *= norm[2u * block + 1u] + NORM_OFFSET;
        }

        void main()
        {
            uint lane = gl_SubgroupInvocationID;
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            uint slot = gl_WorkGroupID.y;
            uint row = gl_WorkGroupID.z;
            bool is_shared = SHARED == 1 && slot == TOP_K;
            uint width = is_shared ? SHARED_WIDTH : WIDTH;
            if (first >= width) { return; }
            uint expert = is_shared ? 0u : min(routes[row * SLOTS + slot].x, EXPERTS - 1u);

            for (uint r = 0u; r < ROWS; r++) { gates[r] = 0.0; ups[r] = 0.0; }
            uint gate_at = expert * 2u * WIDTH * BLOCKS;
            for (uint block = is_shared ? BLOCKS : lane; block < BLOCKS; block += SUBGROUP_SIZE)
            {
                vec4 low;
                vec4 high;
                read_normed(row, block, low, high);
                for (uint r = 0u; r < ROWS; r++)
                {
                    uint at = gate_at + min(first + r, WIDTH - 1u) * BLOCKS + block;
                    vec4 w_low;
                    vec4 w_high;
                    read_gate_up(at, w_low, w_high);
                    gates[r] += dot(low, w_low) + dot(high, w_high);
                    read_gate_up(at + WIDTH * BLOCKS, w_low, w_high);
                    ups[r] += dot(low, w_low) + dot(high, w_high);
                }
            }

        #if SHARED
            for (uint block = is_shared ? lane : BLOCKS; block < BLOCKS; block += SUBGROUP_SIZE)
            {
                vec4 low;
                vec4 high;
                read_normed(row, block, low, high);
                for (uint r = 0u; r < ROWS; r++)
                {
                    uint at = min(first + r, SHARED_WIDTH - 1u) * BLOCKS + block;
                    vec4 w_low;
                    vec4 w_high;
                    read_shared_gate_up(at, w_low, w_high);
                    gates[r] += dot(low, w_low) + dot(high, w_high);
                    read_shared_gate_up(at + SHARED_WIDTH * BLOCKS, w_low, w_high);
                    ups[r] += dot(low, w_low) + dot(high, w_high);
                }
            }
        #endif

            float scale = inversesqrt(subgroupAdd(squares) / float(HIDDEN) + EPSILON);
            for (uint start = 0u; start < ROWS; start += SUBGROUP_SIZE)
            {
                float gate = 0.0;           // lane i keeps what row start + i sums to: one store then writes all rows
                float up = 0.0;
                for (uint r = start; r < min(ROWS, start + SUBGROUP_SIZE); r++)
                {
                    float gate_sum = subgroupAdd(gates[r]);
                    float up_sum = subgroupAdd(ups[r]);
                    gate = lane == r - start ? gate_sum * scale : gate;
                    up = lane == r - start ? up_sum * scale : up;
                }

                uint i = first + start + lane;
                if (start + lane < ROWS && i < width) { h[(row * SLOTS + slot) * STRIDE + i] = activate(gate) * up; }
            }
        }

        """;
}
