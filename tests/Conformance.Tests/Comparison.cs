using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Conformance.Tests;

/// <summary>How far our numbers may be from Hugging Face's: |ours − theirs| ≤ tolerance · max(1, max|theirs|).</summary>
internal static class Comparison
{
    /// <summary>What the goldens ask for when weights are used as Hugging Face uses them.</summary>
    public const double Float32 = 2e-4;

    /// <summary>How many times the effect of one unit in the last place of the weights a row may be off.</summary>
    private const double SpreadsAllowed = 4;

    /// <summary>How many rows of few may be excused: one, and those behind it that its state is handed on to.</summary>
    private const int RowsAllowed = 3;

    /// <summary>What no conditioning excuses, of the scale.</summary>
    private const double MostSpread = 1e-2;

    public static void AssertClose(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, double tolerance, string what)
    {
        Assert.Equal(theirs.Length, ours.Length);
        double scale = Math.Max(1, Largest(theirs));
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
    /// The same row by row, with room for rows that rounding alone moves further. Where a query of the delta rule is all but orthogonal to its state, the gated norm
    /// magnifies the last digit a thousandfold; in such rows Hugging Face's own float32 numbers are further from exact arithmetic than the tolerance.
    /// They are told from wrong rows by experiment: <paramref name="perturbed"/> evaluates the model with every weight moved by one unit in the last place, and a row may be off
    /// by <see cref="SpreadsAllowed"/> times what that moves it. Such rows must be few, and none may be off by more than <see cref="MostSpread"/>.
    /// </summary>
    public static void AssertRowsClose(
        float[] ours, float[] theirs, int vocabulary, double tolerance, string what, Func<Perturbation> perturbed)
    {
        Assert.Equal(theirs.Length, ours.Length);
        double scale = Math.Max(1, Largest(theirs));
        double[] off = RowDifferences(ours, theirs, vocabulary);
        int[] beyond = [.. Enumerable.Range(0, off.Length).Where(row => !(off[row] <= tolerance * scale))];
        if (beyond.Length == 0)
        {
            return;
        }

        Assert.True(beyond.Length <= Math.Max(RowsAllowed, off.Length / 20), Text($"{what}: {beyond.Length} of {off.Length} rows are off by up to {off.Max():E2}, allowed {tolerance * scale:E2}"));
        Perturbation rounding = perturbed();
        double[][] spreads = [.. rounding.Moved.Select(moved => RowDifferences(rounding.Unmoved, moved, vocabulary))];
        foreach (int row in beyond)
        {
            double allowed = Math.Min(MostSpread * scale, SpreadsAllowed * spreads.Max(spread => spread[row]));
            Assert.True(off[row] <= allowed, Text($"{what}: row {row} is off by {off[row]:E2}, allowed {tolerance * scale:E2}, or {allowed:E2} for its conditioning"));
        }
    }

    /// <summary>
    /// For rounded weights: the largest difference of a row, for the row that stands at <paramref name="share"/> of them in order. Rounding flips a choice of experts here and there,
    /// and such a row is another model's; but a wrong kernel is wrong in every row. Logits of zero must be off by twice what is allowed.
    /// </summary>
    public static void AssertRowClose(float[] ours, float[] theirs, int vocabulary, double tolerance, double share, string what)
    {
        Assert.Equal(theirs.Length, ours.Length);
        double scale = Math.Max(1, Largest(theirs));
        double off = RowAt(share, ours, theirs, vocabulary);
        double nothing = RowAt(share, new float[theirs.Length], theirs, vocabulary);
        Assert.True(tolerance * scale <= nothing / 2, Text($"{what}: the tolerance {tolerance * scale:E2} is no test where logits of zero are off by {nothing:E2}"));
        Assert.True(off <= tolerance * scale, Text($"{what}: the row at {share:P0} is off by {off:E2}, allowed {tolerance * scale:E2}"));
    }

    public static double Largest(ReadOnlySpan<float> values)
    {
        double largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    /// <summary>The perplexity of rounded weights is at most so much larger, as a fraction, than that of wide ones; and so is how far their distributions move, in nats.</summary>
    public static void AssertClose(HeldOutText wide, HeldOutText rounded, double perplexity, double divergence)
    {
        double moved = wide.DivergenceOf(rounded);
        Assert.InRange(wide.Perplexity, 5, 500);
        Assert.True(
            rounded.Perplexity <= wide.Perplexity * (1 + perplexity) && moved <= divergence,
            FormattableString.Invariant($"perplexity {rounded.Perplexity:F3} for {wide.Perplexity:F3} ({(rounded.Perplexity / wide.Perplexity) - 1:P2}), KL divergence {moved:E2}"));
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

    private static double RowAt(double share, float[] ours, float[] theirs, int vocabulary)
    {
        double[] worst = RowDifferences(ours, theirs, vocabulary);
        return worst.Order().ElementAt((int)(share * worst.Length));
    }

    private static double[] RowDifferences(float[] left, float[] right, int vocabulary)
    {
        double[] worst = new double[left.Length / vocabulary];
        for (int i = 0; i < left.Length; i++)
        {
            double difference = Math.Abs((double)left[i] - right[i]);
            worst[i / vocabulary] = difference <= worst[i / vocabulary] ? worst[i / vocabulary] : difference;
        }

        return worst;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
