using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Media.Tests;

/// <summary>Clips to patches and times, against Hugging Face's video processor.</summary>
public class VideoProcessorTests
{
    /// <summary>Hugging Face takes 24 frames a second where a clip does not say; we do so when asked.</summary>
    private const double HuggingFacesRate = 24;

    public static TheoryData<string> Cases => [.. MediaGoldens.Names(MediaGoldens.VideoCases)];

    public static TheoryData<int> Samplings => [.. Enumerable.Range(0, MediaGoldens.VideoCases.GetProperty("sampling").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Frames_and_times_are_Hugging_Faces(int index)
    {
        JsonElement golden = MediaGoldens.VideoCases.GetProperty("sampling")[index];
        JsonElement arguments = golden.GetProperty("arguments");

        // The method itself has no default rate beside a number of frames; the processor's call has (the cases below).
        bool counted = arguments.TryGetProperty("num_frames", out _) && !arguments.TryGetProperty("fps", out _);
        VideoProcessorOptions options = Options(arguments, counted ? new VideoProcessorOptions { FramesPerSecond = null } : new VideoProcessorOptions());
        double? rate = Rate(golden);
        Video video = Video.FromFrames([.. Enumerable.Repeat(Image.FromRgb(new byte[3], 1, 1), golden.GetProperty("total_num_frames").GetInt32())], rate);
        if (golden.TryGetProperty("error", out _))
        {
            Assert.Throws<VideoException>(() => FrameSampler.Choose(video, rate ?? HuggingFacesRate, options));
            return;
        }

        int[] indices = FrameSampler.Choose(video, rate ?? HuggingFacesRate, options);

        Assert.Equal(golden.GetProperty("frames_indices").EnumerateArray().Select(static i => i.GetInt32()), indices);
        Assert.Equal(golden.GetProperty("timestamps").EnumerateArray().Select(static t => t.GetDouble()), FrameSampler.Timestamps([.. indices.Select(index => index / (rate ?? HuggingFacesRate))], 2));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Patches_are_Hugging_Faces(string name)
    {
        JsonElement golden = MediaGoldens.Case(MediaGoldens.VideoCases, name);
        VideoProcessor processor = new(Options(golden.GetProperty("arguments"), VideoProcessorOptions.Load(MediaGoldens.Videos)) with { AssumedFramesPerSecond = HuggingFacesRate });
        string folder = Path.Combine(MediaGoldens.Videos, golden.GetProperty("clip").GetString()!);
        Image[] frames = [.. Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal).Select(static f => Image.FromFile(f))];
        Video video = Video.FromFrames(frames, Rate(golden));
        if (golden.TryGetProperty("error", out _))
        {
            Assert.ThrowsAny<MediaException>(() => processor.Process(video));
            return;
        }

        List<(int Done, int All)> progress = [];
        VisionInput input = processor.Process(video, new Reports(progress));

        int[] grid = [.. golden.GetProperty("video_grid_thw")[0].EnumerateArray().Select(static n => n.GetInt32())];
        Assert.Equal(new PatchGrid(grid[0], grid[1], grid[2]), input.Grid);
        Assert.Equal(grid[0], input.Timestamps.Count);
        int chosen = golden.GetProperty("frames_indices").GetArrayLength();
        Assert.Equal(Enumerable.Range(1, chosen).Select(i => (i, chosen)), progress);
        using Checkpoint expected = MediaGoldens.Expected(MediaGoldens.Videos);
        float[] theirs = MediaGoldens.Floats(expected, name + ".pixel_values_videos");
        float[] ours = input.Patches.ToArray();
        Assert.Equal(theirs.Length, ours.Length);
        Assert.InRange(theirs.Zip(ours, static (a, b) => Math.Abs(a - b)).Max(), 0, (2 / 255f / 0.5f) + 1e-6f);
        Assert.InRange(theirs.Zip(ours, static (a, b) => Math.Abs(a - b) < 1e-5).Count(static e => e), 0.98 * ours.Length, ours.Length);
    }

    [Fact]
    public void A_clip_that_tells_no_rate_is_refused_unless_a_rate_is_assumed()
    {
        Video video = Video.FromFrames([.. Enumerable.Repeat(Image.FromRgb(new byte[3 * 64 * 64], 64, 64), 4)], framesPerSecond: null);

        VideoException e = Assert.Throws<VideoException>(() => new VideoProcessor(new VideoProcessorOptions()).Process(video));

        Assert.Contains("no frame rate", e.Message);
        Assert.Equal(2, new VideoProcessor(new VideoProcessorOptions { AssumedFramesPerSecond = 24 }).Process(video).Timestamps.Count);
    }

    /// <summary>Frames that a caller chose, each with its time, give what choosing them from the whole clip gives.</summary>
    [Fact]
    public void Frames_chosen_before_come_with_their_times()
    {
        Image[] frames = [.. Directory.EnumerateFiles(Path.Combine(MediaGoldens.Videos, "v"), "*.png").Order(StringComparer.Ordinal).Select(static f => Image.FromFile(f))];
        VideoProcessor processor = new(VideoProcessorOptions.Load(MediaGoldens.Videos));
        int[] chosen = [0, 2, 4, 7, 9, 11];

        VisionInput whole = processor.Process(Video.FromFrames(frames, 4.0));
        VisionInput given = processor.Process(Video.FromFrames([.. chosen.Select(i => frames[i])], [.. chosen.Select(static i => i / 4.0)]));

        Assert.Equal(whole.Timestamps, given.Timestamps);
        Assert.Equal(whole.Patches.ToArray(), given.Patches.ToArray());
        Assert.Throws<ArgumentException>(() => Video.FromFrames(frames, [0.0]));
        Assert.Throws<ArgumentException>(() => Video.FromFrames(frames[..2], [1.0, 0.5]));
        Assert.Throws<ArgumentException>(() => Video.FromFrames(frames[..1], [double.NaN]));
    }

    [Fact]
    public void Frames_of_two_sizes_are_refused()
    {
        Video video = Video.FromFrames([Image.FromRgb(new byte[3 * 64 * 64], 64, 64), Image.FromRgb(new byte[3 * 32 * 64], 32, 64)], 2);

        Assert.Contains("64 by 64 and of 32 by 64", Assert.Throws<VideoException>(() => new VideoProcessor(new VideoProcessorOptions()).Process(video)).Message);
    }

    /// <summary>Only one frame is alive at a time: a clip of any length needs its patches and one frame.</summary>
    [Fact]
    public void Frames_are_asked_for_one_by_one()
    {
        CountingVideo video = new(frames: 40);

        new VideoProcessor(new VideoProcessorOptions { MaxFrames = 10 }).Process(video, new Check(video));

        Assert.Equal(10, video.Given);
    }

    private static double? Rate(JsonElement golden) => golden.GetProperty("fps") is { ValueKind: JsonValueKind.Number } rate ? rate.GetDouble() : null;

    private static VideoProcessorOptions Options(JsonElement arguments, VideoProcessorOptions options)
    {
        foreach (JsonProperty argument in arguments.EnumerateObject())
        {
            JsonElement value = argument.Value;
            options = argument.Name switch
            {
                "fps" => options with { FramesPerSecond = value.ValueKind == JsonValueKind.Null ? null : value.GetDouble() },
                "num_frames" => options with { FrameCount = value.GetInt32() },
                "min_frames" => options with { MinFrames = value.GetInt32() },
                "max_frames" => options with { MaxFrames = value.GetInt32() },
                "do_sample_frames" => options with { SampleFrames = value.GetBoolean() },
                _ => throw new InvalidOperationException("The golden has an argument that this test does not know: " + argument.Name),
            };
        }

        return options;
    }

    private sealed class Reports(List<(int Done, int All)> list) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value) => list.Add(value);
    }

    private sealed class Check(CountingVideo video) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value) => Assert.Equal(value.Done, video.Given);
    }

    private sealed class CountingVideo(int frames) : Video
    {
        public int Given { get; private set; }

        public override int FrameCount => frames;

        public override double? FramesPerSecond => 2;

        public override string Name => "counting";

        public override IEnumerable<Image> ReadFrames(IReadOnlyList<int> indices, System.Threading.CancellationToken cancel = default)
        {
            foreach (int _ in indices)
            {
                Given++;
                yield return Image.FromRgb(new byte[3 * 64 * 64], 64, 64);
            }
        }
    }
}
