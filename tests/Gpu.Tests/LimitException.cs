using System.Collections.Generic;

namespace Modelwright.Gpu.Tests;

/// <summary>A kernel that may be worse than the others on a family, and why.</summary>
/// <param name="Family">The cards.</param>
/// <param name="Kernel">Its name.</param>
/// <param name="Limit">Which limit does not hold.</param>
/// <param name="Allowed">What holds instead.</param>
/// <param name="Reason">Why it is so.</param>
internal sealed record LimitException(string Family, string Kernel, CodeLimit Limit, long Allowed, string Reason)
{
    public static IReadOnlyList<LimitException> All { get; } =
    [
        new("vega10", "DecodeAttention", CodeLimit.Waves, 2, "16 query heads share a key: each of 4 subgroups holds the sums of 4 heads, so that a key is read once."),
    ];
}

/// <summary>What machine code is held to.</summary>
internal enum CodeLimit
{
    /// <summary>Registers that went to memory; none.</summary>
    Spills,

    /// <summary>Bytes of memory for them; none.</summary>
    Scratch,

    /// <summary>Bytes of code: AMD's instruction caches have 32 KB.</summary>
    Code,

    /// <summary>Subgroups a SIMD unit holds, of what decodes a token: they hide the latency of memory.</summary>
    Waves,
}
