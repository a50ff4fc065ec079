using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// How a block runs: its works in the order in which they were made, the intervals between barriers (by index into the works), and where its scratch buffers lie.
/// Every interval begins with a barrier.
/// </summary>
internal sealed record BlockPlan(string Name, EquatableArray<Work> Works, EquatableArray<Interval> Intervals, EquatableArray<Placement> Buffers);

/// <summary>Works that may run side by side, by index.</summary>
internal sealed record Interval(EquatableArray<int> Works)
{
    public override string ToString() => string.Join(", ", Works);
}

/// <summary>
/// The slot of the arena that holds a buffer from its first to its last interval.
/// A pinned buffer (the residual stream) lives across blocks and has its slot for itself.
/// </summary>
internal sealed record Placement(ScratchBuffer Buffer, int Slot, int First, int Last, bool Pinned)
{
    /// <summary>Whether the two are alive in one interval.</summary>
    public bool Overlaps(Placement other) => Pinned || other.Pinned || (First <= other.Last && other.First <= Last);
}

/// <summary>The blocks of one recorded function, in order of use.</summary>
internal sealed record FunctionPlan(string Name, EquatableArray<BlockPlan> Blocks);

/// <summary>Everything a model's functions do. All share one arena: slot n of one block is the memory of slot n of every other.</summary>
internal sealed record Schedule(EquatableArray<FunctionPlan> Functions)
{
    public IEnumerable<BlockPlan> Blocks
    {
        get
        {
            foreach (FunctionPlan function in Functions)
            {
                foreach (BlockPlan block in function.Blocks)
                {
                    yield return block;
                }
            }
        }
    }

    public override string ToString() => SchedulePrinter.Print(this);
}
