using System;

namespace Modelwright.Runtime;

/// <summary>How a model is saved.</summary>
public sealed record SaveOptions
{
    /// <summary>Type of the weights: <see cref="ElementFormat.Float32"/>, <see cref="ElementFormat.Float16"/> or <see cref="ElementFormat.BFloat16"/>. Default: the one that the model has them in.</summary>
    public ElementFormat? Format { get; init; }

    /// <summary>Bytes of a file at most, unless one tensor alone is larger. Default 5 GB, as Hugging Face cuts.</summary>
    public long MaxShardBytes { get; init; } = 5_000_000_000;

    /// <summary>Told after each tensor.</summary>
    public IProgress<SaveProgress>? Progress { get; init; }
}
