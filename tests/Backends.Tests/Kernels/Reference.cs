using System;

namespace Modelwright.Backends.Tests;

/// <summary>Numbers for kernel tests: repeatable inputs, and what the formulas say in double precision.</summary>
internal static class Reference
{
    /// <summary>Numbers between -scale and scale that f32 holds exactly.</summary>
    public static double[] Numbers(int seed, int count, double scale = 1)
    {
        Random random = new(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)(scale * ((2 * random.NextDouble()) - 1));
        }

        return values;
    }

    /// <summary>Makes some numbers so small that the epsilon of a norm over them shows: a thousandth, in exact steps.</summary>
    public static void Faint(double[] x, int at, int count)
    {
        foreach (ref double value in x.AsSpan(at, count))
        {
            value /= 1024;
        }
    }

    /// <summary>x * rsqrt(mean x² + eps) * (weight + offset), row after row.</summary>
    public static double[] Norm(double[] x, double[] weight, double epsilon, bool zeroCentred)
    {
        int width = weight.Length;
        double[] y = new double[x.Length];
        for (int row = 0; row < x.Length / width; row++)
        {
            double squares = 0;
            for (int i = 0; i < width; i++)
            {
                squares += x[(row * width) + i] * x[(row * width) + i];
            }

            double scale = 1 / Math.Sqrt((squares / width) + epsilon);
            for (int i = 0; i < width; i++)
            {
                y[(row * width) + i] = x[(row * width) + i] * scale * (weight[i] + (zeroCentred ? 1 : 0));
            }
        }

        return y;
    }

    /// <summary>Row <paramref name="row"/> of x times row <paramref name="output"/> of a matrix.</summary>
    public static double Dot(double[] x, int row, double[] matrix, int output, int width)
    {
        double sum = 0;
        for (int i = 0; i < width; i++)
        {
            sum += x[(row * width) + i] * matrix[(output * width) + i];
        }

        return sum;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Silu(double x) => x * Sigmoid(x);

    /// <summary>Compares against the largest number expected: sums cancel, and devices sum in their own order.</summary>
    public static void Close(double[] expected, Func<int, double> actual, double tolerance = 2e-5)
    {
        double largest = 1e-3;
        foreach (double value in expected)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            double found = actual(i);
            Assert.True(Math.Abs(found - expected[i]) <= tolerance * largest, $"number {i}: {found}, expected {expected[i]} (largest {largest})");
        }
    }
}
