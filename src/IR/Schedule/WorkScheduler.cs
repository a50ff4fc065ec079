using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Puts works between as few barriers as their conflicts allow: a work runs in the first interval after everything it conflicts with and that was made before it.
/// Works that touch nothing in common share an interval, in the order in which they were made.
/// </summary>
internal static class WorkScheduler
{
    /// <param name="name">The block's name.</param>
    /// <param name="works">In an order that is right when nothing runs side by side.</param>
    /// <param name="pinned">Buffers that outlive the block; they take the first slots.</param>
    public static BlockPlan Plan(string name, IReadOnlyList<Work> works, IReadOnlyList<ScratchBuffer> pinned)
    {
        int[] levels = Levels(works);
        return new BlockPlan(name, works.ToEquatableArray(), Intervals(levels), SlotColouring.Place(works, levels, pinned));
    }

    /// <summary>The works of each level. A work is one level behind another, so no level is empty.</summary>
    private static EquatableArray<Interval> Intervals(int[] levels)
    {
        List<List<int>> intervals = [];
        for (int work = 0; work < levels.Length; work++)
        {
            while (intervals.Count <= levels[work])
            {
                intervals.Add([]);
            }

            intervals[levels[work]].Add(work);
        }

        return intervals.Select(static works => new Interval(works.ToEquatableArray())).ToEquatableArray();
    }

    private static int[] Levels(IReadOnlyList<Work> works)
    {
        int[] levels = new int[works.Count];
        for (int work = 0; work < works.Count; work++)
        {
            for (int before = 0; before < work; before++)
            {
                if (works[before].Conflicts(works[work]))
                {
                    levels[work] = Math.Max(levels[work], levels[before] + 1);
                }
            }
        }

        return levels;
    }
}
