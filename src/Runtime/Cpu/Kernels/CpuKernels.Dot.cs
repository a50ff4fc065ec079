using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Products of rows where they lie.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes> : CpuKernels
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    public override int Lanes => TLanes.Count;

    public override void Dot(ElementFormat format, byte** rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
    {
        switch (format)
        {
            case ElementFormat.Float32: Dot<FloatElement>(rows, count, columns, x, xStride, batch, to, stride); break;
            case ElementFormat.Float16: Dot<HalfElement>(rows, count, columns, x, xStride, batch, to, stride); break;
            case ElementFormat.BFloat16: Dot<BrainElement>(rows, count, columns, x, xStride, batch, to, stride); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of weights.");
        }
    }

    private static void Dot<TElement>(byte** rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
        where TElement : struct, IElement
    {
        int row = 0;
        for (; row + 4 <= count; row += 4)
        {
            int b = 0;
            for (; b + 2 <= batch; b += 2)
            {
                Dot4x2<TElement>(rows + row, columns, x + (b * xStride), x + ((b + 1) * xStride), to + ((long)b * stride) + row, stride);
            }

            if (b < batch)
            {
                Dot4<TElement>(rows + row, columns, x + (b * xStride), to + ((long)b * stride) + row);
            }
        }

        for (; row < count; row++)
        {
            for (int b = 0; b < batch; b++)
            {
                to[((long)b * stride) + row] = Dot1<TElement>(rows[row], columns, x + (b * xStride));
            }
        }
    }

    /// <summary>Four rows at once: their sums are independent, so the processor overlaps them.</summary>
    private static void Dot4<TElement>(byte** rows, int columns, float* x, float* to)
        where TElement : struct, IElement
    {
        byte* w0 = rows[0];
        byte* w1 = rows[1];
        byte* w2 = rows[2];
        byte* w3 = rows[3];
        TVector s0 = default;
        TVector s1 = default;
        TVector s2 = default;
        TVector s3 = default;
        nint k = 0;
        nint whole = columns - (columns % TLanes.Count);
        for (; k < whole; k += TLanes.Count)
        {
            TVector v = TLanes.Load(x + k);
            s0 = TLanes.MultiplyAdd(TElement.LoadSmall<TVector, TLanes>(w0, k), v, s0);
            s1 = TLanes.MultiplyAdd(TElement.LoadSmall<TVector, TLanes>(w1, k), v, s1);
            s2 = TLanes.MultiplyAdd(TElement.LoadSmall<TVector, TLanes>(w2, k), v, s2);
            s3 = TLanes.MultiplyAdd(TElement.LoadSmall<TVector, TLanes>(w3, k), v, s3);
        }

        to[0] = (TLanes.Sum(s0) * TElement.Factor) + Tail<TElement>(w0, x, k, columns);
        to[1] = (TLanes.Sum(s1) * TElement.Factor) + Tail<TElement>(w1, x, k, columns);
        to[2] = (TLanes.Sum(s2) * TElement.Factor) + Tail<TElement>(w2, x, k, columns);
        to[3] = (TLanes.Sum(s3) * TElement.Factor) + Tail<TElement>(w3, x, k, columns);
    }

    /// <summary>Four rows and two x: a weight is widened once for both.</summary>
    private static void Dot4x2<TElement>(byte** rows, int columns, float* x, float* y, float* to, int stride)
        where TElement : struct, IElement
    {
        byte* w0 = rows[0];
        byte* w1 = rows[1];
        byte* w2 = rows[2];
        byte* w3 = rows[3];
        (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
        (TVector t0, TVector t1, TVector t2, TVector t3) = (default, default, default, default);
        nint k = 0;
        nint whole = columns - (columns % TLanes.Count);
        for (; k < whole; k += TLanes.Count)
        {
            TVector v = TLanes.Load(x + k);
            TVector u = TLanes.Load(y + k);
            TVector w = TElement.LoadSmall<TVector, TLanes>(w0, k);
            s0 = TLanes.MultiplyAdd(w, v, s0);
            t0 = TLanes.MultiplyAdd(w, u, t0);
            w = TElement.LoadSmall<TVector, TLanes>(w1, k);
            s1 = TLanes.MultiplyAdd(w, v, s1);
            t1 = TLanes.MultiplyAdd(w, u, t1);
            w = TElement.LoadSmall<TVector, TLanes>(w2, k);
            s2 = TLanes.MultiplyAdd(w, v, s2);
            t2 = TLanes.MultiplyAdd(w, u, t2);
            w = TElement.LoadSmall<TVector, TLanes>(w3, k);
            s3 = TLanes.MultiplyAdd(w, v, s3);
            t3 = TLanes.MultiplyAdd(w, u, t3);
        }

        to[0] = (TLanes.Sum(s0) * TElement.Factor) + Tail<TElement>(w0, x, k, columns);
        to[1] = (TLanes.Sum(s1) * TElement.Factor) + Tail<TElement>(w1, x, k, columns);
        to[2] = (TLanes.Sum(s2) * TElement.Factor) + Tail<TElement>(w2, x, k, columns);
        to[3] = (TLanes.Sum(s3) * TElement.Factor) + Tail<TElement>(w3, x, k, columns);
        to += stride;
        to[0] = (TLanes.Sum(t0) * TElement.Factor) + Tail<TElement>(w0, y, k, columns);
        to[1] = (TLanes.Sum(t1) * TElement.Factor) + Tail<TElement>(w1, y, k, columns);
        to[2] = (TLanes.Sum(t2) * TElement.Factor) + Tail<TElement>(w2, y, k, columns);
        to[3] = (TLanes.Sum(t3) * TElement.Factor) + Tail<TElement>(w3, y, k, columns);
    }

    private static float Dot1<TElement>(byte* w, int columns, float* x)
        where TElement : struct, IElement
    {
        TVector s = default;
        nint k = 0;
        nint whole = columns - (columns % TLanes.Count);
        for (; k < whole; k += TLanes.Count)
        {
            s = TLanes.MultiplyAdd(TElement.LoadSmall<TVector, TLanes>(w, k), TLanes.Load(x + k), s);
        }

        return (TLanes.Sum(s) * TElement.Factor) + Tail<TElement>(w, x, k, columns);
    }

    /// <summary>The columns that fill no vector.</summary>
    private static float Tail<TElement>(byte* w, float* x, nint k, int columns)
        where TElement : struct, IElement
    {
        float sum = 0;
        for (; k < columns; k++)
        {
            sum += TElement.Load(w, k) * x[k];
        }

        return sum;
    }
}
