using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Proves a plan right. The rules, by number:
/// S1 every work is in exactly one interval.
/// S2 works of one interval touch nothing in common that one of them writes.
/// S3 works that conflict keep the order in which they were made.
/// S4 every buffer that is used has one place, and is used only in the intervals of that place.
/// S5 buffers alive in one interval have different slots.
/// S6 a buffer that a work only reads was written before, unless it is pinned.
/// S7 every barrier but a block's first has something to wait for.
/// S8 a pinned buffer has the same slot in every block, and no other buffer of any block shares it.
/// </summary>
internal static class ScheduleVerifier
{
    public static void Verify(Schedule schedule)
    {
        foreach (BlockPlan plan in schedule.Blocks)
        {
            Verify(plan);
        }

        foreach (BlockPlan plan in schedule.Blocks)
        {
            foreach (Placement pinned in plan.Buffers.Where(static place => place.Pinned))
            {
                Require(
                    schedule.Blocks.All(other => other.Buffers.All(place => (place.Slot == pinned.Slot) == (place.Buffer == pinned.Buffer))),
                    "S8",
                    plan,
                    $"slot {pinned.Slot} is not {pinned.Buffer.Name}'s alone");
            }
        }
    }

    public static void Verify(BlockPlan plan)
    {
        List<int> order = [];
        foreach (Interval interval in plan.Intervals)
        {
            order.AddRange(interval.Works);
        }

        Require(IsWhole(order, plan.Works.Count), "S1", plan, "works are missing or repeated");
        VerifyOrder(plan);
        VerifyPlaces(plan);
        VerifyWrittenFirst(plan, order);
    }

    /// <summary>Whether each work is there once.</summary>
    private static bool IsWhole(IEnumerable<int> order, int works)
    {
        List<int> sorted = [.. order];
        sorted.Sort();
        for (int work = 0; work < sorted.Count; work++)
        {
            if (sorted[work] != work)
            {
                return false;
            }
        }

        return sorted.Count == works;
    }

    private static void VerifyOrder(BlockPlan plan)
    {
        int[] interval = IntervalOfWork(plan);
        for (int late = 0; late < plan.Works.Count; late++)
        {
            for (int early = 0; early < late; early++)
            {
                if (plan.Works[early].Conflicts(plan.Works[late]))
                {
                    string both = $"{plan.Works[early].Name} and {plan.Works[late].Name}";
                    Require(interval[early] != interval[late], "S2", plan, $"no barrier between {both}");
                    Require(interval[early] < interval[late], "S3", plan, $"{both} change places");
                }
            }
        }

        for (int index = 1; index < plan.Intervals.Count; index++)
        {
            bool waits = plan.Intervals[index].Works.Any(work => plan.Intervals[index - 1].Works.Any(before => plan.Works[before].Conflicts(plan.Works[work])));
            Require(waits, "S7", plan, $"the barrier before interval {index} waits for nothing");
        }
    }

    private static void VerifyPlaces(BlockPlan plan)
    {
        int[] interval = IntervalOfWork(plan);
        for (int work = 0; work < plan.Works.Count; work++)
        {
            foreach (ScratchBuffer buffer in plan.Works[work].Scratch)
            {
                Placement[] places = [.. plan.Buffers.Where(place => place.Buffer == buffer)];
                Require(
                    places.Length == 1 && places[0].First <= interval[work] && interval[work] <= places[0].Last,
                    "S4",
                    plan,
                    $"{plan.Works[work].Name} uses {buffer.Name} where it has no place");
            }
        }

        foreach (Placement place in plan.Buffers)
        {
            foreach (Placement other in plan.Buffers.Where(other => !ReferenceEquals(other, place)))
            {
                Require(place.Slot != other.Slot || !place.Overlaps(other), "S5", plan, $"{place.Buffer.Name} and {other.Buffer.Name} share slot {place.Slot}");
            }
        }
    }

    private static void VerifyWrittenFirst(BlockPlan plan, IReadOnlyList<int> order)
    {
        HashSet<ScratchBuffer> written = [.. plan.Buffers.Where(static place => place.Pinned).Select(static place => place.Buffer)];
        foreach (int index in order)
        {
            Work work = plan.Works[index];
            foreach (Use use in work.Uses)
            {
                if (use.Resource is Resource.Scratch scratch)
                {
                    Require(use.Writes || written.Contains(scratch.Buffer), "S6", plan, $"{work.Name} reads {scratch.Buffer.Name} before it is written");
                    written.Add(scratch.Buffer);
                }
            }
        }
    }

    private static int[] IntervalOfWork(BlockPlan plan)
    {
        int[] intervals = new int[plan.Works.Count];
        for (int index = 0; index < plan.Intervals.Count; index++)
        {
            foreach (int work in plan.Intervals[index].Works)
            {
                intervals[work] = index;
            }
        }

        return intervals;
    }

    private static void Require(bool holds, string rule, BlockPlan plan, string fault)
    {
        if (!holds)
        {
            throw new IrException($"{rule}: {fault} ({plan.Name})");
        }
    }
}
