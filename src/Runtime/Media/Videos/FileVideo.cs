using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A clip in a file.</summary>
/// <param name="path">The file.</param>
/// <param name="probe">What is in it.</param>
/// <param name="options">How it is read.</param>
internal sealed class FileVideo(string path, VideoProbe probe, VideoFileOptions options) : Video
{
    public override int FrameCount => probe.Frames;

    public override double? FramesPerSecond => probe.FramesPerSecond;

    public override string Name => path;

    public override IEnumerable<Image> ReadFrames(IReadOnlyList<int> indices, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.Count == 0)
        {
            yield break;
        }

        using FrameDecoder decoder = FrameDecoder.Start(path, indices, options, cancel);
        Image? frame = null;
        for (int i = 0; i < indices.Count; i++)
        {
            // A number may be asked for several times; FFmpeg gives each frame once.
            if (frame is null || indices[i] != indices[i - 1])
            {
                frame = decoder.Next() ?? throw new VideoException(path, Invariant($"no frame {indices[i]}, though it counts {FrameCount}"), "a whole clip");
            }

            yield return frame;
        }

        decoder.Finish();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
