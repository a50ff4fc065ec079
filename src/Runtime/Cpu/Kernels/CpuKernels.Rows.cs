using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>What is done to a row of activations.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    public override void RmsNorm(float* x, float* weight, int count, float epsilon, bool zeroCentred, float* to)
    {
        float factor = 1f / MathF.Sqrt((SumOfSquares(x, count) / count) + epsilon);
        float one = zeroCentred ? 1 : 0;
        TVector factors = TLanes.Create(factor);
        TVector ones = TLanes.Create(one);
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(TLanes.Multiply(TLanes.Load(x + i), factors), TLanes.Add(TLanes.Load(weight + i), ones)), to + i);
        }

        for (; i < count; i++)
        {
            to[i] = x[i] * factor * (weight[i] + one);
        }
    }

    public override void L2Norm(float* x, int count, float scale, float* to)
    {
        const float epsilon = 1e-6f;
        float factor = 1f / MathF.Sqrt(SumOfSquares(x, count) + epsilon);
        for (int i = 0; i < count; i++)
        {
            to[i] = x[i] * factor * scale;
        }
    }

    public override void AddScaled(float* x, float factor, int count, float* to)
    {
        TVector factors = TLanes.Create(factor);
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.MultiplyAdd(factors, TLanes.Load(x + i), TLanes.Load(to + i)), to + i);
        }

        for (; i < count; i++)
        {
            to[i] += factor * x[i];
        }
    }

    public override float Product(float* a, float* b, int count) => DotRow<FloatElement>((byte*)a, count, b);

    public override void Scale(float* x, float factor, int count)
    {
        TVector factors = TLanes.Create(factor);
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(factors, TLanes.Load(x + i)), x + i);
        }

        for (; i < count; i++)
        {
            x[i] *= factor;
        }
    }

    public override void Rotate(float* head, float* table, int rotary)
    {
        int half = rotary / 2;
        float* cosines = table;
        float* sines = table + half;
        int i = 0;
        for (; i + TLanes.Count <= half; i += TLanes.Count)
        {
            TVector lower = TLanes.Load(head + i);
            TVector upper = TLanes.Load(head + half + i);
            TVector cosine = TLanes.Load(cosines + i);
            TVector sine = TLanes.Load(sines + i);
            TLanes.Store(TLanes.Subtract(TLanes.Multiply(lower, cosine), TLanes.Multiply(upper, sine)), head + i);
            TLanes.Store(TLanes.MultiplyAdd(upper, cosine, TLanes.Multiply(lower, sine)), head + half + i);
        }

        for (; i < half; i++)
        {
            (float lower, float upper) = (head[i], head[half + i]);
            head[i] = (lower * cosines[i]) - (upper * sines[i]);
            head[half + i] = (upper * cosines[i]) + (lower * sines[i]);
        }
    }

    private static float SumOfSquares(float* x, int count)
    {
        TVector sum = default;
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector v = TLanes.Load(x + i);
            sum = TLanes.MultiplyAdd(v, v, sum);
        }

        float total = TLanes.Sum(sum);
        for (; i < count; i++)
        {
            total += x[i] * x[i];
        }

        return total;
    }
}
