using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Which experts take a token. One workgroup a token: norm and logits by all its subgroups, each with x in registers (<see cref="HeldRow"/>),
/// then softmax over all experts and the top k by the first subgroup. Among equals the lowest index wins.
/// With a shared expert the matrix has one more row, its gate, whose sigmoid is the weight of slot k.
/// </summary>
internal static class RouterKernel
{
    /// <summary>Shared memory that every device has.</summary>
    private const int SharedBytes = 16_384;

    public static Kernel Emit(string name, Router op, NormSpec norm, int hidden)
    {
        long bound = LoopBudget.Check(name, string.Format(CultureInfo.InvariantCulture, "{0} experts of {1}", op.Count, hidden), Loops(op, hidden));
        return Kernel.Of(
            name,
            Text(op, norm, hidden),
            KernelClass.Workgroup,
            new Grid(new GridAxis(1, Extent.Rows)),
            bound,
            cut: new WeightCut("weights", Rows(op), Together: 1, Accumulates: true));
    }

    /// <summary>Whether one workgroup can do it: its loops, and the logits in shared memory.</summary>
    public static bool Takes(Router op, int hidden) => LoopBudget.Allows(Loops(op, hidden)) && Rows(op) * sizeof(float) <= SharedBytes;

    private static int Rows(Router op) => op.Count + (op.Shared ? 1 : 0);

    private static Loop[] Loops(Router op, int hidden)
    {
        long perLane = LoopBudget.Lanes(op.Count);
        return [HeldRow.Walk(hidden, Rows(op)), new(2 * LoopBudget.Lanes(Rows(op))), new(2 * perLane), new(op.K, new Loop(perLane)), new(op.K)];
    }

    private static string Text(Router op, NormSpec norm, int hidden) => $$"""
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Arithmetic | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        const uint HIDDEN = {{hidden}}u;
        const uint BLOCKS = {{Padding.Blocks(hidden)}}u;
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const bool RENORMALISE = {{GlslLiteral.Bool(op.Renormalise)}};     // the chosen weights sum to 1
        const bool SHARED = {{GlslLiteral.Bool(op.Shared)}};          // one more matrix row: the shared expert's gate
        const uint LOGITS = EXPERTS + uint(SHARED);
        const uint SLOTS = TOP_K + uint(SHARED);
        const float EPSILON = {{GlslLiteral.Float(norm.Epsilon)}};
        const float NORM_OFFSET = {{(norm.ZeroCentred ? "1.0" : "0.0")}};      // 1 where the factor is 1 + weight
        const float LOWEST = -3.4e38;

        layout(std430) readonly buffer X { vec4 x[]; };
        layout(std430) readonly buffer Norm { vec4 norm[]; };
        {{WeightRows.Declare("weights")}}
        layout(std430) scratch buffer Kept { float kept[]; };           // logits from window to window, where there are several
        layout(std430) writeonly buffer Routes { uvec2 routes[]; };     // (expert, bits of the weight)

        shared float logits[LOGITS];

        {{BlockAccess.ReadRow("x", hidden)}}

        {{WeightRows.Read("weights", hidden)}}

        {{HeldRow.SumLanes}}

        float squares = 0.0;        // of what was loaded

        // A block of x, times the norm's factors; zeros behind its end.
        void load(uint row, uint block, out vec4 low, out vec4 high)
        {
            uint inside = min(block, BLOCKS - 1u);
            read_x(row, inside, low, high);
            if (block >= BLOCKS) { low = vec4(0.0); high = vec4(0.0); }
            squares += dot(low, low) + dot(high, high);
            low *= norm[2u * inside] + NORM_OFFSET;
            high *= norm[2u * inside + 1u] + NORM_OFFSET;
        }

        {{HeldRow.Walk("weights", "load")}}

        // Puts the logits of this window's experts with those of the windows before; whether all are there.
        bool gather_logits(uint row)
        {
            uint at = row * {{Padding.RoundUp8(Rows(op))}}u;
            for (uint e = window.first + gl_LocalInvocationID.x; e < window.end; e += SUBGROUPS * SUBGROUP_SIZE) { kept[at + e] = logits[e]; }
            for (uint e = gl_LocalInvocationID.x; e < window.first; e += SUBGROUPS * SUBGROUP_SIZE) { logits[e] = kept[at + e]; }
            barrier();
            return window.end == LOGITS;
        }

        // Sums of every SUBGROUPS-th expert, still without the norm's scale, which it answers.
        float compute_logits(uint row)
        {
            for (uint start = 0u; start < WEIGHTS_UNITS; start += WEIGHTS_STEP)
            {
                hold_weights(row, start);
                for (uint e = window.first + gl_SubgroupID; e < window.end; e += SUBGROUPS)
                {
                    float part = sum_lanes(multiply_weights(e - window.first, start));
                    if (gl_SubgroupInvocationID == 0u) { logits[e] = start == 0u ? part : logits[e] + part; }
                }
            }

            return inversesqrt(sum_lanes(squares) / float(HIDDEN) + EPSILON);
        }

        void main()
        {
            uint row = gl_WorkGroupID.x;
            uint lane = gl_SubgroupInvocationID;
            float scale = compute_logits(row);
            barrier();
            if (window.end - window.first < LOGITS && !gather_logits(row)) { return; }
            if (gl_SubgroupID != 0u) { return; }

            float highest = LOWEST;
            for (uint e = lane; e < LOGITS; e += SUBGROUP_SIZE)
            {
                float z = logits[e] * scale;
                logits[e] = z;
                highest = e < EXPERTS ? max(highest, z) : highest;
            }

            highest = subgroupMax(highest);
            float sum = 0.0;
            for (uint e = lane; e < EXPERTS; e += SUBGROUP_SIZE) { sum += exp(logits[e] - highest); }
            sum = subgroupAdd(sum);

            // From here on a lane touches only its own logits: expert e belongs to lane e % SUBGROUP_SIZE.
            uint chosen[TOP_K];
            float weight[TOP_K];
            float chosen_sum = 0.0;
            for (uint k = 0u; k < TOP_K; k++)
            {
                float best = LOWEST;
                uint at = EXPERTS;
                for (uint e = lane; e < EXPERTS; e += SUBGROUP_SIZE)
                {
                    float z = logits[e];
                    at = z > best ? e : at;
                    best = max(best, z);
                }

                float top = subgroupMax(best);
                uint expert = subgroupMin(best == top ? at : EXPERTS);
                if (expert % SUBGROUP_SIZE == lane && expert < EXPERTS) { logits[expert] = LOWEST; }
                chosen[k] = min(expert, EXPERTS - 1u);      // not a number anywhere: a wrong expert rather than a wild address
                weight[k] = exp(top - highest) / sum;
                chosen_sum += weight[k];
            }

            for (uint k = 0u; k < TOP_K; k++)
            {
                if (lane == k % SUBGROUP_SIZE)
                {
                    routes[row * SLOTS + k] = uvec2(chosen[k], floatBitsToUint(RENORMALISE ? weight[k] / chosen_sum : weight[k]));
                }
            }

            if (SHARED && lane == EXPERTS % SUBGROUP_SIZE)
            {
                routes[row * SLOTS + TOP_K] = uvec2(EXPERTS, floatBitsToUint(1.0 / (1.0 + exp(-logits[LOGITS - 1u]))));
            }
        }

        """;
}
