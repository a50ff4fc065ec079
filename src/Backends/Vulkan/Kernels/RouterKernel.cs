using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Which experts take a token. One workgroup a token: norm and logits by all its subgroups (ROWS experts at a time share the row of x),
/// then softmax over all experts and the top k by the first subgroup. Among equals the lowest index wins.
/// With a shared expert the matrix has one more row, its gate, whose sigmoid is the weight of slot k.
/// </summary>
internal static class RouterKernel
{
    public static Kernel Emit(string name, Router op, NormSpec norm, int hidden)
    {
        int rows = op.Count + (op.Shared ? 1 : 0);
        long perLane = LoopBudget.Lanes(op.Count);
        long bound = LoopBudget.Check(
            name,
            string.Format(CultureInfo.InvariantCulture, "{0} experts of {1}", op.Count, hidden),
            new Loop(Padding.DivideUp(rows, 4), new Loop(LoopBudget.Lanes(Padding.Blocks(hidden)), new Loop(4)), new Loop(8)),
            new Loop(2 * perLane),
            new Loop(op.K, new Loop(perLane)),
            new Loop(op.K));
        return new Kernel(
            name,
            Text(op, norm, hidden),
            KernelClass.Workgroup,
            [new("x", BindingAccess.Read), new("norm", BindingAccess.Read), new("weights", BindingAccess.Read), new("routes", BindingAccess.Write)],
            new Grid(new GridAxis(1, Extent.Rows)),
            bound);
    }

    private static string Text(Router op, NormSpec norm, int hidden) => $$"""
        {{Prologue.Emit(GlslUse.WeightFormat | GlslUse.Arithmetic)}}

        const uint HIDDEN = {{hidden}}u;
        const uint BLOCKS = {{Padding.Blocks(hidden)}}u;
        const uint EXPERTS = {{op.Count}}u;
        const uint TOP_K = {{op.K}}u;
        const bool RENORMALISE = {{GlslLiteral.Bool(op.Renormalise)}};     // the chosen weights sum to 1
        const bool SHARED = {{GlslLiteral.Bool(op.Shared)}};          // one more matrix row: the shared expert's gate
        const uint LOGITS = EXPERTS + uint(SHARED);
        const uint SLOTS = TOP_K + uint(SHARED);
        const uint AT_ONCE = 4u;             // experts that share a read of x
        const float EPSILON = {{GlslLiteral.Float(norm.Epsilon)}};
        const float NORM_OFFSET = {{(norm.ZeroCentred ? "1.0" : "0.0")}};      // 1 where the factor is 1 + weight
        const float LOWEST = -3.4e38;

        layout(set = 0, binding = 1, std430) readonly buffer X { vec4 x[]; };
        layout(set = 0, binding = 2, std430) readonly buffer Norm { vec4 norm[]; };
        layout(set = 0, binding = 3, std430) readonly buffer Weights { uvec4 weights[]; };
        layout(set = 0, binding = 4, std430) writeonly buffer Routes { uvec2 routes[]; };     // (expert, bits of the weight)

        shared float logits[LOGITS];

        {{BlockAccess.ReadRow("x", hidden)}}

        {{BlockAccess.Read("weights", "WEIGHT_FORMAT")}}

        void compute_logits(uint row, uint first)
        {
            float sums[AT_ONCE];
            for (uint r = 0u; r < AT_ONCE; r++) { sums[r] = 0.0; }
            float squares = 0.0;
            for (uint block = gl_SubgroupInvocationID; block < BLOCKS; block += SUBGROUP_SIZE)
            {
                vec4 low;
                vec4 high;
                read_x(row, block, low, high);
                squares += dot(low, low) + dot(high, high);
                low *= norm[2u * block] + NORM_OFFSET;
                high *= norm[2u * block + 1u] + NORM_OFFSET;
                for (uint r = 0u; r < AT_ONCE; r++)
                {
                    vec4 w_low;
                    vec4 w_high;
                    read_weights(min(first + r, LOGITS - 1u) * BLOCKS + block, w_low, w_high);
                    sums[r] += dot(low, w_low) + dot(high, w_high);
                }
            }

            float scale = inversesqrt(subgroupAdd(squares) / float(HIDDEN) + EPSILON);
            for (uint r = 0u; r < AT_ONCE; r++)
            {
                float sum = subgroupAdd(sums[r]) * scale;
                if (gl_SubgroupInvocationID == 0u && first + r < LOGITS) { logits[first + r] = sum; }
            }
        }

        void main()
        {
            uint row = gl_WorkGroupID.x;
            uint lane = gl_SubgroupInvocationID;
            for (uint first = gl_SubgroupID * AT_ONCE; first < LOGITS; first += SUBGROUPS * AT_ONCE) { compute_logits(row, first); }
            barrier();
            if (gl_SubgroupID != 0u) { return; }

            float highest = LOWEST;
            for (uint e = lane; e < EXPERTS; e += SUBGROUP_SIZE) { highest = max(highest, logits[e]); }
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

            if (SHARED && lane == 0u)
            {
                routes[row * SLOTS + TOP_K] = uvec2(EXPERTS, floatBitsToUint(1.0 / (1.0 + exp(-logits[LOGITS - 1u]))));
            }
        }

        """;
}
