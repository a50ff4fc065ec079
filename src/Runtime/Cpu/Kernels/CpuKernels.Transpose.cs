using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Squares of as many rows as a vector has lanes and as many 32-bit words of each, transposed in registers: log2 rounds, in each of which row i is interleaved
/// with row i + half. A word of 16-bit numbers holds two neighbours of one row, so they are transposed in pairs and taken apart at the end.
/// </summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <param name="rows">As many as a vector has lanes.</param>
    /// <param name="at">The square's first byte in each.</param>
    /// <param name="to">A panel's row for each column of the square.</param>
    private static void Transpose<TElement>(byte** rows, nint at, float* to)
        where TElement : struct, IElement
    {
        switch (TLanes.Count)
        {
            case 16: Transpose16<TElement>(rows, at, to); break;
            case 8: Transpose8<TElement>(rows, at, to); break;
            default: Transpose4<TElement>(rows, at, to); break;
        }
    }

    private static void Transpose4<TElement>(byte** rows, nint at, float* to)
        where TElement : struct, IElement
    {
        TVector a0 = TLanes.Load((float*)(rows[0] + at));
        TVector a1 = TLanes.Load((float*)(rows[1] + at));
        TVector a2 = TLanes.Load((float*)(rows[2] + at));
        TVector a3 = TLanes.Load((float*)(rows[3] + at));
        (TVector b0, TVector b1) = (TLanes.ZipLow(a0, a2), TLanes.ZipHigh(a0, a2));
        (TVector b2, TVector b3) = (TLanes.ZipLow(a1, a3), TLanes.ZipHigh(a1, a3));
        (TVector c0, TVector c1) = (TLanes.ZipLow(b0, b2), TLanes.ZipHigh(b0, b2));
        (TVector c2, TVector c3) = (TLanes.ZipLow(b1, b3), TLanes.ZipHigh(b1, b3));
        Put<TElement>(c0, 0, to);
        Put<TElement>(c1, 1, to);
        Put<TElement>(c2, 2, to);
        Put<TElement>(c3, 3, to);
    }

    private static void Transpose8<TElement>(byte** rows, nint at, float* to)
        where TElement : struct, IElement
    {
        TVector a0 = TLanes.Load((float*)(rows[0] + at));
        TVector a1 = TLanes.Load((float*)(rows[1] + at));
        TVector a2 = TLanes.Load((float*)(rows[2] + at));
        TVector a3 = TLanes.Load((float*)(rows[3] + at));
        TVector a4 = TLanes.Load((float*)(rows[4] + at));
        TVector a5 = TLanes.Load((float*)(rows[5] + at));
        TVector a6 = TLanes.Load((float*)(rows[6] + at));
        TVector a7 = TLanes.Load((float*)(rows[7] + at));
        (TVector b0, TVector b1) = (TLanes.ZipLow(a0, a4), TLanes.ZipHigh(a0, a4));
        (TVector b2, TVector b3) = (TLanes.ZipLow(a1, a5), TLanes.ZipHigh(a1, a5));
        (TVector b4, TVector b5) = (TLanes.ZipLow(a2, a6), TLanes.ZipHigh(a2, a6));
        (TVector b6, TVector b7) = (TLanes.ZipLow(a3, a7), TLanes.ZipHigh(a3, a7));
        (TVector c0, TVector c1) = (TLanes.ZipLow(b0, b4), TLanes.ZipHigh(b0, b4));
        (TVector c2, TVector c3) = (TLanes.ZipLow(b1, b5), TLanes.ZipHigh(b1, b5));
        (TVector c4, TVector c5) = (TLanes.ZipLow(b2, b6), TLanes.ZipHigh(b2, b6));
        (TVector c6, TVector c7) = (TLanes.ZipLow(b3, b7), TLanes.ZipHigh(b3, b7));
        (TVector d0, TVector d1) = (TLanes.ZipLow(c0, c4), TLanes.ZipHigh(c0, c4));
        (TVector d2, TVector d3) = (TLanes.ZipLow(c1, c5), TLanes.ZipHigh(c1, c5));
        (TVector d4, TVector d5) = (TLanes.ZipLow(c2, c6), TLanes.ZipHigh(c2, c6));
        (TVector d6, TVector d7) = (TLanes.ZipLow(c3, c7), TLanes.ZipHigh(c3, c7));
        Put<TElement>(d0, 0, to);
        Put<TElement>(d1, 1, to);
        Put<TElement>(d2, 2, to);
        Put<TElement>(d3, 3, to);
        Put<TElement>(d4, 4, to);
        Put<TElement>(d5, 5, to);
        Put<TElement>(d6, 6, to);
        Put<TElement>(d7, 7, to);
    }

    private static void Transpose16<TElement>(byte** rows, nint at, float* to)
        where TElement : struct, IElement
    {
        TVector a0 = TLanes.Load((float*)(rows[0] + at));
        TVector a1 = TLanes.Load((float*)(rows[1] + at));
        TVector a2 = TLanes.Load((float*)(rows[2] + at));
        TVector a3 = TLanes.Load((float*)(rows[3] + at));
        TVector a4 = TLanes.Load((float*)(rows[4] + at));
        TVector a5 = TLanes.Load((float*)(rows[5] + at));
        TVector a6 = TLanes.Load((float*)(rows[6] + at));
        TVector a7 = TLanes.Load((float*)(rows[7] + at));
        TVector a8 = TLanes.Load((float*)(rows[8] + at));
        TVector a9 = TLanes.Load((float*)(rows[9] + at));
        TVector a10 = TLanes.Load((float*)(rows[10] + at));
        TVector a11 = TLanes.Load((float*)(rows[11] + at));
        TVector a12 = TLanes.Load((float*)(rows[12] + at));
        TVector a13 = TLanes.Load((float*)(rows[13] + at));
        TVector a14 = TLanes.Load((float*)(rows[14] + at));
        TVector a15 = TLanes.Load((float*)(rows[15] + at));
        (TVector b0, TVector b1) = (TLanes.ZipLow(a0, a8), TLanes.ZipHigh(a0, a8));
        (TVector b2, TVector b3) = (TLanes.ZipLow(a1, a9), TLanes.ZipHigh(a1, a9));
        (TVector b4, TVector b5) = (TLanes.ZipLow(a2, a10), TLanes.ZipHigh(a2, a10));
        (TVector b6, TVector b7) = (TLanes.ZipLow(a3, a11), TLanes.ZipHigh(a3, a11));
        (TVector b8, TVector b9) = (TLanes.ZipLow(a4, a12), TLanes.ZipHigh(a4, a12));
        (TVector b10, TVector b11) = (TLanes.ZipLow(a5, a13), TLanes.ZipHigh(a5, a13));
        (TVector b12, TVector b13) = (TLanes.ZipLow(a6, a14), TLanes.ZipHigh(a6, a14));
        (TVector b14, TVector b15) = (TLanes.ZipLow(a7, a15), TLanes.ZipHigh(a7, a15));
        (TVector c0, TVector c1) = (TLanes.ZipLow(b0, b8), TLanes.ZipHigh(b0, b8));
        (TVector c2, TVector c3) = (TLanes.ZipLow(b1, b9), TLanes.ZipHigh(b1, b9));
        (TVector c4, TVector c5) = (TLanes.ZipLow(b2, b10), TLanes.ZipHigh(b2, b10));
        (TVector c6, TVector c7) = (TLanes.ZipLow(b3, b11), TLanes.ZipHigh(b3, b11));
        (TVector c8, TVector c9) = (TLanes.ZipLow(b4, b12), TLanes.ZipHigh(b4, b12));
        (TVector c10, TVector c11) = (TLanes.ZipLow(b5, b13), TLanes.ZipHigh(b5, b13));
        (TVector c12, TVector c13) = (TLanes.ZipLow(b6, b14), TLanes.ZipHigh(b6, b14));
        (TVector c14, TVector c15) = (TLanes.ZipLow(b7, b15), TLanes.ZipHigh(b7, b15));
        (TVector d0, TVector d1) = (TLanes.ZipLow(c0, c8), TLanes.ZipHigh(c0, c8));
        (TVector d2, TVector d3) = (TLanes.ZipLow(c1, c9), TLanes.ZipHigh(c1, c9));
        (TVector d4, TVector d5) = (TLanes.ZipLow(c2, c10), TLanes.ZipHigh(c2, c10));
        (TVector d6, TVector d7) = (TLanes.ZipLow(c3, c11), TLanes.ZipHigh(c3, c11));
        (TVector d8, TVector d9) = (TLanes.ZipLow(c4, c12), TLanes.ZipHigh(c4, c12));
        (TVector d10, TVector d11) = (TLanes.ZipLow(c5, c13), TLanes.ZipHigh(c5, c13));
        (TVector d12, TVector d13) = (TLanes.ZipLow(c6, c14), TLanes.ZipHigh(c6, c14));
        (TVector d14, TVector d15) = (TLanes.ZipLow(c7, c15), TLanes.ZipHigh(c7, c15));
        (TVector e0, TVector e1) = (TLanes.ZipLow(d0, d8), TLanes.ZipHigh(d0, d8));
        (TVector e2, TVector e3) = (TLanes.ZipLow(d1, d9), TLanes.ZipHigh(d1, d9));
        (TVector e4, TVector e5) = (TLanes.ZipLow(d2, d10), TLanes.ZipHigh(d2, d10));
        (TVector e6, TVector e7) = (TLanes.ZipLow(d3, d11), TLanes.ZipHigh(d3, d11));
        (TVector e8, TVector e9) = (TLanes.ZipLow(d4, d12), TLanes.ZipHigh(d4, d12));
        (TVector e10, TVector e11) = (TLanes.ZipLow(d5, d13), TLanes.ZipHigh(d5, d13));
        (TVector e12, TVector e13) = (TLanes.ZipLow(d6, d14), TLanes.ZipHigh(d6, d14));
        (TVector e14, TVector e15) = (TLanes.ZipLow(d7, d15), TLanes.ZipHigh(d7, d15));
        Put<TElement>(e0, 0, to);
        Put<TElement>(e1, 1, to);
        Put<TElement>(e2, 2, to);
        Put<TElement>(e3, 3, to);
        Put<TElement>(e4, 4, to);
        Put<TElement>(e5, 5, to);
        Put<TElement>(e6, 6, to);
        Put<TElement>(e7, 7, to);
        Put<TElement>(e8, 8, to);
        Put<TElement>(e9, 9, to);
        Put<TElement>(e10, 10, to);
        Put<TElement>(e11, 11, to);
        Put<TElement>(e12, 12, to);
        Put<TElement>(e13, 13, to);
        Put<TElement>(e14, 14, to);
        Put<TElement>(e15, 15, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TElement>(TVector words, int word, float* to)
        where TElement : struct, IElement
    {
        int width = 2 * TLanes.Count;
        if (TElement.Size == sizeof(float))
        {
            TLanes.Store(words, to + (word * width));
        }
        else
        {
            TLanes.Store(TElement.EvenSmall<TVector, TLanes>(words), to + (2 * word * width));
            TLanes.Store(TElement.OddSmall<TVector, TLanes>(words), to + (((2 * word) + 1) * width));
        }
    }
}
