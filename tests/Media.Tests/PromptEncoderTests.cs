using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Modelwright.Runtime;

namespace Modelwright.Media.Tests;

/// <summary>Prompts with media to tokens and patches.</summary>
public class PromptEncoderTests
{
    private static readonly VisionTokens Tokens = new(Image: 1001, Video: 1002, Start: 1003, End: 1004);

    private static readonly ImageProcessorOptions ImageOptions = ImageProcessorOptions.Load(Path.Combine(MediaGoldens.Images, "qwen3vl"));

    public static TheoryData<string> Videos =>
        [.. MediaGoldens.VideoCases.GetProperty("cases").EnumerateArray().Where(static c => c.TryGetProperty("text", out _)).Select(static c => c.GetProperty("name").GetString()!)];

    [Fact]
    public void A_picture_stands_between_start_and_end_once_a_feature()
    {
        Image small = Image.FromFile(Path.Combine(MediaGoldens.Images, "small.png"));
        Image line = Image.FromFile(Path.Combine(MediaGoldens.Images, "line.png"));

        EncodedPrompt encoded = Encoder().Encode(new Prompt { "ab", small, "c", line });

        Assert.Equal("ab[IIII]c[IIIIIIIII]", Shown(encoded.Tokens));
        Assert.Equal([new PatchGrid(1, 4, 4), new PatchGrid(1, 2, 18)], encoded.Images.Select(static i => i.Grid));
        Assert.Equal(new ImageProcessor(ImageOptions).Process(line).Patches.ToArray(), encoded.Images[1].Patches.ToArray());
        Assert.Empty(encoded.Videos);
    }

    /// <summary>The text that Hugging Face puts in place of a clip, with its times.</summary>
    [Theory]
    [MemberData(nameof(Videos))]
    public void A_clip_becomes_Hugging_Faces_text(string name)
    {
        JsonElement golden = MediaGoldens.Case(MediaGoldens.VideoCases, name);
        int[] grid = [.. golden.GetProperty("video_grid_thw")[0].EnumerateArray().Select(static n => n.GetInt32())];
        double rate = golden.GetProperty("fps") is { ValueKind: JsonValueKind.Number } given ? given.GetDouble() : 24;
        int[] indices = [.. golden.GetProperty("frames_indices").EnumerateArray().Select(static i => i.GetInt32())];
        VisionInput input = new(new PatchGrid(grid[0], grid[1], grid[2]), 0, ReadOnlyMemory<float>.Empty, FrameSampler.Timestamps([.. indices.Select(index => index / rate)], 2));
        PlaceholderExpansion expansion = new(new ByteTokenizer(), Tokens, mergeSize: 2);

        string text = Shown(expansion.Expand([Tokens.Start, Tokens.Video, Tokens.End], [], [input]));

        Assert.Equal(golden.GetProperty("prompt").GetProperty("after").GetString(), Spelled(text));
        Assert.Contains(golden.GetProperty("text").GetString()!, Spelled(text));
    }

    [Theory]
    [InlineData(0.25, "<0.2 seconds>")]
    [InlineData(0.75, "<0.8 seconds>")]
    [InlineData(1.45, "<1.4 seconds>")]
    [InlineData(0.35, "<0.3 seconds>")]
    [InlineData(2.5999999999999996, "<2.6 seconds>")]
    [InlineData(12.25, "<12.2 seconds>")]
    [InlineData(1.25, "<1.2 seconds>")]
    [InlineData(12.75, "<12.8 seconds>")]
    [InlineData(99999.25, "<99999.2 seconds>")]
    [InlineData(3600.0, "<3600.0 seconds>")]
    public void Times_are_rounded_as_Python_rounds(double seconds, string text) => Assert.Equal(text, PlaceholderExpansion.TimeText(seconds));

    [Fact]
    public void Placeholders_and_media_must_be_equally_many()
    {
        Image picture = Image.FromRgb(new byte[3 * 64 * 64], 64, 64);

        PlaceholderMismatchException fewer = Assert.Throws<PlaceholderMismatchException>(() => Encoder().Encode([1, Tokens.Image, Tokens.Image], [picture], []));
        PlaceholderMismatchException more = Assert.Throws<PlaceholderMismatchException>(() => Encoder().Encode([1, Tokens.Image], [picture, picture], []));

        Assert.Equal((2, 1), (fewer.Placeholders, fewer.Media));
        Assert.Equal((1, 2), (more.Placeholders, more.Media));
    }

