using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Gives every scratch buffer of a block a slot, so that no two buffers alive at once share one. The largest buffers choose first and take the lowest
/// free slot: slots of one rank then have like sizes in every block, and the arena, whose slots are as large as their largest buffer, stays small.
/// </summary>
internal static class SlotColouring
{
    public static EquatableArray<Placement> Place(IReadOnlyList<Work> works, IReadOnlyList<int> levels, IReadOnlyList<ScratchBuffer> pinned)
    {
        int end = levels.Count == 0 ? 0 : levels.Max();
        List<Placement> placed = [.. pinned.Select((buffer, slot) => new Placement(buffer, slot, 0, end, Pinned: true))];
        foreach (Placement free in Lifetimes(works, levels).Where(free => !pinned.Contains(free.Buffer)).OrderByDescending(static free => NominalSize(free.Buffer)))
        {
            int slot = 0;
            while (placed.Any(other => other.Slot == slot && other.Overlaps(free)))
            {
                slot++;
            }

            placed.Add(free with { Slot = slot });
        }

        return placed.ToEquatableArray();
    }

    /// <summary>The buffers in order of first use, each with its first and last interval.</summary>
    private static List<Placement> Lifetimes(IReadOnlyList<Work> works, IReadOnlyList<int> levels)
    {
        List<Placement> lifetimes = [];
        for (int work = 0; work < works.Count; work++)
        {
            foreach (ScratchBuffer buffer in works[work].Scratch)
            {
                int index = lifetimes.FindIndex(known => known.Buffer == buffer);
                if (index < 0)
                {
                    lifetimes.Add(new Placement(buffer, Slot: -1, levels[work], levels[work], Pinned: false));
                }
                else
                {
                    Placement known = lifetimes[index];
                    lifetimes[index] = known with { First = Math.Min(known.First, levels[work]), Last = Math.Max(known.Last, levels[work]) };
                }
            }
        }

        return lifetimes;
    }

    /// <summary>Bytes in a typical call: one sequence, 256 rows, 16 parts of the keys. Only the order matters.</summary>
    private static long NominalSize(ScratchBuffer buffer) => buffer.Bytes * buffer.Unit switch
    {
        ScratchUnit.Row => 256,
        ScratchUnit.SequenceSplit => 16,
        _ => 1,
    };
}
