using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>What differs between the families with experts. A null <paramref name="SharedWidth"/>: the family has no shared expert.</summary>
internal sealed record ExpertsDefaults(int Count, int PerToken, int Width, int? SharedWidth, bool Renormalise, bool HasLocalAlias)
{
    /// <summary>Whether <c>norm_topk_prob</c> is a key of the family; else its weights are always as <see cref="Renormalise"/> says.</summary>
    public bool HasNormKey { get; init; } = true;

    /// <summary>Whether <c>output_router_logits</c> is a key of the family.</summary>
    public bool HasLogitsKey { get; init; } = true;

    /// <summary>Whether every layer has experts, and the keys that choose layers are none of the family's.</summary>
    public bool EveryLayer { get; init; }
}

/// <summary>The experts, and the layers that have them.</summary>
internal sealed record SparseModel(ExpertsSpec Experts, EquatableArray<FeedForwardKind> Layers)
{
    /// <summary>Null where no layer uses them: what nothing uses is no part of a model.</summary>
    public ExpertsSpec? UsedExperts => Layers.Contains(FeedForwardKind.Experts) ? Experts : null;
}

/// <summary>Reads the keys about experts.</summary>
internal static class ExpertsBinder
{
    private const double DefaultLossWeight = 0.001;

    public static SparseModel Bind(ConfigReader config, ExpertsDefaults defaults, int layers)
    {
        ExpertsSpec experts = new(
            Count(config, defaults),
            config.Int(ConfigKeys.NumExpertsPerTok, defaults.PerToken, 1, Limits.ExpertsPerToken),
            config.Int(ConfigKeys.MoeIntermediateSize, defaults.Width, 1, Limits.Width),
            defaults.SharedWidth is int shared ? config.Int(ConfigKeys.SharedExpertIntermediateSize, shared, 1, Limits.Width) : null,
            defaults.HasNormKey ? config.Bool(ConfigKeys.NormTopkProb, defaults.Renormalise) : defaults.Renormalise,
            (float)config.Number(ConfigKeys.RouterAuxLossCoef, DefaultLossWeight, 0, 1e6),
            defaults.HasLogitsKey && config.Bool(ConfigKeys.OutputRouterLogits, fallback: false));
        SparseModel model = new(
            experts,
            defaults.EveryLayer ? Enumerable.Repeat(FeedForwardKind.Experts, layers).ToEquatableArray() : Layers(config, experts.Count, layers));
        if (model.UsedExperts is not null && experts.PerToken > experts.Count)
        {
            config.Report(
                MessageId.MoreThanExist,
                ConfigKeys.NumExpertsPerTok,
                config.Shown(ConfigKeys.NumExpertsPerTok, experts.PerToken),
                CountKey(config, defaults),
                config.Shown(CountKey(config, defaults), experts.Count));
        }

        return model;
    }

    /// <summary><c>num_local_experts</c> is the same to Qwen3-MoE, and wins where both stand.</summary>
    private static int Count(ConfigReader config, ExpertsDefaults defaults)
    {
        int count = config.Int(ConfigKeys.NumExperts, defaults.Count, defaults.EveryLayer ? 1 : 0, Limits.Experts);
        if (!defaults.HasLocalAlias)
        {
            return count;
        }

        int local = config.Int(ConfigKeys.NumLocalExperts, count, 0, Limits.Experts);
        if (local != count && config.Find(ConfigKeys.NumExperts) is JsonNumber written)
        {
            config.Report(MessageId.OverriddenKey, ConfigKeys.NumExperts, written.Text, ConfigKeys.NumLocalExperts, ConfigReader.Invariant(local));
        }

        return local;
    }

    private static string CountKey(ConfigReader config, ExpertsDefaults defaults) =>
        defaults.HasLocalAlias && config.Find(ConfigKeys.NumLocalExperts) is not null ? ConfigKeys.NumLocalExperts : ConfigKeys.NumExperts;

    /// <summary>Layer i has experts where it is not in <c>mlp_only_layers</c> and i + 1 is a multiple of <c>decoder_sparse_step</c>.</summary>
    private static EquatableArray<FeedForwardKind> Layers(ConfigReader config, int experts, int layers)
    {
        int step = config.IntOrNull(ConfigKeys.DecoderSparseStep, 1, 1, Limits.Layers);
        IReadOnlyList<int> dense = config.Ints(ConfigKeys.MlpOnlyLayers) ?? [];
        for (int i = 0; i < dense.Count; i++)
        {
            if (dense[i] < 0 || dense[i] >= layers)
            {
                config.Messages.Report(
                    MessageId.LayerOutsideModel,
                    config.ItemPointer(ConfigKeys.MlpOnlyLayers, i),
                    config.ItemName(ConfigKeys.MlpOnlyLayers, i),
                    ConfigReader.Invariant(dense[i]),
                    ConfigReader.Invariant(layers - 1));
            }
        }

        return Enumerable.Range(0, layers)
            .Select(i => experts > 0 && (i + 1) % step == 0 && !dense.Contains(i) ? FeedForwardKind.Experts : FeedForwardKind.Dense)
            .ToEquatableArray();
    }
}