    /// <summary>Each clip is written with its own times and features.</summary>
    [Fact]
    public void Clips_follow_each_other_in_their_order()
    {
        Image high = Image.FromRgb(new byte[3 * 64 * 64], 64, 64), low = Image.FromRgb(new byte[3 * 64 * 32], 64, 32);

        EncodedPrompt encoded = WithClips().Encode(new Prompt { "a", Video.FromFrames([high, high, high, high], 2), "b", Video.FromFrames([low, low], 2) });

        Assert.Equal("a[<0.2 seconds>[VVVV]<1.2 seconds>[VVVV]]b[<0.2 seconds>[VV]]", Shown(encoded.Tokens));
        Assert.Equal([new PatchGrid(2, 4, 4), new PatchGrid(1, 2, 4)], encoded.Videos.Select(static v => v.Grid));
    }

    [Fact]
    public void Places_for_clips_and_clips_must_be_equally_many()
    {
        Video clip = Video.FromFrames([.. Enumerable.Repeat(Image.FromRgb(new byte[3 * 32 * 32], 32, 32), 2)], 2);

        PlaceholderMismatchException fewer = Assert.Throws<PlaceholderMismatchException>(() => WithClips().Encode([1, Tokens.Video, Tokens.Video], [], [clip]));
        PlaceholderMismatchException more = Assert.Throws<PlaceholderMismatchException>(() => WithClips().Encode([1], [], [clip]));

        Assert.Equal("The prompt has 2 places for clips; 1 were given. Wanted one for each place.", fewer.Message);
        Assert.Equal((0, 1), (more.Placeholders, more.Media));
    }

    /// <summary>Of the text alone the caller says whether it may spell special tokens; what begins a text by itself never stands before a part.</summary>
    [Theory]
    [InlineData(true, "*ab")]
    [InlineData(false, "<s>ab")]
    public void Special_tokens_are_the_callers_choice(bool allowed, string shown) =>
        Assert.Equal(shown, Shown(Encoder().Encode(new Prompt { "<s>", new PromptPart.Text("ab") }, allowed).Tokens));

    [Fact]
    public void A_prompt_is_wanted_whose_media_were_not_seen_yet()
    {
        Prompt seen = new() { new VisionFeatures(new PatchGrid(1, 2, 2), 1, new float[1], []) };

        Assert.Throws<ArgumentNullException>("prompt", static () => Encoder().Encode(null!));
        Assert.StartsWith("The prompt holds features, which have no patches any more; wanted pictures and clips.", Assert.Throws<ArgumentException>("prompt", () => Encoder().Encode(seen)).Message);
    }

    [Fact]
    public void A_clip_needs_a_config_for_clips() =>
        Assert.Contains(
            "video_preprocessor_config.json",
            Assert.Throws<VideoException>(() => Encoder().Encode(new Prompt { Video.FromFrames([Image.FromRgb(new byte[3], 1, 1)], 1) })).Message);

    private static PromptEncoder Encoder() => new(new ByteTokenizer(), Tokens, new ImageProcessor(ImageOptions), videos: null);

    private static PromptEncoder WithClips() => new(new ByteTokenizer(), Tokens, new ImageProcessor(ImageOptions), new VideoProcessor(new VideoProcessorOptions { MinPixels = 1 }));

    private static string Shown(IEnumerable<int> tokens) => string.Concat(tokens.Select(static t => t switch
    {
        1001 => 'I',
        1002 => 'V',
        1003 => '[',
        1004 => ']',
        _ => (char)t,
    }));

    private static string Spelled(string shown) =>
        shown.Replace("I", "<|image_pad|>").Replace("V", "<|video_pad|>").Replace("[", "<|vision_start|>").Replace("]", "<|vision_end|>");

    /// <summary>A token a byte; where special tokens are allowed what begins with an angle is one, *, and ^ begins a text.</summary>
    private sealed class ByteTokenizer : ITextTokenizer
    {
        public int VocabularySize => 256;

        public IReadOnlyDictionary<string, int> SpecialTokens { get; } = new Dictionary<string, int>();

        public int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true) =>
            [.. Encoding.UTF8.GetBytes((addSpecialTokens ? "^" : "") + (allowSpecial && text.StartsWith('<') ? "*" : text)).Select(static b => (int)b)];

        public string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false) => Encoding.UTF8.GetString([.. tokens.Select(static t => (byte)t)]);

        public ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false) => throw new NotSupportedException();
    }
}
