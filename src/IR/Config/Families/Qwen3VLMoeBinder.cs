using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>The text model of Qwen3-VL-MoE (transformers' <c>configuration_qwen3_vl_moe.py</c>).</summary>
internal sealed class Qwen3VLMoeBinder(Family family) : FamilyBinder(family)
{
    private const int DefaultKeyValueHeads = 16;

    private static readonly TextDefaults Defaults =
        new(HiddenSize: 2048, DenseWidth: 5632, Layers: 24, Heads: 16) { Positions = 128000, TiedEmbeddings = true };

    private static readonly ExpertsDefaults ExpertsDefaults =
        new(Count: 60, PerToken: 4, Width: 1408, SharedWidth: null, Renormalise: true, HasLocalAlias: true) { HasNormKey = false, HasLogitsKey = false };

    public override IReadOnlyList<IgnoredKey> IgnoredKeys { get; } =
    [
        .. Qwen3VLBinder.Ignored,
        IgnoredKey.Unless(ConfigKeys.NormTopkProb, "routers of this model type always renormalise", "true", "null"),
        IgnoredKey.Unless(ConfigKeys.OutputRouterLogits, "it chooses what Hugging Face's forward returns", "false", "null"),
        IgnoredKey.Unless(ConfigKeys.SharedExpertIntermediateSize, "this model type has no shared expert", "0", "null"),
    ];

    public override ModelSpec? Bind(ConfigReader config)
    {
        TextModel text = TextModelBinder.Bind(config, Defaults);
        int keyValueHeads = config.Int(ConfigKeys.NumKeyValueHeads, DefaultKeyValueHeads, 1, Limits.Heads);

        // Python's "head_dim or hidden_size // num_attention_heads".
        int given = config.IntOrNull(ConfigKeys.HeadDim, 0, 0, Limits.HeadDim);
        int headDim = given == 0 ? Math.Max(1, text.HiddenSize / text.Heads) : given;
        SparseModel sparse = ExpertsBinder.Bind(config, ExpertsDefaults, text.Layers);
        RopeSpec? rope = RopeBinder.Bind(config, headDim, text.MaxPositions, Qwen3VLBinder.Rope);
        if (config.Messages.HasErrors || rope is null)
        {
            return null;
        }

        Contradictions.CheckAttention(config, text.Heads, keyValueHeads, headDim);
        AttentionSpec attention = new(text.Heads, keyValueHeads, headDim, text.AttentionBias, OutputGate: false, Window: null);
        return Spec(
            text, attention, rope, linear: null, sparse.UsedExperts,
            sparse.Layers.Select(static feedForward => new LayerSpec(MixerKind.FullAttention, feedForward)).ToEquatableArray());
    }
}
