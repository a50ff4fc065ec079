using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Activations and gates.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    public override void ActivateAndMultiply(CpuActivation function, float* gate, float* up, int count, float* to)
    {
        int i = 0;
        if (HasVectors(function))
        {
            for (; i + TLanes.Count <= count; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Multiply(Activation(function, TLanes.Load(gate + i)), TLanes.Load(up + i)), to + i);
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
        if (HasVectors(function))
        {
            for (; i + TLanes.Count <= count; i += TLanes.Count)
            {
                TLanes.Store(Activation(function, TLanes.Load(x + i)), x + i);
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
            TVector e = Exponential.Of<TVector, TLanes>(TLanes.Subtract(TLanes.Load(scores + i), top));
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
        return TLanes.Divide(one, TLanes.Add(one, Exponential.Of<TVector, TLanes>(TLanes.Subtract(default, x))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Silu(TVector x) => TLanes.Multiply(x, Sigmoid(x));

    /// <summary><c>0.5·x·(1 + tanh(u))</c> is <c>x·sigmoid(2u)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector GeluTanh(TVector x)
    {
        TVector cube = TLanes.Multiply(TLanes.Multiply(x, x), x);
        TVector u = TLanes.Multiply(TLanes.Create(2 * 0.7978845608028654f), TLanes.MultiplyAdd(TLanes.Create(0.044715f), cube, x));
        return TLanes.Multiply(x, Sigmoid(u));
    }

    /// <summary>erf by Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7; the tail on the side of x's sign is x minus the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Gelu(TVector x)
    {
        TVector one = TLanes.Create(1);
        TVector a = TLanes.Multiply(TLanes.Create(0.7071067811865476f), TLanes.Max(x, TLanes.Subtract(default, x)));
        TVector t = TLanes.Divide(one, TLanes.MultiplyAdd(TLanes.Create(0.3275911f), a, one));
        TVector sum = TLanes.MultiplyAdd(t, TLanes.Create(1.061405429f), TLanes.Create(-1.453152027f));
        sum = TLanes.MultiplyAdd(t, sum, TLanes.Create(1.421413741f));
        sum = TLanes.MultiplyAdd(t, sum, TLanes.Create(-0.284496736f));
        sum = TLanes.MultiplyAdd(t, sum, TLanes.Create(0.254829592f));
        TVector tail = TLanes.Multiply(TLanes.Multiply(t, sum), Exponential.Of<TVector, TLanes>(TLanes.Subtract(default, TLanes.Multiply(a, a))));
        TVector lost = TLanes.Multiply(TLanes.Multiply(TLanes.Create(0.7071067811865476f), a), tail);
        return TLanes.Subtract(TLanes.Max(x, default), lost);
    }

    /// <summary>The functions that a vector goes through at once.</summary>
    private static bool HasVectors(CpuActivation function) => function is CpuActivation.Silu or CpuActivation.Gelu or CpuActivation.GeluTanh;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Activation(CpuActivation function, TVector x) => function switch
    {
        CpuActivation.Silu => Silu(x),
        CpuActivation.Gelu => Gelu(x),
        _ => GeluTanh(x),
    };

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
