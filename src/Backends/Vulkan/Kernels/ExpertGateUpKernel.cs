using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// <c>h = activation(gate x) * up x</c> of each expert a token takes. Rows i of gate and of up are summed in the same subgroup,
/// so the product needs no second pass; x stays in registers for ROWS of both (<see cref="HeldRow"/>). The norm is folded in.
/// </summary>
internal static class ExpertGateUpKernel
{
    public static Kernel Emit(string name, RoutedExperts op, NormSpec norm)
    {
        return Kernel.Of(
            name,
            Text(op, norm),
            KernelClass.Gemv,
            new Grid(new GridAxis(ExpertRows.Widest(op), Unit: GridUnit.Rows), new GridAxis(op.Slots), new GridAxis(1, Extent.Rows)),
            LoopBudget.Check(name, op.Attributes, Loops(op)),
            cut: new WeightCut("gate_up", op.Count, 2 * op.Width, Together: 1));
    }

    /// <summary>The loops of one invocation.</summary>
    public static Loop[] Loops(RoutedExperts op)
    {
        Loop walk = HeldRow.Walk(op.Hidden);
        return op.SharedWidth is null ? [walk] : [walk, walk];
    }

    private static string Text(RoutedExperts op, NormSpec norm) => Conditions.Resolve($$"""
        {{Prologue.Emit(GlslUse.WeightFormat | GlslUse.Rows | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        #define SHARED {{(op.SharedWidth is null ? 0 : 1)}}            // slot TOP_K is the shared expert

        const uint HIDDEN = {{op.Hidden}}u;
        const uint BLOCKS = {{Padding.Blocks(op.Hidden)}}u;            // of a row of weights, 8 columns each
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const uint SLOTS = {{op.Slots}}u;
        const uint WIDTH = {{op.Width}}u;
        const uint SHARED_WIDTH = {{op.SharedWidth ?? 0}}u;         // 0: there is none
        const uint STRIDE = {{Padding.RoundUp8(ExpertRows.Widest(op))}}u;            // of a slot's row of h
        {{HeldRow.Constants}}
        const float EPSILON = {{GlslLiteral.Float(norm.Epsilon)}};
        const float NORM_OFFSET = {{(norm.ZeroCentred ? "1.0" : "0.0")}};      // 1 where the factor is 1 + weight

        layout(std430) readonly buffer X { vec4 x[]; };
        layout(std430) readonly buffer Norm { vec4 norm[]; };
        layout(std430) readonly buffer Routes { uvec2 routes[]; };
        layout(std430) readonly buffer GateUp { uvec4 gate_up[]; };       // an up row after each gate row
        #if SHARED
        layout(std430) readonly buffer SharedGateUp { uvec4 shared_gate_up[]; };
        #endif
        layout(std430) writeonly buffer H { float h[]; };

        {{BlockAccess.ReadRow("x", op.Hidden)}}

        {{BlockAccess.Read("gate_up", "WEIGHT_FORMAT")}}
        #if SHARED

        {{BlockAccess.Read("shared_gate_up", "WEIGHT_FORMAT")}}
        #endif

        {{ActivationFunction.Emit(op.Function)}}

        {{HeldRow.SumLanes}}

        // A block of x, times the norm's factors; zeros behind its end.
        void load(uint row, uint block, out vec4 low, out vec4 high, inout float squares)
        {
            uint inside = min(block, BLOCKS - 1u);
            read_x(row, inside, low, high);
            low = block < BLOCKS ? low : vec4(0.0);
            high = block < BLOCKS ? high : vec4(0.0);
            squares += dot(low, low) + dot(high, high);
            low *= norm[2u * inside] + NORM_OFFSET;
            high *= norm[2u * inside + 1u] + NORM_OFFSET;
        }

        float multiply(uint matrix_row, uint block, vec4 low, vec4 high)
        {
            vec4 w_low;
            vec4 w_high;
            read_gate_up(matrix_row * BLOCKS + min(block, BLOCKS - 1u), w_low, w_high);
            return dot(low, w_low) + dot(high, w_high);
        }
        #if SHARED

        float multiply_shared(uint matrix_row, uint block, vec4 low, vec4 high)
        {
            vec4 w_low;
            vec4 w_high;
            read_shared_gate_up(matrix_row * BLOCKS + min(block, BLOCKS - 1u), w_low, w_high);
            return dot(low, w_low) + dot(high, w_high);
        }
        #endif

        void main()
        {
            uint lane = gl_SubgroupInvocationID;
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            uint slot = gl_WorkGroupID.y;
            uint row = gl_WorkGroupID.z;
        #if SHARED
            bool is_shared = slot == TOP_K;
        #else
            const bool is_shared = false;
        #endif
            uint width = is_shared ? SHARED_WIDTH : WIDTH;
            if (first >= width) { return; }
            uint expert = min(routes[row * SLOTS + slot].x, EXPERTS - 1u);
            if (is_shared ? window.first > 0u : expert < window.first || expert >= window.end) { return; }     // another window's
            uint gates_at = is_shared ? 0u : (expert - window.first) * 2u * WIDTH;

            float squares = 0.0;
            float scale = 1.0;
            for (uint tile = 0u; tile < ROWS; tile += SUBGROUP_SIZE)
            {
                uint count = min(ROWS - tile, SUBGROUP_SIZE);
                float gate = 0.0;           // lane i keeps the sums of row tile + i, so that one store writes them all
                float up = 0.0;
                for (uint start = 0u; start < BLOCKS; start += HELD * SUBGROUP_SIZE)
                {
                    vec4 low[HELD];
                    vec4 high[HELD];
                    [[unroll]] for (uint i = 0u; i < HELD; i++) { load(row, start + i * SUBGROUP_SIZE + lane, low[i], high[i], squares); }
                    for (uint r = is_shared ? count : 0u; r < count; r++)
                    {
                        uint gate_row = gates_at + 2u * min(first + tile + r, WIDTH - 1u);
                        float gate_part = 0.0;
                        float up_part = 0.0;
                        [[unroll]] for (uint i = 0u; i < HELD; i++) { gate_part += multiply(gate_row, start + i * SUBGROUP_SIZE + lane, low[i], high[i]); }
                        [[unroll]] for (uint i = 0u; i < HELD; i++) { up_part += multiply(gate_row + 1u, start + i * SUBGROUP_SIZE + lane, low[i], high[i]); }
                        gate_part = sum_lanes(gate_part);
                        up_part = sum_lanes(up_part);
                        gate += lane == r ? gate_part : 0.0;
                        up += lane == r ? up_part : 0.0;
                    }
        #if SHARED
                    for (uint r = is_shared ? 0u : count; r < count; r++)
                    {
                        uint gate_row = 2u * min(first + tile + r, SHARED_WIDTH - 1u);
                        float gate_part = 0.0;
                        float up_part = 0.0;
                        [[unroll]] for (uint i = 0u; i < HELD; i++) { gate_part += multiply_shared(gate_row, start + i * SUBGROUP_SIZE + lane, low[i], high[i]); }
                        [[unroll]] for (uint i = 0u; i < HELD; i++) { up_part += multiply_shared(gate_row + 1u, start + i * SUBGROUP_SIZE + lane, low[i], high[i]); }
                        gate_part = sum_lanes(gate_part);
                        up_part = sum_lanes(up_part);
                        gate += lane == r ? gate_part : 0.0;
                        up += lane == r ? up_part : 0.0;
                    }
        #endif
                }

                if (tile == 0u) { scale = inversesqrt(sum_lanes(squares) / float(HIDDEN) + EPSILON); }
                uint n = first + tile + lane;
                if (lane < count && n < width) { h[(row * SLOTS + slot) * STRIDE + n] = activate(gate * scale) * (up * scale); }
            }
        }

        """);
}
