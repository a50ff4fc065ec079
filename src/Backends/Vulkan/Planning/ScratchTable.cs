using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A scratch buffer under its final name, with its slot of the arena.</summary>
internal sealed record NamedScratch(string Name, ScratchBuffer Buffer, int Slot);

/// <summary>A model's scratch buffers: equal buffers of several blocks are one, unequal ones of one name get the function's or the block's name before theirs.</summary>
internal sealed record ScratchTable(EquatableArray<NamedScratch> Buffers)
{
    public static ScratchTable Of(IReadOnlyList<PlannedBlock> blocks)
    {
        List<NamedScratch> named = [];
        HashSet<string> taken = [];
        foreach (PlannedBlock block in blocks)
        {
            foreach (Placement place in block.Plan.Buffers)
            {
                if (!named.Any(known => known.Buffer == place.Buffer && known.Slot == place.Slot))
                {
                    named.Add(new NamedScratch(Candidates(block, place.Buffer).First(taken.Add), place.Buffer, place.Slot));
                }
            }
        }

        return new ScratchTable(named.ToEquatableArray());
    }

    public string NameOf(PlannedBlock block, ScratchBuffer buffer)
    {
        int slot = block.Plan.Buffers.First(place => place.Buffer == buffer).Slot;
        return Buffers.First(known => known.Buffer == buffer && known.Slot == slot).Name;
    }

    private static IEnumerable<string> Candidates(PlannedBlock block, ScratchBuffer buffer)
    {
        yield return buffer.Name;
        yield return block.Function + buffer.Name;
        yield return block.Function + CSharpName.Pascal(block.Name) + buffer.Name;
        for (int number = 2; ; number++)
        {
            yield return block.Function + CSharpName.Pascal(block.Name) + buffer.Name + Literal.Of(number);
        }
    }
}
