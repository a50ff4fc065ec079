using Microsoft.Extensions.Logging;
using Modelwright.Runtime;

namespace Modelwright.Extensions.AI;

/// <summary>How a <see cref="ModelwrightEmbeddingGenerator"/> makes embeddings of hidden states. The model's card says which it was trained for.</summary>
public sealed record ModelwrightEmbeddingGeneratorOptions
{
    /// <summary>Of which columns an embedding is made. Default: the last token's, as of Qwen3-Embedding.</summary>
    public Pooling Pooling { get; init; } = Pooling.LastToken;

    /// <summary>Whether embeddings have length 1, so that their product is the cosine. Default true.</summary>
    public bool Normalise { get; init; } = true;

    /// <summary>
    /// Whether the model was trained so that the first numbers of an embedding are one as well (Kusupati et al. 2022, https://arxiv.org/abs/2205.13147): then fewer may be asked for. Default false.
    /// </summary>
    public bool IsMatryoshka { get; init; }

    /// <summary>Texts computed together. Default 8.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Told of each call: how much was embedded and how long it took.</summary>
    public ILogger? Logger { get; init; }
}
