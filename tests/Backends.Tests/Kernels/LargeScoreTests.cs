using System;
using System.Linq;
using Modelwright.Backends.Vulkan;

namespace Modelwright.Backends.Tests;

/// <summary>Scores whose exponentials no float holds: each softmax is taken from the largest score so far, and what was summed before is brought to it.</summary>
[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed class LargeScoreTests(KernelRunner runner)
{
    private const int Heads = 2;
    private const int Dim = 16;
    private const int Past = 300;
    private static readonly AttentionShape Shape = new(Heads, 1, Dim, OutputGate: false);

    /// <summary>Scores from <paramref name="lowest"/> on that rise, or fall, from key to key.</summary>
    [Theory]
    [InlineData(1, 150, 0.05)]
    [InlineData(1, 150, -0.05)]
    [InlineData(1, -150, 0.05)]
    [InlineData(3, 150, 0.05)]
    [InlineData(3, 150, -0.05)]
    [InlineData(3, -150, 0.05)]
    public void Large_scores_overflow_nothing(int tokens, double lowest, double step)
    {
        const int Query = 4;
        int keyCount = Past + tokens;
        double[] scores = [.. Enumerable.Range(0, keyCount).Select(key => lowest + (step * (step < 0 ? key - Past : key)))];
        // A query is fours, and a key so much in each dimension that its score is the one above.
        double[] keys = [.. scores.SelectMany(static score => Enumerable.Repeat((double)(float)(score / (Query * Math.Sqrt(Dim))), Dim))];
        double[] values = Reference.Numbers(1, keyCount * Dim);
        KernelBuffer q = KernelBuffer.Of([.. Enumerable.Repeat((float)Query, tokens * Heads * Dim)]);
        KernelBuffer result = KernelBuffer.Unwritten(tokens * Heads * Dim);
        KernelSetting setting = new() { Tokens = tokens, Past = Past, Capacity = keyCount };

        if (tokens == 1)
        {
            KernelBuffer partials = KernelBuffer.Unwritten((int)(2 * AttentionDecodeKernel.PartialBytes(Heads, Dim) / sizeof(float)));
            runner.Run(AttentionDecodeKernel.Emit("Attention", Shape, null), setting, q, KernelBuffer.Rows(keys, Dim), KernelBuffer.Rows(values, Dim), partials, KernelBuffer.Of(new uint[1]), result);
        }
        else
        {
            KernelBuffer accumulators = KernelBuffer.Unwritten(tokens * Heads * (Dim + AttentionPrefillKernel.AccumulatorTail));
            runner.Run(AttentionPrefillKernel.Emit("Attention", Shape, null), setting, q, KernelBuffer.Rows(keys, Dim), KernelBuffer.Rows(values, Dim), accumulators, result);
        }

        double[] expected = new double[tokens * Heads * Dim];
        for (int i = 0; i < expected.Length; i++)
        {
            int[] seen = [.. Enumerable.Range(0, Past + (i / (Heads * Dim)) + 1)];
            double[] weights = [.. seen.Select(key => Math.Exp((Query * Math.Sqrt(Dim) * keys[key * Dim]) - lowest))];
            expected[i] = seen.Sum(key => weights[key] * values[(key * Dim) + (i % Dim)]) / weights.Sum();
        }

        Reference.Close(expected, i => result.Floats[i], tolerance: 1e-3);      // of scores near 150 a float has the fifth digit
    }
}
