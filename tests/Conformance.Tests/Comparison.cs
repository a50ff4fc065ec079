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

    /// <summary>
    /// For rounded weights: the largest difference of a row, for the median row. Rounding flips a choice of experts here and there, and such a row is another model's;
    /// but a wrong kernel is wrong in every row.
    /// </summary>
    public static void AssertMedianRowClose(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, int vocabulary, double tolerance, string what)
    {
        Assert.Equal(theirs.Length, ours.Length);
        double scale = 1;
        double[] worst = new double[ours.Length / vocabulary];
        for (int i = 0; i < ours.Length; i++)
        {
            scale = Math.Max(scale, Math.Abs(theirs[i]));
            worst[i / vocabulary] = Math.Max(worst[i / vocabulary], Math.Abs((double)ours[i] - theirs[i]));
        }

        double median = worst.Order().ElementAt(worst.Length / 2);
        Assert.True(
            median <= tolerance * scale,
            string.Create(CultureInfo.InvariantCulture, $"{what}: the median row is off by {median:E2}, allowed {tolerance * scale:E2}"));
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
