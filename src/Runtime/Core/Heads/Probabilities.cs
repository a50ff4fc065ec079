using System;

namespace Modelwright.Runtime;

/// <summary>Functions of logits, in float32 with sums in float64.</summary>
internal static class Probabilities
{
    /// <summary>Replaces logits by probabilities.</summary>
    public static void Softmax(Span<float> logits)
    {
        double log = LogSum(logits);
        foreach (ref float x in logits)
        {
            x = (float)Math.Exp(x - log);
        }
    }

    /// <summary>The logarithm of the sum of exponentials.</summary>
    public static double LogSum(ReadOnlySpan<float> logits)
    {
        float most = float.NegativeInfinity;
        foreach (float x in logits)
        {
            most = MathF.Max(most, x);
        }

        double sum = 0;
        foreach (float x in logits)
        {
            sum += Math.Exp(x - (double)most);
        }

        return most + Math.Log(sum);
    }

    /// <summary>The number of the largest.</summary>
    public static int Best(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
