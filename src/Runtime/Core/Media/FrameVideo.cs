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

    public override int FrameCount => _frames.Count;

    public override double? FramesPerSecond { get; }

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
