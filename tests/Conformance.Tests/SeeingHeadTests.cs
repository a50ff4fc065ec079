using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Classifiers and bare models that see take prompts with pictures: as their tokens and features, whatever else is in the batch.</summary>
public class SeeingHeadTests
{
    public static TheoryData<string> Backends => [.. VisionBackends.All];

    [Theory]
    [MemberData(nameof(Backends))]
    public void Prompts_with_pictures_are_labelled_as_their_tokens_and_features(string backend)
    {
        using Seeing model = Load(backend, "qwen3_5_sequenceclassification");
        VisionTokens t = model.Info.Media!;
        Image picture = Picture(seed: 1, width: 24, height: 16);
        int[] tokens = [.. Encode("ab"), t.Start, .. Enumerable.Repeat(t.Image, 6), t.End, .. Encode("c")];
        SequenceMedia media = new(t, model.Vision);
        media.Append(new SequencePrompt(tokens) { Images = [model.GetImageFeatures(picture)] });

        SequenceLabels labels = model.Classify(new Prompt { "ab", picture, "c" });

        Assert.Equal(SequenceClassification.Classify(model, TokenBatch.Padded([tokens]), new MediaBatch([media], [0]), CancellationToken.None)[0].Logits, labels.Logits);
        Assert.NotEqual(model.Classify(new Prompt { "ab", Picture(seed: 2, 24, 16), "c" }).Logits, labels.Logits);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_prompt_in_a_batch_is_what_it_is_alone(string backend)
    {
        Prompt[] prompts = [new Prompt { "abcdefgh", Picture(1, 24, 16), "gh" }, "ijk", new Prompt { Picture(2, 16, 16), "l", Picture(3, 48, 16), "mno" }];
        using (Seeing model = Load(backend, "qwen3_5_sequenceclassification"))
        {
            Close(prompts.Select(prompt => model.Classify(prompt).Logits), model.Classify(prompts).Select(static labels => labels.Logits));
            Close([model.Classify("ijk").Logits], [model.Classify(prompts[1]).Logits]);
        }

        using (Seeing model = Load(backend, "qwen3_5_tokenclassification"))
        {
            IReadOnlyList<float[]> together = model.Logits(prompts);
            Close(prompts.Select(prompt => model.Logits([prompt])[0]), together);
            Assert.Equal(3 * model.Labels.Names.Count, together[1].Length);
        }

        using (Seeing model = Load(backend, "qwen3_5_model"))
        {
            foreach (Pooling pooling in Enum.GetValues<Pooling>())
            {
                Close(prompts.Select(prompt => model.Embed([prompt], pooling)[0]), model.Embed(prompts, pooling));
            }
        }
    }

    [Fact]
    public void A_prompt_that_does_not_fit_is_refused()
    {
        using Seeing model = Load("Cpu", "qwen3_5_sequenceclassification");

        Assert.Throws<ContextOverflowException>(() => model.Classify(new Prompt { Picture(1, 64, 64), Picture(2, 64, 64), Picture(3, 64, 64) }));
    }

    private static void Close(IEnumerable<IReadOnlyList<float>> alone, IEnumerable<IReadOnlyList<float>> together)
    {
        foreach ((IReadOnlyList<float> one, IReadOnlyList<float> other) in alone.Zip(together))
        {
            Comparison.AssertClose([.. other], [.. one], Comparison.Float32, "a row of a batch");
        }
    }

    private static Seeing Load(string backend, string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        return new Seeing(VisionBackends.Load(backend, golden.Config, golden.Folder, with: static options => options with
        {
            MaxContext = 128,
            Tokenizer = new LetterTokenizer(),
            MediaProcessors = new MediaProcessors(
                new ImageProcessor(new ImageProcessorOptions { PatchSize = 4, MinPixels = 64, MaxPixels = 4096 }), new VideoProcessor(new VideoProcessorOptions { PatchSize = 4 })),
        }));
    }

    private static Image Picture(int seed, int width, int height)
    {
        byte[] rgb = new byte[3 * width * height];
        new Random(seed).NextBytes(rgb);
        return Image.FromRgb(rgb, width, height);
    }

    private static int[] Encode(string text) => new LetterTokenizer().Encode(text);

    /// <summary>A loaded model whose class the compiler of these tests does not know, as every kind of model that sees and has a head.</summary>
    private sealed class Seeing(LoadedTower loaded) : IVisionModel, ISequenceClassifier, ITokenClassifier, IHiddenStateModel
    {
        public ModelInfo Info => loaded.Model.Info;

        public int MaxContext => loaded.Model.MaxContext;

        public ITextTokenizer? Tokenizer => loaded.Model.Tokenizer;

        public VisionTowerInfo Vision => loaded.Model.Vision;

        public MediaProcessors Processors => loaded.Model.Processors;

        public LabelSet Labels => ((IClassifier)loaded.Model).Labels;

        public IMultimodalSession CreateSession(SessionOptions options) => loaded.Model.CreateSession(options);

        IModelSession ILanguageModel.CreateSession(SessionOptions options) => CreateSession(options);

        public IReadOnlyList<VisionFeatures> GetFeatures(IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default) =>
            loaded.Model.GetFeatures(inputs, progress, cancellationToken);

        public void Dispose() => loaded.Dispose();
    }
}
