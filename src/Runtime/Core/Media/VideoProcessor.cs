using System;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// Turns clips into patches as Hugging Face's <c>Qwen3VLVideoProcessor</c> does (video_processing_qwen3_vl.py). Frames are decoded one at a time, and dropped when their
/// patches are made. Safe for use by several threads.
/// </summary>
public sealed class VideoProcessor(VideoProcessorOptions options)
{
    /// <summary>How it does so.</summary>
    public VideoProcessorOptions Options { get; } = options;

    /// <summary>The patches of a clip's chosen frames, and their times.</summary>
    /// <param name="video">The clip.</param>
    /// <param name="progress">Told the frames that are done of all that were chosen.</param>
    /// <param name="cancel">Stops between two rows of pixels.</param>
    /// <exception cref="VideoException">Too few frames, frames of several sizes, no frame rate, options that contradict each other, or a clip that cannot be decoded.</exception>
    /// <exception cref="ImageSizeException">The frames are too narrow, or must not be resized and are no multiple of a merged patch.</exception>
    public VisionInput Process(Video video, IProgress<(int Done, int All)>? progress = null, CancellationToken cancel = default)
    {
        (int[] indices, double[] times) = Choose(video);
        if (indices.Length < Options.TemporalPatchSize)
        {
            throw new VideoException(video.Name, Frames(indices.Length), $"at least {Frames(Options.TemporalPatchSize)}");
        }

        Frame? last = null;
        PatchWriter? patches = null;
        int done = 0;
        foreach (Image image in video.ReadFrames(indices, cancel))
        {
            Frame frame = last is { } first ? first with { Image = Same(video, first.Image, image) } : FrameOf(image, indices.Length);
            patches ??= new PatchWriter(Options, GridOf(frame, indices.Length));
            patches.Write(ImageResampler.Resample(image, frame.Width, frame.Height, Options.Filter, cancel), done++);
            progress?.Report((done, indices.Length));
            last = frame;
        }

        if (last is null || patches is null || done != indices.Length)
        {
            throw new VideoException(video.Name, Frames(done), Frames(indices.Length));
        }

        Repeat(last.Value, patches, done, cancel);
        return new VisionInput(patches.Grid, patches.RowLength, patches.Patches, FrameSampler.Timestamps(times, Options.TemporalPatchSize));
    }

    /// <summary>The frames to take, and when each is seen.</summary>
    private (int[] Indices, double[] Times) Choose(Video video)
    {
        if (video.FrameTimes is { } times)
        {
            return ([.. Enumerable.Range(0, times.Count)], [.. times]);
        }

        double rate = video.FramesPerSecond ?? Options.AssumedFramesPerSecond
            ?? throw new VideoException(video.Name, "no frame rate", "a clip that tells its frames a second, or options with AssumedFramesPerSecond");
        int[] indices = FrameSampler.Choose(video, rate, Options);
        return (indices, [.. indices.Select(index => index / rate)]);
    }

    /// <summary>The last frame fills its group.</summary>
    private void Repeat(Frame last, PatchWriter patches, int done, CancellationToken cancel)
    {
        if (done % Options.TemporalPatchSize == 0)
        {
            return;
        }

        byte[] rgb = ImageResampler.Resample(last.Image, last.Width, last.Height, Options.Filter, cancel);
        for (; done % Options.TemporalPatchSize != 0; done++)
        {
            patches.Write(rgb, done);
        }
    }

    private Frame FrameOf(Image image, int frames)
    {
        if (!Options.Resize)
        {
            WholeBlocks.Check(image.Height, image.Width, Options);
            return new Frame(image, image.Height, image.Width);
        }

        (int height, int width) = ImageSizing.OfVideo(
            frames, image.Height, image.Width, Options.TemporalPatchSize, Options.Factor, Options.MinPixels, Options.MaxPixels);
        return new Frame(image, height, width);
    }

    private PatchGrid GridOf(Frame frame, int frames) =>
        new((frames + Options.TemporalPatchSize - 1) / Options.TemporalPatchSize, frame.Height / Options.PatchSize, frame.Width / Options.PatchSize);

    private static Image Same(Video video, Image first, Image frame) => (frame.Width, frame.Height) == (first.Width, first.Height)
        ? frame
        : throw new VideoException(
            video.Name,
            string.Create(CultureInfo.InvariantCulture, $"frames of {first.Width} by {first.Height} and of {frame.Width} by {frame.Height} pixels"),
            "frames of one size");

    private static string Frames(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "frame" : "frames")}");

    /// <summary>A frame and the size it is brought to.</summary>
    private readonly record struct Frame(Image Image, int Height, int Width);
}
