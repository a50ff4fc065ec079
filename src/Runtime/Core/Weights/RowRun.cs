using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Rows that lie together in a checkpoint tensor, and <paramref name="Stride"/> rows apart in a slot.</summary>
internal readonly record struct RowRun(int Expert, int SourceRow, int TargetRow, int Rows, int Stride)
{
    /// <summary>The runs of a source that fall into slot rows <paramref name="start"/> to start + <paramref name="count"/>, clipped to them.</summary>
    public static IEnumerable<RowRun> Of(WeightSource source, int start, int count)
    {
        for (int expert = 0; expert < Math.Max(1, source.Experts); expert++)
        {
            foreach (RowBlock block in source.Blocks)
            {
                for (int j = 0; j < block.Blocks; j++)
                {
                    int target = (expert * block.ExpertTargetStride) + block.TargetStart + (j * block.TargetStride);
                    int first = Rounds(start - target, block.RowStride);
                    int rows = Math.Min(block.Rows, Rounds(start + count - target, block.RowStride)) - first;
                    if (rows > 0)
                    {
                        yield return new RowRun(
                            expert, block.SourceStart + (j * block.SourceStride) + first, target + (first * block.RowStride), rows, block.RowStride);
                    }
                }
            }
        }
    }

    /// <summary>Steps of a stride that come before a distance is covered.</summary>
    private static int Rounds(int distance, int stride) => distance <= 0 ? 0 : (distance + stride - 1) / stride;
}
