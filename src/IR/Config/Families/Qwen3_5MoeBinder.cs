using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>The text model of Qwen3.5-MoE (transformers' <c>configuration_qwen3_5_moe.py</c>): experts and a shared expert in every layer.</summary>
internal sealed class Qwen3_5MoeBinder(Family family) : HybridBinder(family, Defaults)
{
    private static readonly HybridDefaults Defaults = new(
        new TextDefaults(HiddenSize: 2048, DenseWidth: null, Layers: 40, Heads: 16) { Vocabulary = 248320 }, KeyValueHeads: 2, Qwen3_5Binder.Rope);

    private static readonly ExpertsDefaults ExpertsDefaults =
        new(Count: 256, PerToken: 8, Width: 512, SharedWidth: 512, Renormalise: true, HasLocalAlias: false) { HasNormKey = false, EveryLayer = true };

    public override IReadOnlyList<IgnoredKey> IgnoredKeys { get; } =
    [
        .. IgnoredInQwen3_5,
        .. IgnoredKey.All("no layer of this model type has a dense MLP", ConfigKeys.IntermediateSize),
        IgnoredKey.Unless(ConfigKeys.DecoderSparseStep, "every layer of this model type has experts", "1", "null"),
        IgnoredKey.Unless(ConfigKeys.MlpOnlyLayers, "every layer of this model type has experts", "[]", "null"),
        IgnoredKey.Unless(ConfigKeys.NormTopkProb, "routers of this model type always renormalise", "true", "null"),
    ];

    private protected override SparseModel? Sparse(ConfigReader config, int layers) => ExpertsBinder.Bind(config, ExpertsDefaults, layers);
}
