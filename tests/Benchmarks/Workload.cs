using System;
using System.Linq;
using System.Numerics.Tensors;

namespace Modelwright.Benchmarks;

/// <summary>What is measured, the same for this repository's backends and for a peer.</summary>
internal static class Workload
{
    /// <summary>Columns before the deep decoding runs.</summary>
    public const int Depth = 2048;

    /// <summary>Tokens of one decoding run: 64, unless the command line says fewer for a slow device.</summary>
    public static int DecodeTokens { get; set; } = 64;

    /// <summary>Columns that a session needs which decodes at the depth, time after time: recurrent state cannot go back.</summary>
    public static int Capacity(int times) => Depth + (DecodeTokens * times);

    /// <summary>A prompt without meaning: the weights are random.</summary>
    public static int[] Prompt(int tokens, int vocabulary) => [.. Enumerable.Range(0, tokens).Select(i => (int)((i * 7919L) % vocabulary))];

    /// <summary>The token of the largest logit.</summary>
    public static int Greedy(ReadOnlySpan<float> logits) => TensorPrimitives.IndexOfMax(logits);
}
