using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>The text model of Qwen3-VL (transformers' <c>configuration_qwen3_vl.py</c>): Qwen3's layers, of which none slides, with three positions a token.</summary>
internal sealed class Qwen3VLBinder(Family family) : FamilyBinder(family)
{
    private const int DefaultKeyValueHeads = 32;
    private const int DefaultHeadDim = 128;

    /// <summary>Of both Qwen3-VL families.</summary>
    public static readonly RopeDefaults Rope = new(HeadRotation.Whole, Theta: 500000, new RopeSections(24, 20, 20));

    /// <summary>Of both Qwen3-VL families.</summary>
    public static readonly IReadOnlyList<IgnoredKey> Ignored =
    [
        .. IgnoredKey.All("no layer of this model type slides", ConfigKeys.LayerTypes, ConfigKeys.MaxWindowLayers),
        IgnoredKey.Unless(ConfigKeys.SlidingWindow, "no layer of this model type slides", "null"),
        IgnoredKey.Unless(ConfigKeys.UseSlidingWindow, "no layer of this model type slides", "false", "null"),
        IgnoredKey.Unless("qkv_bias", "biases come with 'attention_bias'", "false", "null"),
        IgnoredKey.Unless("use_qk_norm", "queries and keys are always normalised", "true", "null"),
    ];

    private static readonly TextDefaults Defaults = new(HiddenSize: 4096, DenseWidth: 22016, Layers: 32, Heads: 32) { Positions = 128000 };

    public override IReadOnlyList<IgnoredKey> IgnoredKeys => Ignored;

    public override ModelSpec? Bind(ConfigReader config)
    {
        TextModel text = TextModelBinder.Bind(config, Defaults);
        int keyValueHeads = config.OptionalInt(ConfigKeys.NumKeyValueHeads, DefaultKeyValueHeads, 1, Limits.Heads) ?? text.Heads;
        int headDim = config.Int(ConfigKeys.HeadDim, DefaultHeadDim, 1, Limits.HeadDim);
        RopeSpec? rope = RopeBinder.Bind(config, headDim, text.MaxPositions, Rope);
        if (config.Messages.HasErrors || rope is null)
        {
            return null;
        }

        Contradictions.CheckAttention(config, text.Heads, keyValueHeads, headDim);
        AttentionSpec attention = new(text.Heads, keyValueHeads, headDim, text.AttentionBias, OutputGate: false, Window: null);
        return Spec(
            text, attention, rope, linear: null, experts: null,
            Enumerable.Repeat(new LayerSpec(MixerKind.FullAttention, FeedForwardKind.Dense), text.Layers).ToEquatableArray());
    }
}
