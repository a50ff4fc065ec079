using System.Globalization;
using System.Linq;
using System.Text;

namespace Modelwright.IR;

/// <summary>The plan as text: the dispatches of every block between its barriers, its buffers with slots and lifetimes, then the arena.</summary>
internal static class SchedulePrinter
{
    public static string Print(Schedule schedule)
    {
        StringBuilder text = new();
        foreach (FunctionPlan function in schedule.Functions)
        {
            text.Append("function ").Append(function.Name).Append('\n');
            foreach (BlockPlan block in function.Blocks)
            {
                Print(text, block);
            }
        }

        PrintArena(text, schedule);
        return text.ToString();
    }

    public static string Print(BlockPlan block)
    {
        StringBuilder text = new();
        Print(text, block);
        return text.ToString();
    }

    private static void Print(StringBuilder text, BlockPlan block)
    {
        text.Append("  block ").Append(block.Name).Append('\n');
        foreach (Interval interval in block.Intervals)
        {
            text.Append("    barrier\n");
            foreach (int work in interval.Works)
            {
                text.Append("      ").Append(block.Works[work]).Append('\n');
            }
        }

        foreach (Placement place in block.Buffers)
        {
            string life = place.Pinned ? "always" : $"{Number(place.First)}..{Number(place.Last)}";
            text.Append($"    slot {Number(place.Slot)}: {place.Buffer.Name}, {place.Buffer.Size}, {life}\n");
        }
    }

    /// <summary>What each slot must hold: the largest size of every unit.</summary>
    private static void PrintArena(StringBuilder text, Schedule schedule)
    {
        text.Append("arena\n");
        foreach (IGrouping<int, Placement> slot in schedule.Blocks.SelectMany(static block => block.Buffers).GroupBy(static place => place.Slot).OrderBy(static slot => slot.Key))
        {
            string sizes = string.Join(", ", slot.GroupBy(static place => place.Buffer.Unit).OrderBy(static unit => unit.Key).Select(Largest));
            text.Append("  slot ").Append(Number(slot.Key)).Append(": ").Append(sizes).Append('\n');
        }
    }

    private static string Largest(IGrouping<ScratchUnit, Placement> unit) => unit.OrderByDescending(static place => place.Buffer.Bytes).First().Buffer.Size;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
