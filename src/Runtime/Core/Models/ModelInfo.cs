using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>What generation needs to know of a model; the generated class fills it from the config.</summary>
/// <param name="Name">The generated class's name.</param>
/// <param name="ModelType">The config's <c>model_type</c>.</param>
/// <param name="VocabularySize">Number of logits a position has.</param>
/// <param name="MaxPositions">The config's <c>max_position_embeddings</c>.</param>
/// <param name="BeginningToken"><c>bos_token_id</c>, if any.</param>
/// <param name="EndTokens"><c>eos_token_id</c>: generation stops at any of these.</param>
/// <param name="PaddingToken"><c>pad_token_id</c>, if any.</param>
public sealed record ModelInfo(
    string Name,
    string ModelType,
    int VocabularySize,
    int MaxPositions,
    int? BeginningToken,
    IReadOnlyList<int> EndTokens,
    int? PaddingToken)
{
    /// <summary>The tokens by which a prompt holds pictures and clips; <see langword="null"/> for models that only read.</summary>
    public VisionTokens? Media { get; init; }

    /// <summary>Sizes by the config; <see langword="null"/> where nobody says.</summary>
    public ModelSizes? Sizes { get; init; }

    /// <summary>What the class's project says beside the config.</summary>
    public ModelDefaults Defaults { get; init; } = new();
}
