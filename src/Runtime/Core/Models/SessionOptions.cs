namespace Modelwright.Runtime;

/// <summary>How much state a session holds.</summary>
public sealed record SessionOptions
{
    /// <summary>Sequences that advance together; at most <c>MaxBatch</c> of the class's <c>ModelConfig</c> item. Default 1.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Columns (tokens and padding) a sequence can hold. Default 0: the model's <see cref="ILanguageModel.MaxContext"/>.</summary>
    public int Capacity { get; init; }
}
