using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Tests;

/// <summary>Losses of numbers that are given, against their definitions in double.</summary>
public sealed class HeadLossTests
{
    private static readonly float[] Logits = [.. Enumerable.Range(0, 24).Select(static i => MathF.Sin(i * 1.3f) * 3)];

    [Fact]
    public void Cross_entropy_is_a_mean_over_the_labels_that_count()
    {
        int[] labels = [2, HeadLosses.Ignored, 0, 3, HeadLosses.Ignored, 1];
        double[] rows = [.. labels.Select((label, row) => label < 0 ? 0 : Row(row, label))];

        Assert.Equal(rows.Sum() / 4, HeadLosses.CrossEntropy(Logits, labels), 1e-6);
        Assert.Equal(rows.Sum() / 10, HeadLosses.CrossEntropy(Logits, labels, count: 10), 1e-6);
        Assert.True(double.IsNaN(HeadLosses.CrossEntropy(Logits, [.. Enumerable.Repeat(HeadLosses.Ignored, 6)])));
        Assert.True(double.IsNaN(HeadLosses.CrossEntropy([], [])));
        foreach (int wrong in (int[])[4, -1])
        {
            ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => HeadLosses.CrossEntropy(Logits, [0, 0, 0, 0, 0, wrong]));
            Assert.Equal(wrong, e.ActualValue);
            Assert.StartsWith("There are 4 classes.", e.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Two sequences of three columns: the last of each predicts nothing, labels of the first are predicted by none.</summary>
    [Fact]
    public void Each_column_predicts_the_next_ones_label()
    {
        int[] labels = [3, 2, HeadLosses.Ignored, 0, 1, 3];
        double sum = Row(0, 2) + Row(3, 1) + Row(4, 3);

        Assert.Equal(sum / 3, HeadLosses.NextToken(Logits, labels, batchSize: 2), 1e-6);
        Assert.Equal(sum / 2, HeadLosses.NextToken(Logits, labels, batchSize: 2, count: 2), 1e-6);
        Assert.Equal((Row(0, 2) + Row(2, 0) + Row(3, 1) + Row(4, 3)) / 4, HeadLosses.NextToken(Logits, labels, batchSize: 1), 1e-6);
    }

    [Fact]
    public void Numbers_and_many_labels()
    {
        float[] predictions = [1, -2, 30, 0], targets = [0.5f, 1, 0.25f, 0];

        Assert.Equal(((0.5 * 0.5) + 9 + (29.75 * 29.75)) / 4, HeadLosses.MeanSquared(predictions, targets), 1e-6);
        Assert.Equal(
            predictions.Zip(targets).Average(static pair => -(pair.Second * Math.Log(Sigmoid(pair.First))) - ((1 - pair.Second) * Math.Log(Sigmoid(-pair.First)))),
            HeadLosses.BinaryCrossEntropy(predictions, targets),
            1e-6);
        Assert.StartsWith("There are 3 targets; wanted 4, one for each prediction.", Assert.Throws<ArgumentException>(() => HeadLosses.MeanSquared(predictions, targets.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 3 targets; wanted 4", Assert.Throws<ArgumentException>(() => HeadLosses.BinaryCrossEntropy(predictions, targets.AsSpan(1))).Message, StringComparison.Ordinal);

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    /// <summary>Six columns: places from the last column's end on do not count, those before the first are the first.</summary>
    [Fact]
    public void Spans_are_two_cross_entropies()
    {
        double Place(ReadOnlySpan<float> logits, int row, int label) => Entropy(logits.Slice(row * 6, 6).ToArray(), label);

        float[] starts = Logits[..12], ends = Logits[12..];
        Assert.Equal((((Place(starts, 0, 2) + Place(starts, 1, 0)) / 2) + Place(ends, 0, 5)) / 2, HeadLosses.Span(starts, ends, [2, -3], [5, 6]), 1e-6);
        Assert.Equal((Place(starts, 1, 1) + ((Place(ends, 0, 3) + Place(ends, 1, 4)) / 2)) / 2, HeadLosses.Span(starts, ends, [7, 1], [3, 4]), 1e-6);
    }

    /// <summary>Several layers of several rows, of which some do not count.</summary>
    [Fact]
    public void Routers_are_balanced_over_all_rows_that_count()
    {
        bool[] present = [true, false, true];
        float[][] layers = [Logits[..12], Logits[12..]];
        double[] chosen = new double[4], probability = new double[4];
        foreach (float[] layer in layers)
        {
            foreach (int row in (int[])[0, 2])
            {
                float[] logits = layer[(row * 4)..((row + 1) * 4)];
                double[] shares = [.. logits.Select(x => Math.Exp(x) / logits.Sum(static y => Math.Exp(y)))];
                int[] best = [.. Enumerable.Range(0, 4).OrderByDescending(expert => shares[expert]).Take(2)];
                for (int expert = 0; expert < 4; expert++)
                {
                    chosen[expert] += best.Contains(expert) ? 1 : 0;
                    probability[expert] += shares[expert];
                }
            }
        }

        Assert.Equal(4 * chosen.Zip(probability).Sum(static pair => pair.First / 4 * (pair.Second / 4)), HeadLosses.RouterBalance(layers, experts: 4, perToken: 2, present), 1e-6);
        Assert.Equal(HeadLosses.RouterBalance(layers, 4, 2), HeadLosses.RouterBalance(layers, 4, 2, []));
        Assert.NotEqual(HeadLosses.RouterBalance(layers, 4, 2), HeadLosses.RouterBalance(layers, 4, 2, present));
        Assert.Throws<ArgumentNullException>(() => HeadLosses.RouterBalance(null!, 4, 2));
    }

    [Fact]
    public void Batches_that_are_none_are_refused()
    {
        const string nothing = "There is nothing, or a row without tokens; wanted rows of one token or more.";
        foreach (IReadOnlyList<int>[] rows in (IReadOnlyList<int>[][])[[], [[1], []], [[], [1]]])
        {
            Assert.StartsWith(nothing, Assert.Throws<ArgumentException>(() => TokenBatch.Padded(rows)).Message, StringComparison.Ordinal);
            Assert.StartsWith(nothing, Assert.Throws<ArgumentException>(() => TokenBatch.Masked(rows)).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentNullException>(() => TokenBatch.Padded(null!));
        Assert.StartsWith("Row 1 has 3 tokens; wanted 2, as in the first row.", Assert.Throws<ArgumentException>(() => TokenBatch.Masked([[1, 2], [1, 2, 3]])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Row 1 has 2 tokens and a mask of 3; wanted 2", Assert.Throws<ArgumentException>(() => TokenBatch.Masked([[1, 2], [1, 2]], [[1, 1], [1, 1, 1]])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 12 numbers and a mask for 2 rows of 3 columns; wanted a multiple of 6", Assert.Throws<ArgumentException>(() => TokenBatch.Embedded(new float[12], 2, 3, [[1, 1, 1], [1, 1]])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 0 numbers for 2 rows of 3 columns", Assert.Throws<ArgumentException>(() => TokenBatch.Embedded(Array.Empty<float>(), 2, 3)).Message, StringComparison.Ordinal);
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => TokenBatch.Embedded(new float[6], 0, 3)).ParamName);
        Assert.Equal("columns", Assert.Throws<ArgumentOutOfRangeException>(() => TokenBatch.Embedded(new float[6], 2, 0)).ParamName);
    }

    [Fact]
    public void Rows_know_what_is_their_text()
    {
        TokenBatch batch = TokenBatch.Masked([[7, 8, 9, 9], [9, 9, 9, 9], [1, 9, 2, 9]], [[0, 1, 1, 0], [1, 1, 1, 1], [5, 5, 0, 0]]);

        Assert.Equal([(1, 3), (0, 4), (0, 2)], batch.First.Zip(batch.End));
        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(column => batch.IsText(0, column)));
        Assert.Equal([1, 0, 2], Enumerable.Range(0, 3).Select(row => batch.LastOther(row, 9)));
        TokenBatch embedded = TokenBatch.Embedded(new float[24], 2, 4, [[0, 1, 1, 1], [1, 1, 0, 0]]);
        Assert.Equal([(1, 4), (0, 2)], embedded.First.Zip(embedded.End));
        Assert.Equal([(0, 4), (0, 4)], TokenBatch.Embedded(new float[24], 2, 4).First.Zip(TokenBatch.Embedded(new float[24], 2, 4).End));
        Assert.Equal(3, embedded.LastOther(0, 9));
    }

    private static double Row(int row, int label) => Entropy(Logits[(row * 4)..((row + 1) * 4)], label);

    private static double Entropy(float[] logits, int label) => Math.Log(logits.Sum(static x => Math.Exp(x))) - logits[label];
}
