using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Media.Tests;

/// <summary>Frames that a clip has too few of, and pictures and clips in memory that are none.</summary>
public class VideoFrameTests
{
    private static readonly VideoProcessorOptions Small = new() { PatchSize = 2, MergeSize = 1, TemporalPatchSize = 3, Resize = false, SampleFrames = false };

    /// <summary>Four frames in groups of three: two more of the last one are as if the clip had them.</summary>
    [Fact]
    public void The_last_frame_fills_its_group()
    {
        Image[] frames = [.. Enumerable.Range(0, 4).Select(static i => Image.FromRgb(Enumerable.Range(20 * i, 12).Select(static b => (byte)b).ToArray(), 2, 2))];
        VisionInput short4 = new VideoProcessor(Small).Process(Video.FromFrames(frames, 2));
        VisionInput whole6 = new VideoProcessor(Small).Process(Video.FromFrames([.. frames, frames[3], frames[3]], 2));

        Assert.Equal(new PatchGrid(2, 1, 1), short4.Grid);
        Assert.Equal(whole6.Patches.ToArray(), short4.Patches.ToArray());
        Assert.Equal([0.5, 1.5], short4.Timestamps);
    }

    [Theory]
    [InlineData(1, "1 frame", "at least 2 frames")]
    [InlineData(0, "0 frames", "4 frames")]
    [InlineData(2, "2 frames", "4 frames")]
    [InlineData(3, "3 frames", "4 frames")]
    public void Frames_that_are_missing_are_counted(int given, string found, string wanted)
    {
        Image image = Image.FromRgb(new byte[3 * 32 * 32], 32, 32);
        Video video = given == 1 ? Video.FromFrames([image], 2) : new EndingVideo(Enumerable.Repeat(image, given));
        VideoException e = Assert.Throws<VideoException>(() => new VideoProcessor(new VideoProcessorOptions { MinPixels = 1 }).Process(video));

        Assert.Equal((found, wanted), (e.Found, e.Wanted));
    }

    [Fact]
    public void A_clip_has_frames_and_a_rate_above_0()
    {
        Image image = Image.FromRgb(new byte[3], 1, 1);

        Assert.StartsWith("A clip has at least one frame; found none.", Assert.Throws<ArgumentException>(static () => Video.FromFrames([], 2.0)).Message);
        Assert.StartsWith("A clip has more than 0 frames a second.", Assert.Throws<ArgumentOutOfRangeException>(() => Video.FromFrames([image], 0.0)).Message);
        Assert.Equal(double.Epsilon, Video.FromFrames([image], double.Epsilon).FramesPerSecond);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    public void A_picture_has_three_bytes_a_pixel(int bytes)
    {
        ArgumentException e = Assert.Throws<ArgumentException>("rgb", () => Image.FromRgb(new byte[bytes], 2, 2));

        Assert.StartsWith($"A picture of 2 by 2 pixels has 12 bytes of RGB; found {bytes}.", e.Message);
    }

    /// <summary>Says it has four frames, whatever comes.</summary>
    private sealed class EndingVideo(IEnumerable<Image> frames) : Video
    {
        public override int FrameCount => 4;

        public override double? FramesPerSecond => 2;

        public override string Name => "ending";

        public override IEnumerable<Image> ReadFrames(IReadOnlyList<int> indices, CancellationToken cancel = default) => frames;
    }
}
