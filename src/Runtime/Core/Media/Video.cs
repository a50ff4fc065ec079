using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A clip: frames in order, and how many there are a second. The package <c>Modelwright.Runtime.Media</c> adds <c>Video.FromFile</c>.</summary>
public abstract class Video
{
    /// <summary>Frames of the whole clip.</summary>
    public abstract int FrameCount { get; }

    /// <summary>Frames a second; null where the clip does not say.</summary>
    public abstract double? FramesPerSecond { get; }

    /// <summary>Seconds of each frame, where frames were chosen before: all of them are taken then, at these times. Null (the default): frames are chosen, and their times follow from the rate.</summary>
    public virtual IReadOnlyList<double>? FrameTimes => null;

    /// <summary>What messages call the clip: its file where it has one.</summary>
    public abstract string Name { get; }

    /// <summary>Decodes chosen frames, one at a time; a frame may be dropped before the next is asked for.</summary>
    /// <param name="indices">Numbers of frames from 0, never decreasing.</param>
    /// <param name="cancel">Stops between two frames.</param>
    /// <exception cref="VideoException">The clip cannot be decoded.</exception>
    public abstract IEnumerable<Image> ReadFrames(IReadOnlyList<int> indices, CancellationToken cancel = default);

    /// <summary>A clip of pictures.</summary>
    /// <param name="frames">All frames in order.</param>
    /// <param name="framesPerSecond">Frames a second, above 0; null where that is not known.</param>
    /// <exception cref="ArgumentException">There is no frame.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0.</exception>
    public static Video FromFrames(IReadOnlyList<Image> frames, double? framesPerSecond) => new FrameVideo(frames, framesPerSecond);

    /// <summary>A clip of pictures that were chosen before, all of which the model is shown.</summary>
    /// <param name="frames">The frames in order.</param>
    /// <param name="seconds">When each is seen, at least 0 and never decreasing.</param>
    /// <exception cref="ArgumentException">There is no frame, or there are more or fewer times than frames, or times that do not grow.</exception>
    public static Video FromFrames(IReadOnlyList<Image> frames, IReadOnlyList<double> seconds) => new FrameVideo(frames, seconds);
}
