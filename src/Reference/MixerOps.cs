using System;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Testing;

/// <summary>What mixes the columns of a sequence: attention, convolution, the delta rule. A sequence begins with its first column; nothing is remembered.</summary>
internal static class MixerOps
{
    /// <param name="x">[rows, heads, d].</param>
    /// <param name="turns">For each row half as many cosines as dimensions turn, then as many sines.</param>
    /// <param name="dimensions">How many turn.</param>
    public static Tensor Rope(Tensor x, float[] turns, int dimensions) => x.PerHead(x.Width, (row, head, result) =>
    {
        x.Head(row, head).CopyTo(result);
        int half = dimensions / 2;
        for (int j = 0; j < half; j++)
        {
            (double cosine, double sine) = (turns[(row * dimensions) + j], turns[(row * dimensions) + half + j]);
            (double first, double second) = (result[j], result[j + half]);
            (result[j], result[j + half]) = ((first * cosine) - (second * sine), (second * cosine) + (first * sine));
        }
    });

    public static Tensor Attention(Tensor q, Tensor k, Tensor v, int? window) => q.PerHead(q.Width, (row, head, result) =>
    {
        int keyHead = head / (q.Heads / k.Heads);
        int first = window is int length ? Math.Max(0, row - length + 1) : 0;
        double[] scores = new double[row + 1 - first];
        for (int key = first; key <= row; key++)
        {
            scores[key - first] = PlainOps.Dot(q.Head(row, head), k.Head(key, keyHead)) / Math.Sqrt(q.Width);
        }

        RouteOps.Softmax(scores);
        for (int key = first; key <= row; key++)
        {
            AddScaled(result, v.Head(key, keyHead), scores[key - first]);
        }
    });

    /// <param name="x">[rows, channels].</param>
    /// <param name="filter">For each channel its taps, the last for the column itself.</param>
    /// <param name="function">What is made of the sums.</param>
    public static Tensor Convolution(Tensor x, Tensor filter, Activation function)
    {
        int taps = filter.Data.Length / x.RowWidth;
        return x.PerHead(x.RowWidth, (row, _, result) =>
        {
            for (int channel = 0; channel < result.Length; channel++)
            {
                double sum = 0;
                for (int tap = Math.Max(0, taps - 1 - row); tap < taps; tap++)
                {
                    sum += filter.Data[(channel * taps) + tap] * x.Row(row - taps + 1 + tap)[channel];
                }

                result[channel] = PlainOps.Activate(function, sum);
            }
        });
    }

    /// <summary>g = −exp(A_log)·softplus(a + dt_bias).</summary>
    public static Tensor DecayGate(Tensor a, Tensor logarithms, Tensor bias) => a.PerHead(a.Width, (row, _, result) =>
    {
        for (int head = 0; head < result.Length; head++)
        {
            double x = a.Row(row)[head] + bias.Data[head];
            double softplus = Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
            result[head] = -Math.Exp(logarithms.Data[head]) * softplus;
        }
    });

    /// <summary>S ← e^g·S; δ = β(v − Sᵀk); S ← S + kδᵀ; o = Sᵀq, column by column.</summary>
    public static Tensor DeltaRule(Tensor q, Tensor k, Tensor v, Tensor decay, Tensor beta)
    {
        double[][][] states = [.. Enumerable.Range(0, v.Heads).Select(_ => Enumerable.Range(0, v.Width).Select(_ => new double[k.Width]).ToArray())];
        return v.PerHead(v.Width, (row, head, result) =>
        {
            int keyHead = head / (v.Heads / k.Heads);
            double kept = Math.Exp(decay.Row(row)[head]);
            for (int value = 0; value < result.Length; value++)
            {
                double[] state = states[head][value];
                for (int i = 0; i < state.Length; i++)
                {
                    state[i] *= kept;
                }

                double change = beta.Row(row)[head] * (v.Head(row, head)[value] - PlainOps.Dot(state, k.Head(row, keyHead)));
                AddScaled(state, k.Head(row, keyHead), change);
                result[value] = PlainOps.Dot(state, q.Head(row, keyHead));
            }
        });
    }

    internal static void AddScaled(Span<double> to, ReadOnlySpan<double> numbers, double by)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += numbers[i] * by;
        }
    }
}
