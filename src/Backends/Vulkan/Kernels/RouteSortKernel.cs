using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// A counting sort of all routes by expert: (routes, order, starts). order [rows*k] is the numbers row*k + slot, by expert and then by number;
/// starts [experts + 1] is where each expert's begin. A subgroup finds one expert's; nothing depends on timing, so results repeat exactly.
/// </summary>
internal static class RouteSortKernel
{
    /// <summary>Routes a lane looks at between two jumps.</summary>
    private const int Unrolled = 8;

    public static Kernel Emit(string name, int experts, int perToken, int slots) => Kernel.Of(
        name,
        Glsl(experts, perToken, slots),
        KernelClass.Subgroup,
        new Grid(new GridAxis(experts, Extent.One, GridUnit.Subgroup)),
        LoopBudget.Check(name, $"{perToken} of {experts}", Loops(perToken, MostRows(perToken))));

    /// <summary>Rows of a call whose routes the loops can walk: a power of two.</summary>
    public static int MostRows(int perToken)
    {
        int rows = PrefillLimits.Rows;
        while (!LoopBudget.Allows(Loops(perToken, rows)))
        {
            rows /= 2;
        }

        return rows;
    }

    private static Loop[] Loops(int perToken, int rows)
    {
        long rounds = LoopBudget.Lanes(Padding.DivideUp(rows * perToken, Unrolled));
        return [new(rounds), new(rounds)];
    }

    private static string Glsl(int experts, int perToken, int slots) => $$"""
        {{Prologue.Emit(GlslUse.Arithmetic)}}

        const uint EXPERTS = {{experts}}u;
        const uint EXPERTS_PER_TOKEN = {{perToken}}u;
        const uint SLOTS = {{slots}}u;                  // routes a row has; those of the shared expert are left out

        layout(std430) readonly buffer Routes { uvec2 routes[]; };
        layout(std430) writeonly buffer Order { uint order[]; };
        layout(std430) writeonly buffer Starts { uint starts[]; };

        #define EACH_OF_8(f) f(0) f(1) f(2) f(3) f(4) f(5) f(6) f(7)

        // The expert of a route, or one that no subgroup has.
        uint expert_of(uint entry, uint end)
        {
            uint at = min(entry, end - 1u);
            uint expert = routes[at / EXPERTS_PER_TOKEN * SLOTS + at % EXPERTS_PER_TOKEN].x;
            return entry < end ? expert : EXPERTS;
        }

        void main()
        {
            uint expert = gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID;
            if (expert >= EXPERTS) { return; }

            // A lane has a run of neighbouring routes, so one scan over the lanes keeps their order.
            uint entries = step.rows * EXPERTS_PER_TOKEN;
            uint share = (entries + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;
            uint first = gl_SubgroupInvocationID * share;
            uint end = max(min(first + share, entries), 1u);
            uint before = 0u;
            uint own = 0u;
            uint found;
            for (uint entry = first; entry < end; entry += 8u)
            {
                #define COUNT(i) found = expert_of(entry + i, end); before += uint(found < expert); own += uint(found == expert);
                EACH_OF_8(COUNT)
            }

            uint start = subgroupAdd(before);
            uint count = subgroupAdd(own);
            uint next = start + subgroupExclusiveAdd(own);
            if (gl_SubgroupInvocationID == 0u)
            {
                starts[expert] = start;
                if (expert == EXPERTS - 1u) { starts[EXPERTS] = start + count; }
            }

            for (uint entry = first; entry < end; entry += 8u)
            {
                #define PLACE(i) if (expert_of(entry + i, end) == expert) { order[next] = entry + i; next++; }
                EACH_OF_8(PLACE)
            }
        }
        """;
}
