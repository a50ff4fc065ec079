using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Media.Tests;

/// <summary>Clips from files, by FFmpeg: as the frames in them, chosen as Hugging Face chooses, or refused.</summary>
public class VideoFileTests
{
    public static TheoryData<string> Cases =>
        [.. MediaGoldens.Names(MediaGoldens.VideoCases).Where(static name => MediaGoldens.Case(MediaGoldens.VideoCases, name) is { } golden
            && golden.GetProperty("fps").ValueKind == JsonValueKind.Number && golden.GetProperty("arguments").EnumerateObject().Any() == false)];

    /// <summary>A file without loss gives the frames it was made of, the same ones, at the same times.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_is_what_its_frames_are(string name)
    {
        JsonElement golden = MediaGoldens.Case(MediaGoldens.VideoCases, name);
        string folder = Path.Combine(MediaGoldens.Videos, golden.GetProperty("clip").GetString()!);
        double rate = golden.GetProperty("fps").GetDouble();
        Video frames = Video.FromFrames([.. Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal).Select(static f => Image.FromFile(f))], rate);
        using FFmpegClip clip = new("clip of frames.mkv", FFmpegClip.Lossless(folder, rate));
        VideoProcessor processor = new(VideoProcessorOptions.Load(MediaGoldens.Videos));

        Video file = Video.FromFile(clip.Path);

        Assert.Equal((frames.FrameCount, rate), (file.FrameCount, file.FramesPerSecond));
        if (golden.TryGetProperty("error", out _))
        {
            Assert.ThrowsAny<MediaException>(() => processor.Process(file));
            return;
        }

