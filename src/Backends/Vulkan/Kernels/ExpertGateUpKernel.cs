using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// <c>h = activation(gate x) * up x</c> of each expert a token takes. Rows i of gate and of up are summed in the same subgroup,
/// so the product needs no second pass; x stays in registers for ROWS of both (<see cref="HeldRow"/>). The norm is folded in, unless each slot has a row of x of its own,
/// normed and in the order of its expert's columns.
/// </summary>
internal static class ExpertGateUpKernel
{
    /// <param name="name">The kernel's name.</param>
    /// <param name="op">The experts.</param>
    /// <param name="norm">The norm that is applied to a token's row; null: x has a row for each slot, which needs none.</param>
    public static Kernel Emit(string name, RoutedExperts op, NormSpec? norm)
    {
        return Kernel.Of(
            name,
            Text(op, norm),
            KernelClass.Gemv,
            new Grid(new GridAxis(ExpertRows.Widest(op), Unit: GridUnit.Rows), new GridAxis(op.Slots), new GridAxis(1, Extent.Rows)),
            LoopBudget.Check(name, op.Attributes, Loops(op)),
            cut: WeightCut.OfExperts("gate_up", op.Count, op.Width, rowsPerOutput: 2));
    }

    /// <summary>The loops of one invocation.</summary>
    public static Loop[] Loops(RoutedExperts op)
    {
        Loop walk = HeldRow.Walk(op.Hidden);
        return op.SharedWidth is null ? [walk] : [walk, walk];
    }

    private static string Text(RoutedExperts op, NormSpec? norm) => Conditions.Resolve($$"""
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Rows | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        #define SHARED {{(op.SharedWidth is null ? 0 : 1)}}            // slot TOP_K is the shared expert
        #define NORM {{(norm is null ? 0 : 1)}}

        const uint HIDDEN = {{op.Hidden}}u;
        const uint BLOCKS = {{Padding.Blocks(op.Hidden)}}u;            // of a row of x, 8 columns each
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const uint SLOTS = {{op.Slots}}u;
        const uint WIDTH = {{op.Width}}u;
        const uint SHARED_WIDTH = {{op.SharedWidth ?? 0}}u;         // 0: there is none
        const uint STRIDE = {{Padding.RoundUp8(ExpertRows.Widest(op))}}u;            // of a slot's row of h
        #if NORM
        const float EPSILON = {{GlslLiteral.Float(norm?.Epsilon ?? 0)}};
        const float NORM_OFFSET = {{(norm is { ZeroCentred: true } ? "1.0" : "0.0")}};      // 1 where the factor is 1 + weight
        #endif

        layout(std430) readonly buffer X { vec4 x[]; };
        #if NORM
        layout(std430) readonly buffer Norm { vec4 norm[]; };
        #endif
        layout(std430) readonly buffer Routes { uvec2 routes[]; };
        {{WeightRows.Declare("gate_up")}}       // an up row after each gate row
        #if SHARED
        {{WeightRows.Declare("shared_gate_up")}}
        #endif
        layout(std430) writeonly buffer H { float h[]; };

        {{BlockAccess.ReadRow("x", op.Hidden)}}

        {{ActivationFunction.Emit(op.Function)}}

        {{HeldRow.SumLanes}}

        #if NORM
        float squares = 0.0;        // of what was loaded

        // A block of x, times the norm's factors; zeros behind its end.
        #else
        // A block of x; zeros behind its end.
        #endif
        void load(uint row, uint block, out vec4 low, out vec4 high)
        {
            uint inside = min(block, BLOCKS - 1u);
            read_x(row, inside, low, high);
            low = block < BLOCKS ? low : vec4(0.0);
            high = block < BLOCKS ? high : vec4(0.0);
        #if NORM
            squares += dot(low, low) + dot(high, high);
            low *= norm[2u * inside] + NORM_OFFSET;
            high *= norm[2u * inside + 1u] + NORM_OFFSET;
        #endif
        }

        {{Expert("gate_up", op.Hidden)}}
        #if SHARED

        {{Expert("shared_gate_up", op.Hidden, "gate_up")}}
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
            uint place = min(routes[row * SLOTS + slot].x, EXPERTS - 1u) * WIDTH;
            if (is_shared ? window.first > 0u : place + WIDTH <= window.first || place >= window.end) { return; }     // another window's
            uint begin = is_shared ? 0u : max(place, window.first) - place;         // the expert's outputs that are bound
            uint end = is_shared ? SHARED_WIDTH : min(place + WIDTH, window.end) - place;
            uint gates_at = is_shared ? 0u : 2u * (place - window.first);

        #if NORM
            float scale = 1.0;
        #endif
            for (uint tile = 0u; tile < ROWS; tile += SUBGROUP_SIZE)
            {
                uint count = min(ROWS - tile, SUBGROUP_SIZE);
                vec2 sums = vec2(0.0);          // lane i keeps those of row tile + i, so that one store writes them all
                {{HeldRow.ForPasses("gate_up", op.Hidden, op.SharedWidth is null ? "0u" : "is_shared && !SHARED_GATE_UP_AS_GATE_UP ? GATE_UP_UNITS : 0u")}}
                {
                    hold_gate_up({{Row(norm)}}, start);
        #if SHARED
                    sums += is_shared ? rows_shared_gate_up(start, gates_at, first + tile, count, begin, end) : rows_gate_up(start, gates_at, first + tile, count, begin, end);
        #else
                    sums += rows_gate_up(start, gates_at, first + tile, count, begin, end);
        #endif
                }

        #if SHARED
                if (is_shared && !SHARED_GATE_UP_AS_GATE_UP)
                {
                    {{HeldRow.ForPasses("shared_gate_up", op.Hidden)}}
                    {
                        hold_shared_gate_up({{Row(norm)}}, start);
                        sums += rows_shared_gate_up(start, gates_at, first + tile, count, begin, end);
                    }
                }

        #endif
        #if NORM
                if (tile == 0u) { scale = inversesqrt(sum_lanes(squares) / float(HIDDEN) + EPSILON); }
        #endif
                uint n = first + tile + lane;
        #if NORM
                if (lane < count && n >= begin && n < end) { h[(row * SLOTS + slot) * STRIDE + n] = activate(sums.x * scale) * (sums.y * scale); }
        #else
                if (lane < count && n >= begin && n < end) { h[(row * SLOTS + slot) * STRIDE + n] = activate(sums.x) * sums.y; }
        #endif
            }
        }

        """);

    /// <summary>GLSL of the row of x that a slot takes.</summary>
    private static string Row(NormSpec? norm) => norm is null ? "row * SLOTS + slot" : "row";

    /// <summary>The rows of one expert. What lanes hold of x serves both kinds where their units are alike: CPU drivers run both branches, and would load it twice.</summary>
    private static string Expert(string name, int hidden, string? heldAs = null) => $$"""
        {{WeightRows.Read(name, hidden)}}

        {{HeldRow.Walk(name, "load", heldAs)}}

        // One pass over them: lane i gets the sums of gate and of up row first + i.
        vec2 rows_{{name}}(uint start, uint matrix, uint first, uint count, uint begin, uint end)
        {
            vec2 sums = vec2(0.0);
            for (uint r = 0u; r < count; r++)
            {
                uint gate_row = matrix + 2u * clamp(first + r, begin, end - 1u);
                float gate = multiply_{{name}}(gate_row, start);
                float up = multiply_{{name}}(gate_row + 1u, start);
                vec2 parts = vec2(sum_lanes(gate), sum_lanes(up));
                sums += gl_SubgroupInvocationID == r ? parts : vec2(0.0);
            }

            return sums;
        }
        """;
}
