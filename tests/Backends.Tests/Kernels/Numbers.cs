using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Backends.Tests;

/// <summary>Repeatable test numbers, and the comparison of a kernel's floats with a reference in double.</summary>
internal static class Numbers
{
    /// <summary>Sixty-fourths between -1 and 1: exact in float32, float16 and bfloat16, so every format has the same reference.</summary>
    public static float[] Exact(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(-64, 65) / 64f)];
    }

    /// <summary>Makes some numbers so small that the epsilon of a norm over them shows; they stay exact.</summary>
    public static void Faint(float[] x, int at, int count)
    {
        foreach (ref float value in x.AsSpan(at, count))
        {
            value /= 1024;
        }
    }

    /// <summary>Each number within <paramref name="tolerance"/> of the largest expected one; NaN is never close.</summary>
    public static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        double scale = Math.Max(expected.Max(Math.Abs), 1e-3);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"{what}: element {i} is {actual[i]}, expected {expected[i]} (largest {scale})");
        }
    }
}
