using System;
using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// What a <c>config.json</c> says, with every default applied and every spelling resolved.
/// A value: equal specs generate equal code, whatever the JSON looked like.
/// </summary>
internal sealed record ModelSpec(
    string ModelType,
    Head Head,
    int VocabularySize,
    int HiddenSize,
    int DenseWidth,
    Activation Activation,
    NormSpec Norm,
    int MaxPositions,
    bool TiedEmbeddings,
    AttentionSpec Attention,
    RopeSpec Rope,
    LinearAttentionSpec? LinearAttention,
    ExpertsSpec? Experts,
    EquatableArray<LayerSpec> Layers,
    SpecialTokens Tokens,
    ElementType? StoredType,
    CheckpointLayout Checkpoint)
{
    /// <summary>The vision tower, where the model sees.</summary>
    public VisionSpec? Vision { get; init; }

    /// <summary>The tokens by which a prompt holds pictures and clips, where the model sees.</summary>
    public MediaTokens? MediaTokens { get; init; }

    /// <summary>What a head that classifies gives.</summary>
    public LabelSpec? Labels { get; init; }

    /// <summary>What matters to a model that is trained.</summary>
    public TrainingSpec Training { get; init; } = TrainingSpec.Default;

    /// <summary>Whether its checkpoints may have columns that share scales with others than their neighbours (<c>quantization_config</c>: <c>desc_act</c>, <c>actorder</c>).</summary>
    public bool ReordersColumns { get; init; }

    /// <summary>The config as JSON, its <c>architectures</c> the class that is compiled: what stands beside a checkpoint of this model.</summary>
    public string Json { get; init; } = "";

    /// <summary>Numbers of the layers that are so, ascending.</summary>
    public IEnumerable<int> LayersThat(Func<LayerSpec, bool> are)
    {
        for (int layer = 0; layer < Layers.Count; layer++)
        {
            if (are(Layers[layer]))
            {
                yield return layer;
            }
        }
    }
}

/// <summary><c>hidden_act</c>. <c>gelu_new</c> and <c>gelu_pytorch_tanh</c> are both <see cref="GeluTanh"/>.</summary>
internal enum Activation
{
    Silu,
    Gelu,
    GeluTanh,
    QuickGelu,
    Relu,
    Relu2,
}

/// <summary>Softmax attention. <paramref name="Window"/> is <c>sliding_window</c> for layers that slide.</summary>
internal sealed record AttentionSpec(int Heads, int KeyValueHeads, int HeadDim, bool Bias, bool OutputGate, int? Window);

/// <summary>The gated delta rule layers of Qwen3-Next and Qwen3.5 (<c>linear_*</c> keys).</summary>
internal sealed record LinearAttentionSpec(int KeyHeads, int ValueHeads, int KeyDim, int ValueDim, int ConvolutionKernel);

/// <summary>Mixture of experts. <paramref name="SharedWidth"/> is null where the family has no shared expert.</summary>
internal sealed record ExpertsSpec(int Count, int PerToken, int Width, int? SharedWidth, bool Renormalise, float AuxiliaryLossWeight, bool OutputRouterLogits);

/// <summary>What training adds.</summary>
/// <param name="AttentionDropout"><c>attention_dropout</c>: the share of attention weights that are dropped.</param>
/// <param name="InitializerRange"><c>initializer_range</c>: the standard deviation of fresh weights.</param>
internal sealed record TrainingSpec(double AttentionDropout, double InitializerRange)
{
    /// <summary>Hugging Face's defaults.</summary>
    public static TrainingSpec Default { get; } = new(AttentionDropout: 0, InitializerRange: 0.02);
}

/// <summary>One decoder layer: which mixer and which feed-forward.</summary>
internal sealed record LayerSpec(MixerKind Mixer, FeedForwardKind FeedForward);

/// <summary>An entry of <c>layer_types</c>.</summary>
internal enum MixerKind
{
    FullAttention,
    SlidingAttention,
    LinearAttention,
}

/// <summary>Dense MLP, or experts by <c>mlp_only_layers</c> and <c>decoder_sparse_step</c>.</summary>
internal enum FeedForwardKind
{
    Dense,
    Experts,
}

/// <summary><c>bos_token_id</c>, <c>eos_token_id</c> (one or many) and <c>pad_token_id</c>.</summary>
internal sealed record SpecialTokens(int? Beginning, EquatableArray<int> Ends, int? Padding);

/// <summary><c>image_token_id</c> and <c>video_token_id</c>, one for each feature, and <c>vision_start_token_id</c> and <c>vision_end_token_id</c> around them.</summary>
internal sealed record MediaTokens(int Image, int Video, int Start, int End);
