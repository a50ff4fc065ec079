using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Qwen3, dense (transformers' <c>configuration_qwen3.py</c>). Layers slide from <c>max_window_layers</c> on, or as <c>layer_types</c> says.</summary>
internal sealed class Qwen3Binder(Family family) : FamilyBinder(family)
{
    private const int DefaultKeyValueHeads = 32;
    private const int DefaultHeadDim = 128;
    private const int DefaultMaxWindowLayers = 28;

    private static readonly TextDefaults Defaults = new(HiddenSize: 4096, DenseWidth: 22016, Layers: 32, Heads: 32);

    private static readonly Word<MixerKind>[] LayerNames =
    [
        new(LayerTypesBinder.Full, MixerKind.FullAttention),
        new(LayerTypesBinder.Sliding, MixerKind.SlidingAttention),
    ];

    public override IReadOnlyList<IgnoredKey> IgnoredKeys { get; } =
    [
        IgnoredKey.Unless("qkv_bias", "biases come with 'attention_bias'", "false", "null"),
        IgnoredKey.Unless("use_qk_norm", "queries and keys are always normalised", "true", "null"),
    ];

    public override ModelSpec? Bind(ConfigReader config)
    {
        TextModel text = TextModelBinder.Bind(config, Defaults);
        int keyValueHeads = config.OptionalInt(ConfigKeys.NumKeyValueHeads, DefaultKeyValueHeads, 1, Limits.Heads) ?? text.Heads;
        int headDim = config.Int(ConfigKeys.HeadDim, DefaultHeadDim, 1, Limits.HeadDim);
        int? window = SlidingWindow.Bind(config);
        EquatableArray<MixerKind> mixers = Mixers(config, text.Layers, window);
        RopeSpec? rope = RopeBinder.Bind(config, headDim, text.MaxPositions, RopeDefaults.Whole);
        if (config.Messages.HasErrors || rope is null)
        {
            return null;
        }

        Contradictions.CheckAttention(config, text.Heads, keyValueHeads, headDim);
        int slides = mixers.ToList().IndexOf(MixerKind.SlidingAttention);
        if (slides >= 0 && window is null)
        {
            config.Report(MessageId.SlidingWithoutWindow, ConfigKeys.LayerTypes, ConfigReader.Invariant(slides));
        }

        AttentionSpec attention = new(text.Heads, keyValueHeads, headDim, text.AttentionBias, OutputGate: false, slides >= 0 ? window : null);
        return Spec(
            text, attention, rope, linear: null, experts: null,
            mixers.Select(static mixer => new LayerSpec(mixer, FeedForwardKind.Dense)).ToEquatableArray());
    }

    private EquatableArray<MixerKind> Mixers(ConfigReader config, int layers, int? window)
    {
        int firstSliding = config.Int(ConfigKeys.MaxWindowLayers, DefaultMaxWindowLayers, int.MinValue, int.MaxValue);
        IReadOnlyList<MixerKind>? given = LayerTypesBinder.Bind(config, layers, Family.ModelType, LayerNames);
        return given?.ToEquatableArray() ?? Enumerable.Range(0, layers)
            .Select(i => window is not null && i >= firstSliding ? MixerKind.SlidingAttention : MixerKind.FullAttention)
            .ToEquatableArray();
    }
}
