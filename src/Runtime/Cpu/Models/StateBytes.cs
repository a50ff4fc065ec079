using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// How states lie: keys [batch, heads, blocks of 16], then values [batch, heads, capacity], both as <see cref="KeyBlocks"/> has them; a convolution's inputs
/// [batch, columns, channels] and a delta rule's matrices [batch, heads, keyDim, valueDim] in float32.
/// </summary>
internal static class StateBytes
{
    /// <summary>Bytes of one layer.</summary>
    public static long Of(StateSpec spec, int batch, int capacity, ElementFormat cache) => spec switch
    {
        StateSpec.KeyValue s => OfKeys(s.Heads, s.HeadDim, batch, capacity, cache) + (batch * s.Heads * KeyBlocks.ValueBytes(cache, s.HeadDim, KeyBlocks.Rounded(capacity))),
        StateSpec.Convolution s => (long)batch * s.Columns * s.Channels * sizeof(float),
        StateSpec.Recurrent s => (long)batch * s.Heads * s.KeyDim * s.ValueDim * sizeof(float),
        _ => throw new ArgumentException($"There is no memory for the state '{spec}'.", nameof(spec)),
    };

    /// <summary>Bytes of the keys, which the values follow. Prefill reads whole tiles of keys, so the capacity is rounded up to one.</summary>
    public static long OfKeys(int heads, int headDim, int batch, int capacity, ElementFormat cache) =>
        batch * heads * KeyBlocks.KeyBytes(cache, headDim, KeyBlocks.Rounded(capacity));

    /// <summary>Whether a new sequence must find zeros. Cached keys and values of an old one are never looked at.</summary>
    public static bool IsZeroAtReset(StateSpec spec) => spec is not StateSpec.KeyValue;
}
