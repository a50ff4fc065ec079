using System;

namespace Modelwright.Runtime;

/// <summary>
/// Which samples along one axis make each new sample, and with what integer weights (Pillow's <c>precompute_coeffs</c> and <c>normalize_coeffs_8bpc</c>).
/// When an axis shrinks the filter widens with it, so nothing is skipped.
/// </summary>
internal sealed class AxisWeights
{
    /// <summary>Weights are multiples of 2⁻²²: 8 bits of sample and 2 of overshoot beside them fill 32 bits.</summary>
    public const int Precision = 22;

    private readonly int[] _first;
    private readonly int[] _count;
    private readonly int[] _weights;

    public AxisWeights(int from, int to, ResampleFilter filter)
    {
        (_first, _count) = (new int[to], new int[to]);
        double scale = (double)from / to;
        double widened = Math.Max(scale, 1);
        double support = FilterKernel.Support(filter) * widened;
        Taps = ((int)Math.Ceiling(support) * 2) + 1;
        _weights = new int[checked(to * Taps)];
        double[] values = new double[Taps];
        for (int i = 0; i < to; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max((int)(centre - support + 0.5), 0);
            int count = Math.Min((int)(centre + support + 0.5), from) - first;
            double sum = 0;
            for (int k = 0; k < count; k++)
            {
                sum += values[k] = FilterKernel.At(filter, (first + k + 0.5 - centre) * (1 / widened));
            }

            // The sum is above 0: the sample nearest to the centre is always among them.
            (_first[i], _count[i]) = (first, count);
            for (int k = 0; k < count; k++)
            {
                _weights[(i * Taps) + k] = Fixed(values[k] / sum);
            }
        }
    }

    /// <summary>The most samples one new sample is made of.</summary>
    public int Taps { get; }

    /// <summary>The first sample that new sample <paramref name="i"/> is made of.</summary>
    public int First(int i) => _first[i];

    /// <summary>The weights of the samples from <see cref="First"/> on.</summary>
    public ReadOnlySpan<int> Of(int i) => _weights.AsSpan(i * Taps, _count[i]);

    private static int Fixed(double value) => (int)((value * (1 << Precision)) + (value < 0 ? -0.5 : 0.5));
}
