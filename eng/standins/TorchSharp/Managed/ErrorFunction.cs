using System;

namespace TorchSharp.Managed;

/// <summary>The error function to double precision: its Maclaurin series near zero, a continued fraction of erfc beyond.</summary>
internal static class ErrorFunction
{
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (double.IsNaN(x))
        {
            return x;
        }

        double value = size < 2.5 ? Series(size) : 1 - Tail(size);
        return x < 0 ? -value : value;
    }

    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double Tail(double x)
    {
        if (x > 27)
        {
            return 0;
        }

        double fraction = 0;
        for (int k = 60; k >= 1; k--)
        {
            fraction = k / 2.0 / (x + fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }
}
