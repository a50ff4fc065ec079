using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Benchmarks;

/// <summary>Median, least and most of several runs of one figure.</summary>
internal sealed record Measurement(double Median, double Least, double Most)
{
    public static Measurement Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Measurement(median, sorted[0], sorted[^1]);
    }
}
