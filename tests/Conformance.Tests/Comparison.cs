using System;
using System.Globalization;
using System.Linq;

namespace Modelwright.Conformance.Tests;

/// <summary>How far our numbers may be from Hugging Face's: |ours − theirs| ≤ tolerance · max(1, max|theirs|).</summary>
internal static class Comparison
{
    /// <summary>What the goldens ask for when weights are used as Hugging Face uses them.</summary>
    public const double Float32 = 2e-4;

    public static void AssertClose(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, double tolerance, string what)
    {
        Assert.Equal(theirs.Length, ours.Length);
        double scale = 1;
        foreach (float value in theirs)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        (double worst, int at) = (0, 0);
        for (int i = 0; i < ours.Length; i++)
        {
            double difference = Math.Abs((double)ours[i] - theirs[i]);
            if (!(difference <= worst))
            {
                (worst, at) = (difference, i);
            }
        }

        Assert.True(
            worst <= tolerance * scale,
            string.Create(CultureInfo.InvariantCulture, $"{what}: {ours[at]} for {theirs[at]} at {at}; off by {worst:E2}, allowed {tolerance * scale:E2}"));
    }

    public static int ArgMax(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }

    /// <summary>Rows of [batch, columns, vocabulary] whose mask is 1.</summary>
    public static float[] Unmasked(float[] logits, GoldenRun run)
    {
        int vocabulary = logits.Length / (run.Batch * run.Columns);
        return
        [
            .. Enumerable.Range(0, run.Batch * run.Columns)
                .Where(row => run.Mask[row / run.Columns][row % run.Columns] == 1)
                .SelectMany(row => logits.AsSpan(row * vocabulary, vocabulary).ToArray()),
        ];
    }
}
