using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>What differs between the families of <see cref="HybridBinder"/>.</summary>
internal sealed record HybridDefaults(TextDefaults Text, int KeyValueHeads, RopeDefaults Rope);

/// <summary>Gated delta rule layers, and full attention with an output gate every few of them: Qwen3-Next and what follows it.</summary>
internal abstract class HybridBinder(Family family, HybridDefaults defaults) : FamilyBinder(family)
{
    private const int DefaultHeadDim = 256;
    private const int DefaultInterval = 4;

    /// <summary>The last three are older names for the first two.</summary>
    private static readonly Word<MixerKind>[] LayerNames =
    [
        new(LayerTypesBinder.Full, MixerKind.FullAttention),
        new(LayerTypesBinder.Linear, MixerKind.LinearAttention),
        new("attention", MixerKind.FullAttention),
        new("mamba", MixerKind.LinearAttention),
        new("conv", MixerKind.LinearAttention),
    ];

    private protected static readonly IReadOnlyList<IgnoredKey> Ignored =
    [
        .. Modelwright.IR.IgnoredKeys.MultiTokenPrediction,
        .. IgnoredKey.All("no layer of this model type slides", ConfigKeys.SlidingWindow, ConfigKeys.MaxWindowLayers),
        IgnoredKey.Unless(ConfigKeys.UseSlidingWindow, "no layer of this model type slides", "false", "null"),
        IgnoredKey.Unless("attn_output_gate", "attention of this model type always has its gate", "true", "null"),
        IgnoredKey.Unless("qkv_bias", "biases come with 'attention_bias'", "false", "null"),
        IgnoredKey.Unless("use_qk_norm", "queries and keys are always normalised", "true", "null"),
        .. IgnoredKey.All("states are kept in float32", "mamba_ssm_dtype"),
    ];

    /// <summary>What files of both Qwen3.5 families hold beside.</summary>
    private protected static readonly IReadOnlyList<IgnoredKey> IgnoredInQwen3_5 =
    [
        .. Ignored,
        IgnoredKey.Unless("output_gate_type", "the gate of this model type is always a sigmoid", "\"sigmoid\"", "\"swish\"", "null"),
    ];

    public override IReadOnlyList<IgnoredKey> IgnoredKeys => Ignored;

    public override ModelSpec? Bind(ConfigReader config)
    {
        TextModel text = TextModelBinder.Bind(config, defaults.Text);
        int keyValueHeads = config.Int(ConfigKeys.NumKeyValueHeads, defaults.KeyValueHeads, 1, Limits.Heads);
        int headDim = config.Int(ConfigKeys.HeadDim, DefaultHeadDim, 1, Limits.HeadDim);
        LinearAttentionSpec linear = Linear(config);
        EquatableArray<MixerKind> mixers = Mixers(config, text.Layers);
        SparseModel? sparse = Sparse(config, text.Layers);
        RopeSpec? rope = RopeBinder.Bind(config, headDim, text.MaxPositions, defaults.Rope);
        if (config.Messages.HasErrors || rope is null)
        {
            return null;
        }

        Contradictions.CheckMultiple(config, ConfigKeys.LinearNumValueHeads, linear.ValueHeads, ConfigKeys.LinearNumKeyHeads, linear.KeyHeads);
        Contradictions.CheckWidth(config, ConfigKeys.LinearNumKeyHeads, linear.KeyHeads, ConfigKeys.LinearKeyHeadDim, linear.KeyDim);
        Contradictions.CheckWidth(config, ConfigKeys.LinearNumValueHeads, linear.ValueHeads, ConfigKeys.LinearValueHeadDim, linear.ValueDim);
        Contradictions.CheckAttention(config, text.Heads, keyValueHeads, headDim);
        AttentionSpec attention = new(text.Heads, keyValueHeads, headDim, text.AttentionBias, OutputGate: true, Window: null);
        return Spec(
            text, attention, rope, mixers.Contains(MixerKind.LinearAttention) ? linear : null, sparse?.UsedExperts,
            mixers.Select((mixer, i) => new LayerSpec(mixer, sparse?.Layers[i] ?? FeedForwardKind.Dense)).ToEquatableArray());
    }

    /// <summary>The experts and which layers have them; null where the family has none.</summary>
    private protected abstract SparseModel? Sparse(ConfigReader config, int layers);

    private static LinearAttentionSpec Linear(ConfigReader config) => new(
        KeyHeads: config.Int(ConfigKeys.LinearNumKeyHeads, 16, 1, Limits.Heads),
        ValueHeads: config.Int(ConfigKeys.LinearNumValueHeads, 32, 1, Limits.Heads),
        KeyDim: config.Int(ConfigKeys.LinearKeyHeadDim, 128, 1, Limits.HeadDim),
        ValueDim: config.Int(ConfigKeys.LinearValueHeadDim, 128, 1, Limits.HeadDim),
        ConvolutionKernel: config.Int(ConfigKeys.LinearConvKernelDim, 4, 1, Limits.ConvolutionKernel));

    /// <summary>Full attention closes every group of <c>full_attention_interval</c> layers, unless <c>layer_types</c> says otherwise.</summary>
    private EquatableArray<MixerKind> Mixers(ConfigReader config, int layers)
    {
        // Nothing reads the interval where the list is given, so only then may it be anything.
        IReadOnlyList<MixerKind>? given = LayerTypesBinder.Bind(config, layers, Family.ModelType, LayerNames);
        JsonValue? interval = config.Find(ConfigKeys.FullAttentionInterval);
        if (given is not null)
        {
            WarnUnusedInterval(config, interval, given);
            return given.ToEquatableArray();
        }

        return Derived(layers, config.Int(ConfigKeys.FullAttentionInterval, DefaultInterval, 1, int.MaxValue)).ToEquatableArray();
    }

    private static void WarnUnusedInterval(ConfigReader config, JsonValue? interval, IReadOnlyList<MixerKind> given)
    {
        if (interval is not (null or JsonNull)
            && !(interval is JsonNumber { IsInteger: true } number && number.ToDouble() is >= 1 and <= Limits.Layers
                && Derived(given.Count, (int)number.ToDouble()).SequenceEqual(given)))
        {
            config.Report(MessageId.OverriddenKey, ConfigKeys.FullAttentionInterval, interval.Text, ConfigKeys.LayerTypes, "a list");
        }
    }

    private static IEnumerable<MixerKind> Derived(int layers, int interval) =>
        Enumerable.Range(0, layers).Select(i => (i + 1) % interval == 0 ? MixerKind.FullAttention : MixerKind.LinearAttention);
}
