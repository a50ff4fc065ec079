using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Frames on their way through a vision tower together, and where their features go.</summary>
internal sealed class VisionCall
{
    private readonly VisionTowerInfo _tower;
    private readonly IReadOnlyList<VisionInput> _inputs;
    private readonly float[][][] _features;

    /// <param name="tower">What the tower takes and gives.</param>
    /// <param name="inputs">All inputs.</param>
    /// <param name="frames">The frames of this call.</param>
    /// <param name="features">For each input what receives its features: the merged ones, then each level's.</param>
    public VisionCall(VisionTowerInfo tower, IReadOnlyList<VisionInput> inputs, IReadOnlyList<FrameRun> frames, float[][][] features)
    {
        (_tower, _inputs, Frames, _features) = (tower, inputs, frames, features);
        Segments = [.. PatchTables.Segments(frames)];
        Rows = Segments[^1].End;
    }

    public IReadOnlyList<FrameRun> Frames { get; }

    /// <summary>Patches.</summary>
    public int Rows { get; }

    /// <summary>The frames, as runs of rows.</summary>
    public IReadOnlyList<PatchSegment> Segments { get; }

    /// <summary>Copies the patches' numbers, rows <paramref name="stride"/> apart.</summary>
    public void CopyPatches(Span<float> to, int stride)
    {
        int length = _tower.PatchLength;
        int row = 0;
        foreach (FrameRun run in Frames)
        {
            ReadOnlySpan<float> from = _inputs[run.Input].Patches.Span.Slice(run.First * run.FramePatches * length, run.Patches * length);
            for (int patch = 0; patch < run.Patches; patch++, row++)
            {
                from.Slice(patch * length, length).CopyTo(to.Slice(row * stride, length));
            }
        }
    }

    /// <summary>Fills the table of turns, [rows, head dim].</summary>
    public void FillRotary(Span<float> table) => PatchTables.FillRotary(Frames, _tower, table);

    /// <summary>Fills the taps into the table of positions, [rows, 4].</summary>
    public void FillTaps(Span<PatchTap> taps) => PatchTables.FillTaps(Frames, _tower, taps);

    /// <summary>For every row the segment it is in.</summary>
    public void FillSegments(Span<PatchSegment> segments)
    {
        foreach (PatchSegment segment in Segments)
        {
            segments[segment.First..segment.End].Fill(segment);
        }
    }

    /// <summary>Takes the features of all rows, <paramref name="stride"/> numbers apart.</summary>
    /// <param name="level">0 for the merged features, 1 and so on for DeepStack's levels.</param>
    /// <param name="features">[rows / merged, stride].</param>
    /// <param name="stride">Numbers from one feature to the next.</param>
    public void TakeFeatures(int level, ReadOnlySpan<float> features, int stride)
    {
        int width = _tower.FeatureWidth;
        int at = 0;
        foreach (FrameRun run in Frames)
        {
            int tokens = run.Patches / _tower.Merged;
            Span<float> to = _features[run.Input][level].AsSpan(run.First * run.FramePatches / _tower.Merged * width, tokens * width);
            for (int token = 0; token < tokens; token++, at++)
            {
                features.Slice(at * stride, width).CopyTo(to.Slice(token * width, width));
            }
        }
    }
}
