using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Conformance.Tests;

/// <summary>Prompts with pictures and clips from end to end: processors, placeholders, tower, positions, sampling.</summary>
public class MultimodalGenerationTests
{
    /// <summary>Placeholders: an answer that holds one could not be put into a prompt as text.</summary>
    private static readonly int[] Suppressed = [120, 121];

    private static readonly GenerationOptions Greedy = new() { MaxTokens = 10, Temperature = 0, IgnoreEndTokens = true, SuppressTokens = Suppressed };

    public static TheoryData<string> Backends => [.. VisionBackends.All];

    /// <summary>What the API writes is what a session writes that is fed tokens, positions and features by hand.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public async Task A_prompt_is_continued_as_its_tokens_and_features_are(string backend)
    {
        using CountingModel model = Load(backend);
        Image picture = Picture(seed: 1, width: 24, height: 16);
        Video clip = Video.FromFrames([Picture(2, 16, 16), Picture(3, 16, 16), Picture(4, 16, 16), Picture(5, 16, 16)], framesPerSecond: 2);

        string text = await Read(model.GenerateTextAsync(new Prompt { "abc", picture, "de", clip, "f" }, Greedy));

        VisionTokens t = model.Info.Media!;
        int[] Run(int token, int count) => [.. Enumerable.Repeat(token, count)];
        int[] Frame(string time) => [.. Encode(time), t.Start, .. Run(t.Video, 4), t.End];
        int[] tokens =
        [
            .. Encode("abc"), t.Start, .. Run(t.Image, 6), t.End, .. Encode("de"),
            t.Start, .. Frame("<0.2 seconds>"), .. Frame("<1.2 seconds>"), t.End, .. Encode("f"),
        ];
        Assert.Equal(ByHand(model, new SequencePrompt(tokens) { Images = [model.GetImageFeatures(picture)], Videos = [model.GetVideoFeatures(clip)] }), text);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Features_made_before_are_as_good_as_the_picture(string backend)
    {
        using CountingModel model = Load(backend);
        Image picture = Picture(7, 32, 16);
        VisionFeatures features = model.GetImageFeatures(picture);

        string seen = await Read(model.GenerateTextAsync(new Prompt { "ab", features, "c" }, Greedy));

        Assert.Equal(1, model.Encoded);
        Assert.Equal(await Read(model.GenerateTextAsync(new Prompt { "ab", picture, "c" }, Greedy)), seen);
        Assert.NotEqual(await Read(model.GenerateTextAsync(new Prompt { "ab", Picture(8, 32, 16), "c" }, Greedy)), seen);
    }

    /// <summary>A picture in the first turn, another in the second, the first once more in the third: as the whole conversation in one prompt.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public async Task A_conversation_is_what_its_whole_text_is(string backend)
    {
        using CountingModel model = Load(backend);
        (Image first, Image second) = (Picture(1, 24, 16), Picture(2, 16, 48));
        using VisionSession session = new(model);

        string one = await Read(session.ContinueAsync(new Prompt { "ab", first, "c" }, Greedy));
        string two = await Read(session.ContinueAsync(new Prompt { "de", second }, Greedy));
        string three = await Read(session.ContinueAsync(new Prompt { first, "fg" }, Greedy));

        Assert.Equal(2, model.Encoded);
        Assert.Equal(one, await Read(model.GenerateTextAsync(new Prompt { "ab", first, "c" }, Greedy)));
        Assert.Equal(two, await Read(model.GenerateTextAsync(new Prompt { "ab", first, "c" + one + "de", second }, Greedy)));
        Assert.Equal(three, await Read(model.GenerateTextAsync(new Prompt { "ab", first, "c" + one + "de", second, two, first, "fg" }, Greedy)));
    }

    /// <summary>What was read before a cancelled answer is read anew, pictures and all.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public async Task A_conversation_goes_on_after_a_cancelled_answer(string backend)
    {
        using CountingModel model = Load(backend);
        using VisionSession session = new(model);
        using CancellationTokenSource cancel = new();
        string begun = "";
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (string piece in session.ContinueAsync(new Prompt { "ab", Picture(1, 24, 16), "c" }, Greedy, cancel.Token))
            {
                begun += piece;
                cancel.Cancel();
            }
        });

        string rest = await Read(session.ContinueAsync("de", Greedy));

