using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Products of rows where they lie.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes> : CpuKernels
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    public override int Lanes => TLanes.Count;

    public override void Dot(ElementFormat format, byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
    {
        switch (format)
        {
            case ElementFormat.Float32: Dot<FloatElement>(rows, count, columns, x, xStride, batch, to, stride); break;
            case ElementFormat.Float16: Dot<HalfElement>(rows, count, columns, x, xStride, batch, to, stride); break;
            case ElementFormat.BFloat16: Dot<BrainElement>(rows, count, columns, x, xStride, batch, to, stride); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of weights.");
        }
    }

    /// <summary>
    /// Row by row, so that memory is read in one stream: several rows at once look like as many streams too short for a processor to read ahead in, which was
    /// measured at less than half of the speed. With several x a row is read again while it is in the first cache.
    /// </summary>
    private static void Dot<TElement>(byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
        where TElement : struct, IElement
    {
        for (int row = 0; row < count; row++, rows += (long)columns * TElement.Size)
        {
            for (int b = 0; b < batch; b++)
            {
                to[((long)b * stride) + row] = DotRow<TElement>(rows, columns, x + (b * xStride));
            }
        }
    }

    /// <summary>Eight sums that do not wait for each other: as many as it takes to keep the multipliers fed and the reads ahead of them.</summary>
    private static float DotRow<TElement>(byte* w, int columns, float* x)
        where TElement : struct, IElement
    {
        (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
        (TVector s4, TVector s5, TVector s6, TVector s7) = (default, default, default, default);
        nint k = 0;
        for (; k + (8 * TLanes.Count) <= columns; k += 8 * TLanes.Count)
        {
            s0 = Step<TElement>(w, x, k, s0);
            s1 = Step<TElement>(w, x, k + TLanes.Count, s1);
            s2 = Step<TElement>(w, x, k + (2 * TLanes.Count), s2);
            s3 = Step<TElement>(w, x, k + (3 * TLanes.Count), s3);
            s4 = Step<TElement>(w, x, k + (4 * TLanes.Count), s4);
            s5 = Step<TElement>(w, x, k + (5 * TLanes.Count), s5);
            s6 = Step<TElement>(w, x, k + (6 * TLanes.Count), s6);
            s7 = Step<TElement>(w, x, k + (7 * TLanes.Count), s7);
        }

        for (; k + TLanes.Count <= columns; k += TLanes.Count)
        {
            s0 = Step<TElement>(w, x, k, s0);
        }

        TVector lower = TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3));
        TVector upper = TLanes.Add(TLanes.Add(s4, s5), TLanes.Add(s6, s7));
        return (TLanes.Sum(TLanes.Add(lower, upper)) * TElement.Factor) + Tail<TElement>(w, x, k, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Step<TElement>(byte* w, float* x, nint k, TVector sum)
        where TElement : struct, IElement =>
        TLanes.MultiplyAdd(TElement.LoadSmall<TVector, TLanes>(w, k), TLanes.Load(x + k), sum);

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
