using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Which experts take a token, in one dispatch. Norm and logits are a matrix times a vector (<see cref="HeldRow"/>), shared by as many workgroups as it has rows for:
/// one alone would read the matrix through one unit of a card. The subgroup that counts the last expert in does softmax over all of them and the top k.
/// Among equals the lowest index wins. With a shared expert the matrix has one more row, its gate, whose sigmoid is the weight of slot k.
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
            KernelClass.Gemv,
            new Grid(new GridAxis(1, Extent.Window, GridUnit.Rows), new GridAxis(1, Extent.Rows)),
            bound,
            cut: new WeightCut("weights", Rows(op), Together: 1, Accumulates: true));
    }

    /// <summary>Whether one subgroup can choose: its loops, and the logits in shared memory.</summary>
    public static bool Takes(Router op, int hidden) => LoopBudget.Allows(Loops(op, hidden)) && Rows(op) * sizeof(float) <= SharedBytes;

    private static int Rows(Router op) => op.Count + (op.Shared ? 1 : 0);

    private static Loop[] Loops(Router op, int hidden)
    {
        long perLane = LoopBudget.Lanes(op.Count);
        return [HeldRow.Walk(hidden), new(2 * LoopBudget.Lanes(Rows(op))), new(op.K, new Loop(perLane)), new(op.K)];
    }

    private static string Text(Router op, NormSpec norm, int hidden) => $$"""
        {{Prologue.Emit(GlslUse.Weights | GlslUse.Rows | GlslUse.Arithmetic | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        const uint HIDDEN = {{hidden}}u;
        const uint BLOCKS = {{Padding.Blocks(hidden)}}u;
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const bool RENORMALISE = {{GlslLiteral.Bool(op.Renormalise)}};     // the chosen weights sum to 1
        const bool SHARED = {{GlslLiteral.Bool(op.Shared)}};          // one more matrix row: the shared expert's gate
        const uint LOGITS = EXPERTS + uint(SHARED);
        const uint STRIDE = {{Padding.RoundUp8(Rows(op))}}u;         // from a row of logits to the next
        const uint SLOTS = TOP_K + uint(SHARED);
        const float EPSILON = {{GlslLiteral.Float(norm.Epsilon)}};
        const float NORM_OFFSET = {{(norm.ZeroCentred ? "1.0" : "0.0")}};      // 1 where the factor is 1 + weight
        const float LOWEST = -3.4e38;

        layout(std430) readonly buffer X { vec4 x[]; };
        layout(std430) readonly buffer Norm { vec4 norm[]; };
        {{WeightRows.Declare("weights")}}
        layout(std430) scratch coherent buffer Logits { float logits[]; };       // of all subgroups, and from window to window where there are several
        layout(std430) coherent buffer Counters { uint counters[]; };       // experts whose logits are there; zero between calls
        layout(std430) writeonly buffer Routes { uvec2 routes[]; };     // (expert, bits of the weight)

        shared float scores[LOGITS];        // of the subgroup that chooses

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

        // The logits of ROWS experts; lane i keeps the sum of row tile + i, so that one store writes them all.
        void write_logits(uint row, uint first)
        {
            float scale = 1.0;
            for (uint tile = 0u; tile < ROWS; tile += SUBGROUP_SIZE)
            {
                float sum = 0.0;
                {{HeldRow.ForPasses("weights", hidden)}}
                {
                    hold_weights(row, start);
                    for (uint r = 0u; r < min(ROWS - tile, SUBGROUP_SIZE); r++)
                    {
                        float part = sum_lanes(multiply_weights(min(first + tile + r, window.end - 1u) - window.first, start));
                        sum += gl_SubgroupInvocationID == r ? part : 0.0;
                    }
                }

                if (tile == 0u) { scale = inversesqrt(sum_lanes(squares) / float(HIDDEN) + EPSILON); }
                uint e = first + tile + gl_SubgroupInvocationID;
                if (tile + gl_SubgroupInvocationID < ROWS && e < window.end) { logits[row * STRIDE + e] = sum * scale; }
            }
        }

        // Publishes this subgroup's experts, which are so many; whether they were the last.
        bool count_in(uint row, uint experts)
        {
            memoryBarrierBuffer();
            subgroupBarrier();
            memoryBarrierBuffer();
            uint done = 0u;
            if (gl_SubgroupInvocationID == 0u) { done = atomicAdd(counters[row], experts); }
            if (subgroupShuffle(done, 0u) + experts != LOGITS) { return false; }
            memoryBarrierBuffer();
            subgroupBarrier();
            if (gl_SubgroupInvocationID == 0u) { atomicExchange(counters[row], 0u); }
            return true;
        }

        void main()
        {
            uint row = gl_WorkGroupID.y;
            uint lane = gl_SubgroupInvocationID;
            uint first = window.first + (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            if (first >= window.end) { return; }
            write_logits(row, first);
            if (!count_in(row, min(ROWS, window.end - first))) { return; }

            // From here on a lane touches only its own scores: expert e belongs to lane e % SUBGROUP_SIZE.
            float highest = LOWEST;
            for (uint e = lane; e < LOGITS; e += SUBGROUP_SIZE)
            {
                float z = logits[row * STRIDE + e];
                scores[e] = z;
                highest = e < EXPERTS ? max(highest, z) : highest;
            }

            highest = subgroupMax(highest);
            float sum = 0.0;
            for (uint e = lane; e < EXPERTS; e += SUBGROUP_SIZE) { sum += exp(scores[e] - highest); }
            sum = subgroupAdd(sum);

            uint chosen[TOP_K];
            float weight[TOP_K];
            float chosen_sum = 0.0;
            for (uint k = 0u; k < TOP_K; k++)
            {
                float best = LOWEST;
                uint at = EXPERTS;
                for (uint e = lane; e < EXPERTS; e += SUBGROUP_SIZE)
                {
                    float z = scores[e];
                    at = z > best ? e : at;
                    best = max(best, z);
                }

                float top = subgroupMax(best);
                uint expert = subgroupMin(best == top ? at : EXPERTS);
                if (expert % SUBGROUP_SIZE == lane && expert < EXPERTS) { scores[expert] = LOWEST; }
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
                routes[row * SLOTS + TOP_K] = uvec2(EXPERTS, floatBitsToUint(1.0 / (1.0 + exp(-scores[LOGITS - 1u]))));
            }
        }

        """;
}
