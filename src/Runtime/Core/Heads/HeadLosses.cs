using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// The losses of Hugging Face's heads (transformers <c>loss/loss_utils.py</c>), of numbers that any backend computed. They tell how well a model does; training has its own in TorchSharp.
/// </summary>
public static class HeadLosses
{
    /// <summary>The label that does not count.</summary>
    public const int Ignored = -100;

    /// <summary>Mean cross entropy of rows with their labels; of none, not a number.</summary>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="labels">[rows]; <see cref="Ignored"/> does not count.</param>
    /// <param name="count">What the sum is divided by in place of the labels that count (<c>num_items_in_batch</c>).</param>
    public static double CrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, double? count = null)
    {
        int classes = logits.Length / Math.Max(1, labels.Length);
        double sum = 0;
        int counted = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] == Ignored)
            {
                continue;
            }

            ReadOnlySpan<float> values = logits.Slice(row * classes, classes);
            if ((uint)labels[row] >= (uint)classes)
            {
                throw new ArgumentOutOfRangeException(nameof(labels), labels[row], $"There are {classes} classes.");
            }

            sum += Probabilities.LogSum(values) - values[labels[row]];
            counted++;
        }

        return sum / (count ?? counted);
    }

    /// <summary>Mean cross entropy of each column's logits with the next column's label: the last column predicts nothing, the first is predicted by none.</summary>
    /// <param name="logits">[batch, columns, vocabulary].</param>
    /// <param name="labels">[batch, columns], not shifted.</param>
    /// <param name="batchSize">Sequences.</param>
    /// <param name="count">As for <see cref="CrossEntropy"/>.</param>
    public static double NextToken(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, int batchSize, double? count = null)
    {
        int columns = labels.Length / batchSize;
        int[] shifted = new int[labels.Length];
        Array.Fill(shifted, Ignored);
        for (int i = 0; i < labels.Length; i++)
        {
            if (i % columns != columns - 1)
            {
                shifted[i] = labels[i + 1];
            }
        }

        return CrossEntropy(logits, shifted, count);
    }

    /// <summary>Mean of the squared differences.</summary>
    /// <param name="predictions">[rows, numbers].</param>
    /// <param name="targets">As many.</param>
    public static double MeanSquared(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        RequireAlike(predictions, targets);
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            sum += Math.Pow((double)predictions[i] - targets[i], 2);
        }

        return sum / predictions.Length;
    }

    /// <summary>Mean binary cross entropy of every logit with its label, 0 to 1.</summary>
    /// <param name="logits">[rows, labels].</param>
    /// <param name="targets">As many.</param>
    public static double BinaryCrossEntropy(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets)
    {
        RequireAlike(logits, targets);
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += Math.Max(logits[i], 0) - ((double)logits[i] * targets[i]) + Math.Log(1 + Math.Exp(-Math.Abs((double)logits[i])));
        }

        return sum / logits.Length;
    }

    /// <summary>The mean of the cross entropies of where answers begin and of where they end; places at the last column's end and beyond do not count.</summary>
    /// <param name="startLogits">[batch, columns].</param>
    /// <param name="endLogits">[batch, columns].</param>
    /// <param name="starts">[batch].</param>
    /// <param name="ends">[batch].</param>
    public static double Span(ReadOnlySpan<float> startLogits, ReadOnlySpan<float> endLogits, IReadOnlyList<int> starts, IReadOnlyList<int> ends)
    {
        int columns = startLogits.Length / starts.Count;
        return (CrossEntropy(startLogits, Places(starts, columns)) + CrossEntropy(endLogits, Places(ends, columns))) / 2;
    }

    private static int[] Places(IReadOnlyList<int> places, int columns)
    {
        int[] labels = new int[places.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = places[i] >= columns ? Ignored : Math.Max(0, places[i]);
        }

        return labels;
    }

    private static void RequireAlike(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException($"There are {right.Length} targets; wanted {left.Length}, one for each prediction.", nameof(right));
        }
    }
}
