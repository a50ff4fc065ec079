using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Softmax of a row's router logits and the k best experts, equal ones in order of their numbers: (logits, routes).
/// With <c>shared</c> a row has one logit more, and its last route is the shared expert with weight sigmoid(logit).
/// </summary>
internal static class RouteTopKKernel
{
    /// <summary>Quads a lane looks at between two jumps.</summary>
    private const int Unrolled = 4;

    public static Kernel Emit(string name, int experts, int perToken, bool renormalise, bool shared) => Kernel.Of(
        name,
        Glsl(experts, perToken, renormalise, shared),
        KernelClass.Subgroup,
        new Grid(new GridAxis(1, Extent.Rows, GridUnit.Subgroup)),
        LoopBudget.Check(
            name,
            $"{perToken} of {experts}",
            new Loop(perToken, new Loop(LoopBudget.Lanes(Padding.DivideUp(experts, 4 * Unrolled)))),
            new Loop(LoopBudget.Lanes(Padding.DivideUp(experts, 4))),
            new Loop(perToken)));

    private static string Glsl(int experts, int perToken, bool renormalise, bool shared) => $$"""
        {{Prologue.Emit(GlslUse.Arithmetic | GlslUse.Unroll)}}

        const uint EXPERTS = {{experts}}u;
        const uint EXPERTS_PER_TOKEN = {{perToken}}u;
        const uint SLOTS = {{(shared ? perToken + 1 : perToken)}}u;
        const bool RENORMALISE = {{GlslLiteral.Bool(renormalise)}};
        const uint QUADS = {{Padding.DivideUp(experts, 4)}}u;
        const uint STRIDE = {{Padding.RoundUp8(experts + (shared ? 1 : 0)) / 4}}u;
        const float LEAST = -3.0e38;

        layout(std430) readonly buffer Logits { vec4 logits[]; };
        layout(std430) writeonly buffer Routes { uvec2 routes[]; };

        vec4 read_logits(uint row, uint quad)
        {
            bvec4 real = lessThan(quad * 4u + uvec4(0u, 1u, 2u, 3u), uvec4(EXPERTS));
            return mix(vec4(LEAST), logits[row * STRIDE + min(quad, QUADS - 1u)], real);
        }

        void main()
        {
            uint row = gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID;
            if (row >= step.rows) { return; }

            // Each round takes the best of those behind the last one taken; nothing is marked, so nothing is stored.
            float chosen[EXPERTS_PER_TOKEN];
            uint experts[EXPERTS_PER_TOKEN];
            float last = 3.4e38;
            uint lastExpert = 0u;
            for (uint slot = 0u; slot < EXPERTS_PER_TOKEN; slot++)
            {
                float best = LEAST;
                uint bestExpert = EXPERTS;
                for (uint first = gl_SubgroupInvocationID; first < QUADS; first += {{Unrolled}}u * SUBGROUP_SIZE)
                {
                    [[unroll]] for (uint part = 0u; part < {{Unrolled}}u; part++)
                    {
                        uint quad = first + part * SUBGROUP_SIZE;
                        vec4 logit = read_logits(row, quad);
                        [[unroll]] for (uint i = 0u; i < 4u; i++)
                        {
                            uint expert = quad * 4u + i;
                            bool left = logit[i] < last || (logit[i] == last && expert > lastExpert);
                            if (left && logit[i] > best)
                            {
                                best = logit[i];
                                bestExpert = expert;
                            }
                        }
                    }
                }

                last = subgroupMax(best);
                lastExpert = min(subgroupMin(best == last ? bestExpert : EXPERTS), EXPERTS - 1u);
                chosen[slot] = last;
                experts[slot] = lastExpert;
            }

            float sum = 0.0;
            if (RENORMALISE)
            {
                for (uint slot = 0u; slot < EXPERTS_PER_TOKEN; slot++) { sum += exp(chosen[slot] - chosen[0]); }
            }
            else
            {
                for (uint quad = gl_SubgroupInvocationID; quad < QUADS; quad += SUBGROUP_SIZE)
                {
                    vec4 share = exp(read_logits(row, quad) - chosen[0]);
                    sum += share.x + share.y + share.z + share.w;
                }

                sum = subgroupAdd(sum);
            }

            if (gl_SubgroupInvocationID != 0u) { return; }

            for (uint slot = 0u; slot < EXPERTS_PER_TOKEN; slot++)
            {
                routes[row * SLOTS + slot] = uvec2(experts[slot], floatBitsToUint(exp(chosen[slot] - chosen[0]) / sum));
            }{{(shared ? SharedRoute : string.Empty)}}
        }
        """;

    private const string SharedRoute = """


            float gate = logits[row * STRIDE + EXPERTS / 4u][EXPERTS % 4u];
            routes[row * SLOTS + EXPERTS_PER_TOKEN] = uvec2(EXPERTS, floatBitsToUint(1.0 / (1.0 + exp(-gate))));
        """;
}
