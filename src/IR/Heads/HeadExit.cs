using System;

namespace Modelwright.IR;

/// <summary>What a head makes of the residual stream: the final norm, then a product where it has one.</summary>
/// <param name="Name">The result's name.</param>
/// <param name="About">What it is, in a few words.</param>
/// <param name="Product">The product; null, or null for a spec, where the norm is the result.</param>
internal sealed record HeadExit(string Name, string About, Func<ModelSpec, HeadProduct>? Product = null);

/// <summary>The product of a head.</summary>
/// <param name="Origin">The checkpoint's module, and the config key that decides its shape.</param>
/// <param name="Weight">[results, hidden].</param>
/// <param name="Bias">[results], where it has one.</param>
internal sealed record HeadProduct(string Origin, WeightSlot Weight, WeightSlot? Bias)
{
    /// <summary>A module of a checkpoint that has weight, and perhaps bias, of its own.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="module">The module, which the slots are called after.</param>
    /// <param name="rows">Results.</param>
    /// <param name="bias">Whether it has a bias.</param>
    /// <param name="key">The config key that decides how many rows there are.</param>
    public static HeadProduct Of(ModelSpec spec, string module, int rows, bool bias, string? key = null) => new(
        key is null ? module : $"{module} ({key})",
        WeightSlot.Matrix(module, rows, spec.HiddenSize, WeightSource.Whole(module + ".weight", [rows, spec.HiddenSize])),
        bias ? WeightSlot.Vector(module + "_bias", rows, module + ".bias") : null);

    /// <summary>A score for each token of the vocabulary.</summary>
    public static HeadProduct OfVocabulary(ModelSpec spec) =>
        new(spec.TiedEmbeddings ? "lm_head (tie_word_embeddings)" : "lm_head", ModelWeights.Head(spec), Bias: null);

    /// <summary>A score for each label.</summary>
    public static HeadProduct OfLabels(ModelSpec spec) => Of(spec, "score", spec.Labels!.Names.Count, spec.Labels.Bias, ConfigKeys.NumLabels);
}
