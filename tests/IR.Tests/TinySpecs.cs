using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Small specs whose sizes all differ, so that a mixed-up dimension shows.</summary>
internal static class TinySpecs
{
    public static ModelSpec Dense { get; } = Of(
        "qwen3", new AttentionSpec(4, 2, 10, Bias: true, OutputGate: false, Window: 5), null, null,
        [new LayerSpec(MixerKind.FullAttention, FeedForwardKind.Dense), new LayerSpec(MixerKind.SlidingAttention, FeedForwardKind.Dense)]);

    public static ModelSpec Next { get; } = Of(
        "qwen3_next",
        new AttentionSpec(4, 2, 20, Bias: false, OutputGate: true, Window: null),
        new LinearAttentionSpec(3, 6, 8, 12, 4),
        new ExpertsSpec(12, 3, 28, 40, Renormalise: true, 0.001f, OutputRouterLogits: false),
        [
            new LayerSpec(MixerKind.LinearAttention, FeedForwardKind.Experts),
            new LayerSpec(MixerKind.FullAttention, FeedForwardKind.Experts),
            new LayerSpec(MixerKind.LinearAttention, FeedForwardKind.Experts),
        ]);

    private static ModelSpec Of(string modelType, AttentionSpec attention, LinearAttentionSpec? linear, ExpertsSpec? experts, LayerSpec[] layers) => new(
        modelType, Head.CausalLanguageModel, VocabularySize: 131, HiddenSize: 72, DenseWidth: 50, Activation.Silu, new NormSpec(1e-6f, ZeroCentred: modelType == "qwen3_next"), MaxPositions: 512,
        TiedEmbeddings: false, attention, new RopeSpec.Default(modelType == "qwen3" ? attention.HeadDim : attention.HeadDim / 2, 10000f), linear, experts, layers.ToEquatableArray(),
        new SpecialTokens(1, [2], 0), ElementType.F32, CheckpointLayout.Plain);
}
