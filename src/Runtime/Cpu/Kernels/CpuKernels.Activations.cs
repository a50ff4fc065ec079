using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Activations and gates.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    public override void ActivateAndMultiply(CpuActivation function, float* gate, float* up, int count, float* to)
    {
        int i = 0;
        if (function == CpuActivation.Silu)
        {
            for (; i + TLanes.Count <= count; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Multiply(Silu(TLanes.Load(gate + i)), TLanes.Load(up + i)), to + i);
            }
        }

        for (; i < count; i++)
        {
            to[i] = Activation(function, gate[i]) * up[i];
        }
    }

    public override void Activate(CpuActivation function, float* x, int count)
    {
        int i = 0;
        if (function == CpuActivation.Silu)
        {
            for (; i + TLanes.Count <= count; i += TLanes.Count)
            {
                TLanes.Store(Silu(TLanes.Load(x + i)), x + i);
            }
        }

        for (; i < count; i++)
        {
            x[i] = Activation(function, x[i]);
        }
    }

    public override void MultiplyBySigmoid(float* x, float* gate, int count)
    {
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(TLanes.Load(x + i), Sigmoid(TLanes.Load(gate + i))), x + i);
        }

        for (; i < count; i++)
        {
            x[i] *= CpuMath.Sigmoid(gate[i]);
        }
    }

    public override float Exponentials(float* scores, int count, int first, int end, float largest)
    {
        new Span<float>(scores, first).Clear();
        new Span<float>(scores + end, count - end).Clear();
        TVector top = TLanes.Create(largest);
        TVector sums = default;
        int i = first;
        for (; i + TLanes.Count <= end; i += TLanes.Count)
        {
            TVector e = TLanes.Exp(TLanes.Subtract(TLanes.Load(scores + i), top));
            TLanes.Store(e, scores + i);
            sums = TLanes.Add(sums, e);
        }

        float sum = TLanes.Sum(sums);
        for (; i < end; i++)
        {
            scores[i] = MathF.Exp(scores[i] - largest);
            sum += scores[i];
        }

        return sum;
    }

    public override float Largest(float* scores, int first, int end)
    {
        float largest = float.NegativeInfinity;
        int i = first;
        if (i + TLanes.Count <= end)
        {
            TVector top = TLanes.Load(scores + i);
            for (i += TLanes.Count; i + TLanes.Count <= end; i += TLanes.Count)
            {
                top = TLanes.Max(top, TLanes.Load(scores + i));
            }

            largest = TLanes.Largest(top);
        }

        for (; i < end; i++)
        {
            largest = MathF.Max(largest, scores[i]);
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sigmoid(TVector x)
    {
        TVector one = TLanes.Create(1);
        return TLanes.Divide(one, TLanes.Add(one, TLanes.Exp(TLanes.Subtract(default, x))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Silu(TVector x) => TLanes.Multiply(x, Sigmoid(x));

    private static float Activation(CpuActivation function, float x) => function switch
    {
        CpuActivation.Silu => x * CpuMath.Sigmoid(x),
        CpuActivation.Gelu => (float)(0.5 * x * (1 + CpuMath.Erf(x / Math.Sqrt(2)))),
        CpuActivation.GeluTanh => 0.5f * x * (1 + MathF.Tanh(0.7978845608028654f * (x + (0.044715f * x * x * x)))),
        CpuActivation.QuickGelu => x * CpuMath.Sigmoid(1.702f * x),
        CpuActivation.Relu => MathF.Max(x, 0),
        CpuActivation.Relu2 => MathF.Max(x, 0) * MathF.Max(x, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not an activation."),
    };
}