        (VisionInput wanted, VisionInput read) = (processor.Process(frames), processor.Process(file));
        Assert.Equal((wanted.Grid, wanted.Timestamps.Count), (read.Grid, read.Timestamps.Count));
        Assert.Equal(wanted.Timestamps, read.Timestamps);
        Assert.Equal(wanted.Patches.ToArray(), read.Patches.ToArray());
    }

    /// <summary>As many frames as Hugging Face's limit lets through, and some more than once.</summary>
    [Fact]
    public void Many_frames_and_repeated_ones_are_found()
    {
        using FFmpegClip clip = new("long.mkv", "-f", "lavfi", "-i", "mandelbrot=size=32x32:rate=25", "-frames:v", "900", "-c:v", "ffv1");
        Video file = Video.FromFile(clip.Path);
        int[] many = [.. Enumerable.Range(0, 768).Select(static i => i + (i / 8))];

        Assert.Equal(768, file.ReadFrames(many).Count());
        List<byte[]> repeated = [.. file.ReadFrames([0, 0, 450, 899, 899]).Select(Pixels)];
        Assert.Equal(repeated[0], repeated[1]);
        Assert.Equal(repeated[3], repeated[4]);
        Assert.NotEqual(repeated[0], repeated[2]);
        Assert.NotEqual(repeated[2], repeated[3]);
    }

    [Theory]
    [InlineData("clip.mp4", "libx264")]
    [InlineData("clip.mov", "mpeg4")]
    [InlineData("clip.webm", "libvpx")]
    [InlineData("clip.avi", "mjpeg")]
    [InlineData("clip.ts", "mpeg2video")]
    [InlineData("a \"strange\" name: 100%.mp4", "libx264")]
    public void Kinds_of_files_that_FFmpeg_knows(string name, string codec)
    {
        using FFmpegClip clip = new(name, [.. FFmpegClip.Pattern("48x32", 25, 50), "-c:v", codec, "-pix_fmt", codec == "mjpeg" ? "yuvj420p" : "yuv420p"]);

        Video file = Video.FromFile(clip.Path);

        Assert.Equal(50, file.FrameCount);
        Assert.Equal(25, file.FramesPerSecond!.Value, 6);
        Image last = file.ReadFrames([0, 49]).Last();
        Assert.Equal((48, 32), (last.Width, last.Height));
    }

    /// <summary>What an edit list cuts away is not counted, and not shown.</summary>
    [Fact]
    public void A_clip_that_was_cut_without_being_encoded_anew()
    {
        using FFmpegClip whole = new("whole.mp4", [.. FFmpegClip.Pattern("48x32", 10, 60), "-c:v", "libx264", "-pix_fmt", "yuv420p"]);
        using FFmpegClip cut = new("cut.mp4", "-ss", "1", "-i", whole.Path, "-c", "copy");

        Video file = Video.FromFile(cut.Path);

        Assert.Equal(50, file.FrameCount);
        Assert.Equal(2, file.ReadFrames([0, 49]).Count());
    }

    /// <summary>A telephone held upright: frames come as they are seen.</summary>
    [Fact]
    public void Turned_clips_stand_upright()
    {
        using FFmpegClip lying = new("lying.mp4", [.. FFmpegClip.Pattern("64x32", 10, 4), "-c:v", "libx264", "-pix_fmt", "yuv420p"]);
        using FFmpegClip turned = new("turned.mov", "-i", lying.Path, "-c", "copy", "-metadata:s:v", "rotate=90");

        Image frame = Video.FromFile(turned.Path).ReadFrames([0]).Single();

        Assert.Equal((32, 64), (frame.Width, frame.Height));
    }

    /// <summary>Frames are decoded while they are taken: whoever stops early waits for nothing, and may start again.</summary>
    [Fact]
    public void Reading_may_stop_early_and_be_cancelled()
    {
        using FFmpegClip clip = new("long.mkv", [.. FFmpegClip.Pattern("320x240", 25, 500), "-c:v", "ffv1"]);
        Video file = Video.FromFile(clip.Path);
        int[] all = [.. Enumerable.Range(0, 500)];

        Assert.Equal(3, file.ReadFrames(all).Take(3).Count());
        using CancellationTokenSource cancel = new();
        int seen = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (Image _ in file.ReadFrames(all, cancel.Token))
            {
                if (++seen == 2)
                {
                    cancel.Cancel();
                }
            }
        });
        Assert.Equal(2, seen);
        Assert.ThrowsAny<OperationCanceledException>(() => Video.FromFile(clip.Path, cancel: new CancellationToken(canceled: true)));
        Assert.Equal(500, file.ReadFrames(all).Count());
    }

    [Fact]
    public void Without_FFmpeg_the_message_says_what_to_install()
    {
        using FFmpegClip clip = new("clip.mkv", [.. FFmpegClip.Pattern("32x32", 10, 4), "-c:v", "ffv1"]);

        FFmpegMissingException e = Assert.Throws<FFmpegMissingException>(
            () => Video.FromFile(clip.Path, new VideoFileOptions { FFmpegFolder = Path.GetDirectoryName(clip.Path) }));

        Assert.Contains("ffmpeg", e.Program, StringComparison.Ordinal);
        Assert.Contains("package 'ffmpeg'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decoder_that_cannot_be_started_is_named()
    {
        using FFmpegClip clip = new("clip.mkv", [.. FFmpegClip.Pattern("32x32", 10, 4), "-c:v", "ffv1"]);
        Video file = Video.FromFile(clip.Path, new VideoFileOptions { FFmpegFolder = clip.FolderWithDecoder(script: null) });

        Assert.Equal("ffmpeg", Assert.Throws<FFmpegMissingException>(() => file.ReadFrames([0]).Count()).Program);
    }

    /// <summary>A short clip is decoded before anybody listens, wherever the machine is busy: what the program wrote is read all the same.</summary>
    [Fact]
    public void A_decoder_that_ends_at_once_loses_no_frame()
    {
        using FFmpegClip clip = new("clip.mkv", [.. FFmpegClip.Pattern("32x32", 10, 4), "-c:v", "ffv1"]);
        Video file = Video.FromFile(clip.Path, new VideoFileOptions { FFmpegFolder = clip.FolderWithDecoder(@"printf 'P6\n1 1\n255\nabcP6\n1 1\n255\ndef'") });

        Assert.Equal(["abc", "def"], file.ReadFrames([0, 3]).Select(static frame => Encoding.ASCII.GetString(Pixels(frame))));
    }

    /// <summary>Whoever waits for a frame hears at once that none will come, though the program goes on.</summary>
    [Fact]
    public void A_decoder_that_writes_something_else_is_not_waited_for()
    {
        using FFmpegClip clip = new("clip.mkv", [.. FFmpegClip.Pattern("32x32", 10, 4), "-c:v", "ffv1"]);
        Video file = Video.FromFile(clip.Path, new VideoFileOptions { FFmpegFolder = clip.FolderWithDecoder("printf 'P5 1 1 255 abc'; exec sleep 600") });

        VideoException e = Assert.Throws<VideoException>(() => file.ReadFrames([0]).Count());
        Assert.Contains("begins with 'P5'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_clip_is_refused()
    {
        string folder = Path.Combine(MediaGoldens.Videos, "v");
        using FFmpegClip sound = new("sound.mp4", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac");

        Assert.Contains("no such file", Refused(Path.Combine(folder, "missing.mp4")));
        Assert.Contains("nothing that moves", Refused(sound.Path));
        Assert.Contains("Invalid data", Refused(Path.Combine(MediaGoldens.Videos, "cases.json")));
    }

    [Theory]
    [InlineData("clip.mkv", "ffv1")]
    [InlineData("clip.mp4", "libx264")]
    [InlineData("clip.avi", "mpeg4")]
    public void A_file_that_is_cut_off_is_refused(string name, string codec)
    {
        using FFmpegClip clip = new(name, [.. FFmpegClip.Pattern("64x48", 10, 40), "-c:v", codec, "-pix_fmt", "yuv420p", .. name.EndsWith(".mp4", StringComparison.Ordinal) ? (string[])["-movflags", "faststart"] : []]);
        clip.Rewrite(static bytes => bytes[..(bytes.Length * 2 / 3)]);

        Refused(clip.Path);
    }

    /// <summary>Damage within the clip is found while it is decoded, unless it is accepted.</summary>
    [Fact]
    public void A_damaged_file_is_refused_unless_damage_is_accepted()
    {
        using FFmpegClip clip = new("clip.mp4", [.. FFmpegClip.Pattern("64x48", 10, 40), "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "5"]);
        clip.Rewrite(static bytes =>
        {
            Random random = new(3);
            for (int i = 0; i < 60; i++)
            {
                bytes[random.Next(bytes.Length / 3, bytes.Length / 2)] ^= (byte)(1 + random.Next(255));
            }

            return bytes;
        });

        Assert.Contains("wanted a whole clip", Refused(clip.Path));
        Video accepted = Video.FromFile(clip.Path, new VideoFileOptions { AcceptDamage = true });
        Assert.Equal(40, accepted.FrameCount);
        Assert.NotEmpty(accepted.ReadFrames([0, 3]));
    }

    [Fact]
    public void Frames_above_the_limit_are_refused_before_they_are_decoded()
    {
        using FFmpegClip clip = new("clip.mkv", [.. FFmpegClip.Pattern("320x240", 10, 2), "-c:v", "ffv1"]);

        ImageSizeException e = Assert.Throws<ImageSizeException>(() => Video.FromFile(clip.Path, new VideoFileOptions { Limits = new ImageLimits { MaxPixels = 76_799 } }));

        Assert.Equal((320, 240), (e.Width, e.Height));
        Assert.Equal(2, Video.FromFile(clip.Path, new VideoFileOptions { Limits = new ImageLimits { MaxPixels = 76_800 } }).FrameCount);
    }

    private static string Refused(string path) => Assert.Throws<VideoException>(() =>
    {
        Video file = Video.FromFile(path);
        _ = file.ReadFrames([.. Enumerable.Range(0, file.FrameCount)]).Count();
    }).Message;

    private static byte[] Pixels(Image image)
    {
        byte[] rgb = new byte[3 * image.Width * image.Height];
        using IImageRows rows = image.OpenRows();
        for (int y = 0; y < image.Height; y++)
        {
            rows.ReadRow(rgb.AsSpan(3 * y * image.Width, 3 * image.Width));
        }

        return rgb;
    }
}