        Assert.Equal(await Read(model.GenerateTextAsync(new Prompt { "ab", Picture(1, 24, 16), "c" + begun + "de" }, Greedy)), rest);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Rows_of_a_batch_do_not_depend_on_each_other(string backend)
    {
        using CountingModel model = Load(backend);
        Prompt[] prompts = [new Prompt { "abcdef", Picture(1, 24, 16), "gh" }, "ijk", new Prompt { Picture(2, 16, 16), "l", Picture(3, 48, 16), "mno" }];

        IReadOnlyList<int[]> together = model.GenerateBatch(prompts, Greedy);

        for (int row = 0; row < prompts.Length; row++)
        {
            Assert.Equal(await Read(model.GenerateTextAsync(prompts[row], Greedy)), new LetterTokenizer().Decode(together[row]));
        }
    }

    [Fact]
    public async Task A_prompt_that_does_not_fit_is_refused_before_the_tower_runs()
    {
        using CountingModel model = Load("Cpu");
        ContextOverflowException e = await Assert.ThrowsAsync<ContextOverflowException>(() => Read(model.GenerateTextAsync(new Prompt { Picture(1, 64, 64), Picture(2, 64, 64), Picture(3, 64, 64) }, Greedy)));

        Assert.Equal((198, 128), (e.Needed, e.Capacity));
        Assert.Equal(0, model.Encoded);
    }

    [Fact]
    public async Task Placeholders_that_the_text_spells_have_no_picture()
    {
        using CountingModel model = Load("Cpu");
        PlaceholderMismatchException e = await Assert.ThrowsAsync<PlaceholderMismatchException>(
            () => Read(model.GenerateTextAsync(new Prompt { "a*b", Picture(1, 16, 16) }, Greedy)));

        Assert.Equal((2, 1), (e.Placeholders, e.Media));
    }

    [Fact]
    public async Task Features_of_another_tower_are_refused()
    {
        using CountingModel model = Load("Cpu");
        VisionFeatures strange = new(new PatchGrid(1, 4, 4), 10, new float[40], []);

        await Assert.ThrowsAsync<VisionInputException>(() => Read(model.GenerateTextAsync(new Prompt { strange, "a" }, Greedy)));
    }

    [Fact]
    public void Models_that_only_read_cannot_be_given_pictures()
    {
        GoldenCase golden = GoldenCase.Named("qwen3_5_text");
        using CpuModel model = CompiledModel.Load(golden.Config, golden.Folder, new CpuLoadOptions());

        Assert.IsNotAssignableFrom<IVisionModel>(model);
        Assert.Null(model.Info.Media);
    }

    private static CountingModel Load(string backend)
    {
        GoldenCase golden = GoldenCase.Named("qwen3_vl");
        ImageProcessorOptions images = new() { PatchSize = 4, MinPixels = 64, MaxPixels = 4096 };
        VideoProcessorOptions videos = new() { PatchSize = 4, MinPixels = 64, MaxPixels = 4096, SampleFrames = false };
        return new CountingModel(VisionBackends.Load(backend, golden.Config, golden.Folder, with: options => options with
        {
            MaxContext = 128,
            Tokenizer = new LetterTokenizer(),
            MediaProcessors = new MediaProcessors(new ImageProcessor(images), new VideoProcessor(videos)),
        }, oneThread: false));
    }

    private static Image Picture(int seed, int width, int height)
    {
        byte[] rgb = new byte[3 * width * height];
        new Random(seed).NextBytes(rgb);
        return Image.FromRgb(rgb, width, height);
    }

    private static int[] Encode(string text) => new LetterTokenizer().Encode(text, allowSpecial: false, addSpecialTokens: false);

    private static async Task<string> Read(IAsyncEnumerable<string> pieces)
    {
        string text = "";
        await foreach (string piece in pieces)
        {
            text += piece;
        }

        return text;
    }

    private static string ByHand(CountingModel model, SequencePrompt prompt)
    {
        SequenceMedia media = new(model.Info.Media!, model.Vision);
        media.Append(prompt);
        MediaBatch batch = new([media], [0]);
        using IModelSession session = model.CreateSession(new SessionOptions());
        float[] logits = new float[model.Info.VocabularySize];
        List<int> answer = [];
        int[] next = [.. prompt.Tokens];
        while (answer.Count < Greedy.MaxTokens)
        {
            batch.Columns(session.Length, next.Length).Feed(session, next, [ModelOutput.OfExit(0, logits)]);
            Array.ForEach(Suppressed, token => logits[token] = float.NegativeInfinity);
            next = [Comparison.ArgMax(logits)];
            answer.Add(next[0]);
            media.AppendText(1);
        }

        return new LetterTokenizer().Decode(answer);
    }
}
