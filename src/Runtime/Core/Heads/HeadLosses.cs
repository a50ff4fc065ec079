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

    /// <summary>
    /// The load-balancing loss of routers (Fedus et al. 2021, equation 4, as transformers' <c>load_balancing_loss_func</c> sums it): experts · Σ f·p, f being the share of tokens that an expert
    /// is chosen for and p the mean probability that its router gives it. Evenly shared, it is the number of experts a token.
    /// </summary>
    /// <param name="routerLogits">[rows, experts] of each layer.</param>
    /// <param name="experts">Experts of a layer.</param>
    /// <param name="perToken">Experts a token.</param>
    /// <param name="present">Which rows count, as many as each layer has; empty: all.</param>
    public static double RouterBalance(IReadOnlyList<IReadOnlyList<float>> routerLogits, int experts, int perToken, IReadOnlyList<bool>? present = null)
    {
        ArgumentNullException.ThrowIfNull(routerLogits);
        double[] chosen = new double[experts];
        double[] probability = new double[experts];
        long rows = 0;
        foreach (IReadOnlyList<float> layer in routerLogits)
        {
            for (int row = 0; row < layer.Count / experts; row++)
            {
                if (present is null || present.Count == 0 || present[row])
                {
                    AddRow(layer, row * experts, perToken, chosen, probability);
                    rows++;
                }
            }
        }

        double sum = 0;
        for (int expert = 0; expert < experts; expert++)
        {
            sum += chosen[expert] / rows * (probability[expert] / rows);
        }

        return experts * sum;
    }

    private static void AddRow(IReadOnlyList<float> logits, int start, int perToken, double[] chosen, double[] probability)
    {
        float[] shares = new float[chosen.Length];
        for (int expert = 0; expert < shares.Length; expert++)
        {
            shares[expert] = logits[start + expert];
        }

        Probabilities.Softmax(shares);
        for (int expert = 0; expert < shares.Length; expert++)
        {
            probability[expert] += shares[expert];
        }

        for (int choice = 0; choice < perToken; choice++)
        {
            int best = Probabilities.Best(shares);
            chosen[best]++;
            shares[best] = -1;
        }
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
