using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Qwen3-Next (transformers' <c>configuration_qwen3_next.py</c>): gated delta rule layers, and full attention with an output gate every few of them.</summary>
internal sealed class Qwen3NextBinder(Family family) : FamilyBinder(family)
{
    private const int DefaultKeyValueHeads = 2;
    private const int DefaultHeadDim = 256;
    private const int DefaultInterval = 4;

    private static readonly TextDefaults Defaults = new(HiddenSize: 2048, DenseWidth: 5632, Layers: 48, Heads: 16);

    private static readonly ExpertsDefaults ExpertsDefaults =
        new(Count: 512, PerToken: 10, Width: 512, SharedWidth: 512, Renormalise: true, HasLocalAlias: false);

    /// <summary>The last three are older names for the first two.</summary>
    private static readonly Dictionary<string, MixerKind> LayerNames = new()
    {
        [LayerTypesBinder.Full] = MixerKind.FullAttention,
        [LayerTypesBinder.Linear] = MixerKind.LinearAttention,
        ["attention"] = MixerKind.FullAttention,
        ["mamba"] = MixerKind.LinearAttention,
        ["conv"] = MixerKind.LinearAttention,
    };

    public override IReadOnlyList<IgnoredKey> IgnoredKeys { get; } =
    [
        .. Modelwright.IR.IgnoredKeys.MultiTokenPrediction,
        .. IgnoredKey.All("no layer of this model type slides", ConfigKeys.SlidingWindow, ConfigKeys.MaxWindowLayers),
        IgnoredKey.Unless(ConfigKeys.UseSlidingWindow, "no layer of this model type slides", "false", "null"),
        IgnoredKey.Unless("attn_output_gate", "attention of this model type always has its gate", "true", "null"),
        IgnoredKey.Unless("qkv_bias", "biases come with 'attention_bias'", "false", "null"),
        IgnoredKey.Unless("use_qk_norm", "queries and keys are always normalised", "true", "null"),
        .. IgnoredKey.All("states are kept in float32", "mamba_ssm_dtype"),
    ];

    public override ModelSpec? Bind(ConfigReader config)
    {
        TextModel text = TextModelBinder.Bind(config, Defaults);
        int keyValueHeads = config.Int(ConfigKeys.NumKeyValueHeads, DefaultKeyValueHeads, 1, Limits.Heads);
        int headDim = config.Int(ConfigKeys.HeadDim, DefaultHeadDim, 1, Limits.HeadDim);
        LinearAttentionSpec linear = Linear(config);
        EquatableArray<MixerKind> mixers = Mixers(config, text.Layers);
        SparseModel sparse = ExpertsBinder.Bind(config, ExpertsDefaults, text.Layers);
        RopeSpec? rope = RopeBinder.Bind(config, headDim, text.MaxPositions, HeadRotation.Partial);
        if (config.Messages.HasErrors || rope is null)
        {
            return null;
        }

        Contradictions.CheckMultiple(config, ConfigKeys.NumAttentionHeads, text.Heads, ConfigKeys.NumKeyValueHeads, keyValueHeads);
        Contradictions.CheckMultiple(config, ConfigKeys.LinearNumValueHeads, linear.ValueHeads, ConfigKeys.LinearNumKeyHeads, linear.KeyHeads);
        Contradictions.CheckWidth(config, ConfigKeys.LinearNumKeyHeads, linear.KeyHeads, ConfigKeys.LinearKeyHeadDim, linear.KeyDim);
        Contradictions.CheckWidth(config, ConfigKeys.LinearNumValueHeads, linear.ValueHeads, ConfigKeys.LinearValueHeadDim, linear.ValueDim);
        Contradictions.CheckWidth(config, ConfigKeys.NumAttentionHeads, text.Heads, ConfigKeys.HeadDim, headDim);
        Contradictions.CheckHeadDim(config, headDim);
        AttentionSpec attention = new(text.Heads, keyValueHeads, headDim, text.AttentionBias, OutputGate: true, Window: null);
        return Spec(
            text, attention, rope, mixers.Contains(MixerKind.LinearAttention) ? linear : null, sparse.UsedExperts,
            mixers.Zip(sparse.Layers, static (mixer, feedForward) => new LayerSpec(mixer, feedForward)).ToEquatableArray());
    }

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
