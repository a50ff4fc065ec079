using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A clip whose frames the caller has.</summary>
internal sealed class FrameVideo : Video
{
    private readonly IReadOnlyList<Image> _frames;

    public FrameVideo(IReadOnlyList<Image> frames, double? framesPerSecond)
    {
        if (frames.Count == 0)
        {
            throw new ArgumentException("A clip has at least one frame; found none.", nameof(frames));
        }

        if (framesPerSecond is { } rate && !(rate > 0 && double.IsFinite(rate)))
        {
            throw new ArgumentOutOfRangeException(nameof(framesPerSecond), rate, "A clip has more than 0 frames a second.");
        }

        (_frames, FramesPerSecond) = (frames, framesPerSecond);
    }

    public FrameVideo(IReadOnlyList<Image> frames, IReadOnlyList<double> seconds)
        : this(frames, framesPerSecond: null)
    {
        if (seconds.Count != frames.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {seconds.Count} times for {frames.Count} frames."), nameof(seconds));
        }

        for (int i = 0; i < seconds.Count; i++)
        {
            if (!(seconds[i] >= (i == 0 ? 0 : seconds[i - 1]) && double.IsFinite(seconds[i])))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Frame {i} is seen at {seconds[i]} seconds; wanted times from 0 on that never decrease."), nameof(seconds));
            }
        }

        FrameTimes = [.. seconds];
    }

    public override int FrameCount => _frames.Count;

    public override double? FramesPerSecond { get; }

    public override IReadOnlyList<double>? FrameTimes { get; }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"a clip of {FrameCount} frames");

    public override IEnumerable<Image> ReadFrames(IReadOnlyList<int> indices, CancellationToken cancel = default)
    {
        foreach (int index in indices)
        {
            cancel.ThrowIfCancellationRequested();
            yield return _frames[index];
        }
    }
}
