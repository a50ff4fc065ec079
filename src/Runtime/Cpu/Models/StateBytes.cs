using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// How states lie: keys in blocks of 16, [batch, heads, blocks, dim, 16], then values [batch, heads, capacity, dim], both in the cache's format; a convolution's inputs
/// [batch, columns, channels] and a delta rule's matrices [batch, heads, keyDim, valueDim] in float32.
/// </summary>
internal static class StateBytes
{
    /// <summary>Bytes of one layer.</summary>
    public static long Of(StateSpec spec, int batch, int capacity, ElementFormat cache) => spec switch
    {
        StateSpec.KeyValue s => 2 * OfKeys(s.Heads, s.HeadDim, batch, capacity, cache),
        StateSpec.Convolution s => (long)batch * s.Columns * s.Channels * sizeof(float),
        StateSpec.Recurrent s => (long)batch * s.Heads * s.KeyDim * s.ValueDim * sizeof(float),
        _ => throw new ArgumentException($"There is no memory for the state '{spec}'.", nameof(spec)),
    };

    /// <summary>Bytes of the keys, and of the values. Prefill reads whole tiles of keys, so the capacity is rounded up to one.</summary>
    public static long OfKeys(int heads, int headDim, int batch, int capacity, ElementFormat cache) =>
        (long)batch * heads * KeyBlocks.Rounded(capacity) * headDim * cache.SizeInBytes();

    /// <summary>Whether a new sequence must find zeros. Cached keys and values of an old one are never looked at.</summary>
    public static bool IsZeroAtReset(StateSpec spec) => spec is not StateSpec.KeyValue;
}
