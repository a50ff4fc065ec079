using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Qwen3-MoE (transformers' <c>configuration_qwen3_moe.py</c>). Where there is a window, every layer slides.</summary>
internal sealed class Qwen3MoeBinder(Family family) : FamilyBinder(family)
{
    private const int DefaultKeyValueHeads = 4;

    private static readonly TextDefaults Defaults = new(HiddenSize: 2048, DenseWidth: 6144, Layers: 24, Heads: 32);

    private static readonly ExpertsDefaults ExpertsDefaults =
        new(Count: 128, PerToken: 8, Width: 768, SharedWidth: null, Renormalise: false, HasLocalAlias: true);

    private static readonly Word<MixerKind>[] LayerNames =
    [
        new(LayerTypesBinder.Full, MixerKind.FullAttention),
        new(LayerTypesBinder.Sliding, MixerKind.SlidingAttention),
    ];

    public override IReadOnlyList<IgnoredKey> IgnoredKeys { get; } =
    [
        .. IgnoredKey.All("where there is a window, every layer of this model type slides", ConfigKeys.MaxWindowLayers),
        IgnoredKey.Unless("qkv_bias", "biases come with 'attention_bias'", "false", "null"),
        IgnoredKey.Unless("use_qk_norm", "queries and keys are always normalised", "true", "null"),
        IgnoredKey.Unless(ConfigKeys.SharedExpertIntermediateSize, "this model type has no shared expert", "0", "null"),
    ];

    public override ModelSpec? Bind(ConfigReader config)
    {
        TextModel text = TextModelBinder.Bind(config, Defaults);
        int keyValueHeads = config.Int(ConfigKeys.NumKeyValueHeads, DefaultKeyValueHeads, 1, Limits.Heads);
        int headDim = config.IntOrNull(ConfigKeys.HeadDim, System.Math.Max(1, text.HiddenSize / text.Heads), 1, Limits.HeadDim);
        int? window = SlidingWindow.Bind(config);
        MixerKind mixer = window is null ? MixerKind.FullAttention : MixerKind.SlidingAttention;
        CheckLayerTypes(config, text.Layers, mixer);
        SparseModel sparse = ExpertsBinder.Bind(config, ExpertsDefaults, text.Layers);
        RopeSpec? rope = RopeBinder.Bind(config, headDim, text.MaxPositions, RopeDefaults.Whole);
        if (config.Messages.HasErrors || rope is null)
        {
            return null;
        }

        Contradictions.CheckAttention(config, text.Heads, keyValueHeads, headDim);
        AttentionSpec attention = new(text.Heads, keyValueHeads, headDim, text.AttentionBias, OutputGate: false, window);
        return Spec(
            text, attention, rope, linear: null, sparse.UsedExperts,
            sparse.Layers.Select(feedForward => new LayerSpec(mixer, feedForward)).ToEquatableArray());
    }

    /// <summary>Hugging Face checks <c>layer_types</c> here too, but the masks follow the window alone.</summary>
    private void CheckLayerTypes(ConfigReader config, int layers, MixerKind mixer)
    {
        if (LayerTypesBinder.Bind(config, layers, Family.ModelType, LayerNames) is IReadOnlyList<MixerKind> given && given.Any(kind => kind != mixer))
        {
            config.Report(MessageId.IgnoredKey, ConfigKeys.LayerTypes, "a list", "the layers of this model type all slide where there is a window, and none otherwise");
        }
    }
}
