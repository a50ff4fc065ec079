using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>Options, the file's defaults and the model's tokens put together: nothing is left open.</summary>
internal sealed record GenerationPlan(int MaxTokens, SamplingSettings Sampling, ulong Seed, HashSet<int> StopTokens, IReadOnlyList<int> Suppressed)
{
    /// <summary>A sampler for one of several sequences: each draws its own numbers.</summary>
    public Sampler CreateSampler(int vocabularySize, int row = 0) => new(Sampling, Seed + (ulong)row, vocabularySize, Suppressed);
}
