using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Cpu;

/// <summary>Rows that follow each other in memory and are stored alike: rows [First, End) of a matrix, from <paramref name="Data"/> on.</summary>
/// <param name="Data">The first of them.</param>
/// <param name="First">Its number in the matrix.</param>
/// <param name="End">The number behind the last.</param>
/// <param name="Format">How they are stored; plain elements without padding between rows.</param>
/// <param name="Blocks">Where they lie, if their codes are whole numbers: then <paramref name="Data"/> is the first block.</param>
/// <param name="InputAt">Where a row of activations has the numbers that are multiplied with such codes, in bytes.</param>
internal readonly record struct RowSegment(nint Data, int First, int End, BlockFormat Format, RowBlocks? Blocks = null, long InputAt = 0)
{
    /// <summary>In order of rows, those that follow each other in memory as one.</summary>
    public static RowSegment[] Join(IEnumerable<RowSegment> segments, int columns)
    {
        List<RowSegment> joined = [];
        foreach (RowSegment next in segments.OrderBy(static s => s.First))
        {
            if (joined.Count > 0 && joined[^1] is { Blocks: null } last && last.Format == next.Format && last.Data + (nint)((last.End - last.First) * last.Format.PackedRowBytes(columns)) == next.Data)
            {
                joined[^1] = last with { End = next.End };
            }
            else
            {
                joined.Add(next);
            }
        }

        return [.. joined];
    }
}
