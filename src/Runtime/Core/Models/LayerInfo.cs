using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>A decoder layer, by the config; the generated class lists them as <c>Layers</c>.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Attention">How it mixes positions (<c>layer_types</c>).</param>
/// <param name="FeedForward">What follows (<c>mlp_only_layers</c>, <c>decoder_sparse_step</c>).</param>
public sealed record LayerInfo(int Index, LayerAttention Attention, LayerFeedForward FeedForward)
{
    /// <summary>The layers of a model by their indexes.</summary>
    /// <param name="groups">Layers that are alike; together every index once.</param>
    public static IReadOnlyList<LayerInfo> Table(IReadOnlyList<LayerGroup> groups) =>
        [.. groups.SelectMany(static group => group.Layers.Select(index => new LayerInfo(index, group.Attention, group.FeedForward))).OrderBy(static layer => layer.Index)];
}

/// <summary>Layers that are alike.</summary>
/// <param name="Attention">How they mix positions.</param>
/// <param name="FeedForward">What follows.</param>
/// <param name="Layers">Their numbers.</param>
public sealed record LayerGroup(LayerAttention Attention, LayerFeedForward FeedForward, IReadOnlyList<int> Layers);
