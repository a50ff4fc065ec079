using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>A scripted model that sees: the features of a picture are its mean, in every column.</summary>
internal sealed class SeeingModel(params string[] answers) : ScriptedModel(answers), IVisionLanguageModel
{
    private const int FeatureWidth = 4;

    public static VisionTokens Placeholders { get; } = new(Id("<|image_pad|>"), Id("<|video_pad|>"), Id("<|vision_start|>"), Id("<|vision_end|>"));

    public override ModelInfo Info { get; } =
        new("Seeing", "qwen3_vl", Qwen3Tokenizer.Instance.VocabularySize, MaxPositions: 4096, BeginningToken: null, EndTokens: [End], PaddingToken: null) { Media = Placeholders };

    public VisionTowerInfo Vision { get; } = new(Layers: 1, HeadDim: 4, PatchLength: 3 * 2 * 16 * 16, PatchSize: 16, MergeSize: 2, PositionSide: 4, FeatureWidth, DeepStackLayers: []);

    public MediaProcessors Processors { get; } = new(
        new ImageProcessor(new ImageProcessorOptions { MinPixels = 32 * 32, MaxPixels = 1 << 20 }),
        new VideoProcessor(new VideoProcessorOptions { MinPixels = 32 * 32, MaxPixels = 1 << 20, SampleFrames = false }));

    /// <summary>Pictures and clips that went through the tower.</summary>
    public int Looks { get; private set; }

    /// <summary>Columns of features that were fed, in each pass that had any.</summary>
    public List<int> FeatureColumns { get; } = [];

    public IReadOnlyList<VisionFeatures> GetFeatures(IReadOnlyList<VisionInput> inputs, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Looks += inputs.Count;
        return [.. inputs.Select(input => new VisionFeatures(input.Grid, FeatureWidth, Enumerable.Repeat(input.Patches.Span[0], input.Grid.Tokens(Vision.MergeSize) * FeatureWidth).ToArray(), [])
        {
            Timestamps = input.Timestamps,
        })];
    }

    IMultimodalSession IVisionModel.CreateSession(SessionOptions options) => (IMultimodalSession)CreateSession(options);

    public override void Look(ModelInput input)
    {
        if (input.FeatureRows.Length > 0)
        {
            FeatureColumns.Add(input.FeatureRows.Length);
            Assert.All(input.FeatureRows.ToArray().Zip(Enumerable.Range(0, int.MaxValue)), row => Assert.True(row.First >= row.Second));
            foreach (int row in input.FeatureRows)
            {
                Assert.True(input.Tokens[row] == Placeholders.Image || input.Tokens[row] == Placeholders.Video);
            }
        }
    }

    private static int Id(string token) => Qwen3Tokenizer.Instance.SpecialTokens[token];
}
