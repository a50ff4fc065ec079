using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Layer norm of a row.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>The mean first, then the squares of what is off it: taken from the sum of squares, the variance of a row far from zero would be rounding.</summary>
    public override void LayerNorm(float* x, float* weight, float* bias, int count, float epsilon, float* to)
    {
        float mean = Sum(x, count) / count;
        float factor = 1f / MathF.Sqrt((SumOfSquaredDifferences(x, mean, count) / count) + epsilon);
        TVector means = TLanes.Create(mean);
        TVector factors = TLanes.Create(factor);
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector normed = TLanes.Multiply(TLanes.Subtract(TLanes.Load(x + i), means), factors);
            TLanes.Store(TLanes.MultiplyAdd(normed, TLanes.Load(weight + i), TLanes.Load(bias + i)), to + i);
        }

        for (; i < count; i++)
        {
            to[i] = ((x[i] - mean) * factor * weight[i]) + bias[i];
        }
    }

    private static float Sum(float* x, int count)
    {
        TVector sum = default;
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            sum = TLanes.Add(sum, TLanes.Load(x + i));
        }

        float total = TLanes.Sum(sum);
        for (; i < count; i++)
        {
            total += x[i];
        }

        return total;
    }

    private static float SumOfSquaredDifferences(float* x, float from, int count)
    {
        TVector center = TLanes.Create(from);
        TVector sum = default;
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector difference = TLanes.Subtract(TLanes.Load(x + i), center);
            sum = TLanes.MultiplyAdd(difference, difference, sum);
        }

        float total = TLanes.Sum(sum);
        for (; i < count; i++)
        {
            total += (x[i] - from) * (x[i] - from);
        }

        return total;
    }
}
