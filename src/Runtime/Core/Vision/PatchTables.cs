using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// What a vision tower must know of where patches lie, for each row in the order of the patches (block row, block column, row and column within the block; frame after
/// frame): transformers' <c>vision_utils.py</c>.
/// </summary>
internal static class PatchTables
{
    /// <summary>Taps of a patch: the corners of the cell of the table of positions that it lies in.</summary>
    public const int Taps = 4;

    private const float Theta = 10_000f;

    /// <summary>The runs of rows that attend to each other: frames.</summary>
    public static IEnumerable<PatchSegment> Segments(IEnumerable<FrameRun> frames)
    {
        int first = 0;
        foreach (FrameRun run in frames)
        {
            for (int frame = 0; frame < run.Frames; frame++)
            {
                int end = first + (run.Grid.Height * run.Grid.Width);
                yield return new PatchSegment(first, end);
                first = end;
            }
        }
    }

    /// <summary>The four taps of every row: the table's corners stand for the picture's, and between them it is interpolated.</summary>
    public static void FillTaps(IEnumerable<FrameRun> frames, VisionTowerInfo tower, Span<PatchTap> taps)
    {
        foreach (FrameRun run in frames)
        {
            (int Row, float Weight)[] rows = Axis(run.Grid.Height, tower.PositionSide);
            (int Row, float Weight)[] columns = Axis(run.Grid.Width, tower.PositionSide);
            taps = Walk(run, tower.MergeSize, taps, Taps, (to, row, column) =>
            {
                for (int tap = 0; tap < Taps; tap++)
                {
                    (int Row, float Weight) r = rows[(2 * row) + (tap / 2)];
                    (int Row, float Weight) c = columns[(2 * column) + (tap % 2)];
                    to[tap] = new PatchTap((r.Row * tower.PositionSide) + c.Row, r.Weight * c.Weight);
                }
            });
        }
    }

    /// <summary>
    /// Cosines, then sines, of every row: half a head each, of which the first part turns with the patch's row and the second with its column
    /// (Su et al. 2021 in two dimensions).
    /// </summary>
    public static void FillRotary(IEnumerable<FrameRun> frames, VisionTowerInfo tower, Span<float> table)
    {
        int quarter = tower.HeadDim / 4;
        float[] frequencies = [.. Enumerable.Range(0, quarter).Select(j => 1f / MathF.Pow(Theta, 2f * j / (2 * quarter)))];
        foreach (FrameRun run in frames)
        {
            table = Walk(run, tower.MergeSize, table, tower.HeadDim, (to, row, column) =>
            {
                for (int j = 0; j < quarter; j++)
                {
                    (to[2 * quarter + j], to[j]) = MathF.SinCos(row * frequencies[j]);
                    (to[(3 * quarter) + j], to[quarter + j]) = MathF.SinCos(column * frequencies[j]);
                }
            });
        }
    }

    /// <summary>The two taps of each place along an axis: rows of the table below and above, and how near they are.</summary>
    private static (int Row, float Weight)[] Axis(int length, int side)
    {
        (int, float)[] taps = new (int, float)[2 * length];
        for (int place = 0; place < length; place++)
        {
            float source = (float)place * (side - 1) / Math.Max(length - 1, 1);
            int below = (int)MathF.Floor(source);
            for (int tap = 0; tap < 2; tap++)
            {
                taps[(2 * place) + tap] = (Math.Clamp(below + tap, 0, side - 1), MathF.Max(0, 1 - MathF.Abs(source - (below + tap))));
            }
        }

        return taps;
    }

    /// <summary>Calls <paramref name="fill"/> for every row of the frames, with the <paramref name="each"/> entries that are its own; returns what lies behind them.</summary>
    private static Span<T> Walk<T>(FrameRun run, int merge, Span<T> entries, int each, RowFiller<T> fill)
    {
        for (int frame = 0; frame < run.Frames; frame++)
        {
            for (int place = 0; place < run.Grid.Height * run.Grid.Width; place++)
            {
                (int block, int within) = Math.DivRem(place, merge * merge);
                (int blockRow, int blockColumn) = Math.DivRem(block, run.Grid.Width / merge);
                fill(entries[..each], (blockRow * merge) + (within / merge), (blockColumn * merge) + (within % merge));
                entries = entries[each..];
            }
        }

        return entries;
    }

    private delegate void RowFiller<T>(Span<T> entries, int row, int column);
}
