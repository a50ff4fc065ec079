using System;
using System.Numerics.Tensors;

namespace Modelwright.Runtime;

/// <summary>Logits a block at a time: of most blocks the largest, which is found with vectors, tells that none of the others is wanted either.</summary>
internal static class LogitBlocks
{
    /// <summary>Logits of a block; the last may have fewer.</summary>
    public const int Size = 512;

    /// <summary>The block that begins at a logit.</summary>
    public static ReadOnlySpan<float> From(ReadOnlySpan<float> logits, int start) => logits.Slice(start, Math.Min(Size, logits.Length - start));

    /// <summary>The largest that is a number; less than all numbers where none is.</summary>
    public static float Largest(ReadOnlySpan<float> block)
    {
        float largest = TensorPrimitives.Max(block);
        if (!float.IsNaN(largest))
        {
            return largest;
        }

        largest = float.NegativeInfinity;
        foreach (float logit in block)
        {
            largest = logit > largest ? logit : largest;
        }

        return largest;
    }
}
