using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Where the rows of gates and ups go when they are interleaved: gate i of an expert to its row 2i, up i to 2i + 1.</summary>
internal static class GateRows
{
    /// <summary>The slot with its rows interleaved; <paramref name="gates"/> gate rows stand before as many up rows, once or for each expert.</summary>
    public static WeightSlot Interleave(WeightSlot slot, int gates) => slot with
    {
        Alternatives = slot.Alternatives.Select(way => new WeightAlternative(
            way.Sources.Select(source => source with { Blocks = source.Blocks.SelectMany(block => Interleave(slot, block, gates)).ToEquatableArray() }).ToEquatableArray())).ToEquatableArray(),
    };

    private static IEnumerable<RowBlock> Interleave(WeightSlot slot, RowBlock block, int gates)
    {
        int start = block.TargetStart % (2 * gates);
        bool apart = block.RowStride == 1 && block.ExpertTargetStride % (2 * gates) == 0 && (block.Blocks == 1 || block.TargetStride % (2 * gates) == 0);
        if (apart && start % gates + block.Rows <= gates)
        {
            int target = block.TargetStart - start + (start < gates ? 2 * start : (2 * (start - gates)) + 1);
            return [block with { TargetStart = target, RowStride = 2 }];
        }

        if (apart && block.Blocks == 1 && start == 0 && block.Rows % (2 * gates) == 0)
        {
            RowBlock half = block with { SourceStride = 2 * gates, TargetStride = 2 * gates, Rows = gates, Blocks = block.Rows / (2 * gates), RowStride = 2 };
            return [half, half with { SourceStart = block.SourceStart + gates, TargetStart = block.TargetStart + 1 }];
        }

        throw new IrException($"{slot.Name}: {block} has no gates of {gates} rows");
    }
}
