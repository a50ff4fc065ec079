using System;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    /// <summary>Draws class numbers by weight, with or without putting them back; each row of the input on its own.</summary>
    public static NativeTensor Multinomial(NativeTensor x, long samples, bool replacement, RandomSource? source)
    {
        if (x.Rank is not (1 or 2))
        {
            throw NativeError.Of("prob_dist must be 1 or 2 dim");
        }

        int classes = (int)x.Sizes[^1];
        if (samples <= 0)
        {
            throw NativeError.Of("cannot sample n_sample <= 0 samples");
        }

        if (!replacement && samples > classes)
        {
            throw NativeError.Of("cannot sample n_sample > prob_dist.size(-1) samples without replacement");
        }

        double[] weights = x.ToDoubles();
        int rows = classes == 0 ? 0 : weights.Length / classes;
        double[] draws = RandomSource.Uniform((int)(rows * samples), source);
        long[] drawn = new long[draws.Length];
        for (int i = 0; i < draws.Length; i++)
        {
            Span<double> row = weights.AsSpan((int)(i / samples) * classes, classes);
            int pick = Pick(row, draws[i]);
            drawn[i] = pick;
            if (!replacement)
            {
                row[pick] = 0;
            }
        }

        return NativeTensor.From(drawn, x.Rank == 1 ? [samples] : [rows, samples], ScalarType.Int64);
    }

    private static int Pick(ReadOnlySpan<double> weights, double draw)
    {
        double total = 0;
        foreach (double weight in weights)
        {
            if (weight < 0 || !double.IsFinite(weight))
            {
                throw NativeError.Of("probability tensor contains either `inf`, `nan` or element < 0");
            }

            total += weight;
        }

        if (total <= 0)
        {
            throw NativeError.Of("invalid multinomial distribution (sum of probabilities <= 0)");
        }

        double rest = draw * total;
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
            {
                continue;
            }

            last = i;
            rest -= weights[i];
            if (rest < 0)
            {
                break;
            }
        }

        return last;
    }
}
