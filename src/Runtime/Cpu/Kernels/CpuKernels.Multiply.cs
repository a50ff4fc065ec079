using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// The product of rows of activations and a panel of weights. A tile of 12 rows (6 where there are 16 registers) and two vectors is held in registers for all
/// of k: two loads and a broadcast a row feed two multiply-adds a row, so the arithmetic units are what it waits for (Goto and van de Geijn 2008).
/// </summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    public override void Multiply(float* a, long aStride, int m, float* panel, int length, float factor, float* c, long cStride, bool accumulate)
    {
        int row = 0;
        if (TLanes.ManyRegisters)
        {
            for (; row + 12 <= m; row += 12)
            {
                Tile12(a + (row * aStride), aStride, panel, length, factor, c + (row * cStride), cStride, accumulate);
            }
        }

        for (; row + 6 <= m; row += 6)
        {
            Tile6(a + (row * aStride), aStride, panel, length, factor, c + (row * cStride), cStride, accumulate);
        }

        for (; row + 2 <= m; row += 2)
        {
            Tile2(a + (row * aStride), aStride, panel, length, factor, c + (row * cStride), cStride, accumulate);
        }

        if (row < m)
        {
            Tile1(a + (row * aStride), aStride, panel, length, factor, c + (row * cStride), cStride, accumulate);
        }
    }

    private static void Tile12(float* a, long stride, float* panel, int length, float factor, float* c, long cStride, bool accumulate)
    {
        (TVector l0, TVector r0) = (default, default);
        (TVector l1, TVector r1) = (default, default);
        (TVector l2, TVector r2) = (default, default);
        (TVector l3, TVector r3) = (default, default);
        (TVector l4, TVector r4) = (default, default);
        (TVector l5, TVector r5) = (default, default);
        (TVector l6, TVector r6) = (default, default);
        (TVector l7, TVector r7) = (default, default);
        (TVector l8, TVector r8) = (default, default);
        (TVector l9, TVector r9) = (default, default);
        (TVector l10, TVector r10) = (default, default);
        (TVector l11, TVector r11) = (default, default);
        for (nint k = 0; k < length; k++)
        {
            TVector left = TLanes.Load(panel);
            TVector right = TLanes.Load(panel + TLanes.Count);
            panel += 2 * TLanes.Count;
            TVector x = TLanes.Create(a[k]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
            x = TLanes.Create(a[stride + k]);
            l1 = TLanes.MultiplyAdd(x, left, l1);
            r1 = TLanes.MultiplyAdd(x, right, r1);
            x = TLanes.Create(a[(2 * stride) + k]);
            l2 = TLanes.MultiplyAdd(x, left, l2);
            r2 = TLanes.MultiplyAdd(x, right, r2);
            x = TLanes.Create(a[(3 * stride) + k]);
            l3 = TLanes.MultiplyAdd(x, left, l3);
            r3 = TLanes.MultiplyAdd(x, right, r3);
            x = TLanes.Create(a[(4 * stride) + k]);
            l4 = TLanes.MultiplyAdd(x, left, l4);
            r4 = TLanes.MultiplyAdd(x, right, r4);
            x = TLanes.Create(a[(5 * stride) + k]);
            l5 = TLanes.MultiplyAdd(x, left, l5);
            r5 = TLanes.MultiplyAdd(x, right, r5);
            x = TLanes.Create(a[(6 * stride) + k]);
            l6 = TLanes.MultiplyAdd(x, left, l6);
            r6 = TLanes.MultiplyAdd(x, right, r6);
            x = TLanes.Create(a[(7 * stride) + k]);
            l7 = TLanes.MultiplyAdd(x, left, l7);
            r7 = TLanes.MultiplyAdd(x, right, r7);
            x = TLanes.Create(a[(8 * stride) + k]);
            l8 = TLanes.MultiplyAdd(x, left, l8);
            r8 = TLanes.MultiplyAdd(x, right, r8);
            x = TLanes.Create(a[(9 * stride) + k]);
            l9 = TLanes.MultiplyAdd(x, left, l9);
            r9 = TLanes.MultiplyAdd(x, right, r9);
            x = TLanes.Create(a[(10 * stride) + k]);
            l10 = TLanes.MultiplyAdd(x, left, l10);
            r10 = TLanes.MultiplyAdd(x, right, r10);
            x = TLanes.Create(a[(11 * stride) + k]);
            l11 = TLanes.MultiplyAdd(x, left, l11);
            r11 = TLanes.MultiplyAdd(x, right, r11);
        }

        Put(l0, r0, factor, c, accumulate);
        Put(l1, r1, factor, c + cStride, accumulate);
        Put(l2, r2, factor, c + (2 * cStride), accumulate);
        Put(l3, r3, factor, c + (3 * cStride), accumulate);
        Put(l4, r4, factor, c + (4 * cStride), accumulate);
        Put(l5, r5, factor, c + (5 * cStride), accumulate);
        Put(l6, r6, factor, c + (6 * cStride), accumulate);
        Put(l7, r7, factor, c + (7 * cStride), accumulate);
        Put(l8, r8, factor, c + (8 * cStride), accumulate);
        Put(l9, r9, factor, c + (9 * cStride), accumulate);
        Put(l10, r10, factor, c + (10 * cStride), accumulate);
        Put(l11, r11, factor, c + (11 * cStride), accumulate);
    }

    private static void Tile6(float* a, long stride, float* panel, int length, float factor, float* c, long cStride, bool accumulate)
    {
        (TVector l0, TVector r0) = (default, default);
        (TVector l1, TVector r1) = (default, default);
        (TVector l2, TVector r2) = (default, default);
        (TVector l3, TVector r3) = (default, default);
        (TVector l4, TVector r4) = (default, default);
        (TVector l5, TVector r5) = (default, default);
        for (nint k = 0; k < length; k++)
        {
            TVector left = TLanes.Load(panel);
            TVector right = TLanes.Load(panel + TLanes.Count);
            panel += 2 * TLanes.Count;
            TVector x = TLanes.Create(a[k]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
            x = TLanes.Create(a[stride + k]);
            l1 = TLanes.MultiplyAdd(x, left, l1);
            r1 = TLanes.MultiplyAdd(x, right, r1);
            x = TLanes.Create(a[(2 * stride) + k]);
            l2 = TLanes.MultiplyAdd(x, left, l2);
            r2 = TLanes.MultiplyAdd(x, right, r2);
            x = TLanes.Create(a[(3 * stride) + k]);
            l3 = TLanes.MultiplyAdd(x, left, l3);
            r3 = TLanes.MultiplyAdd(x, right, r3);
            x = TLanes.Create(a[(4 * stride) + k]);
            l4 = TLanes.MultiplyAdd(x, left, l4);
            r4 = TLanes.MultiplyAdd(x, right, r4);
            x = TLanes.Create(a[(5 * stride) + k]);
            l5 = TLanes.MultiplyAdd(x, left, l5);
            r5 = TLanes.MultiplyAdd(x, right, r5);
        }

        Put(l0, r0, factor, c, accumulate);
        Put(l1, r1, factor, c + cStride, accumulate);
        Put(l2, r2, factor, c + (2 * cStride), accumulate);
        Put(l3, r3, factor, c + (3 * cStride), accumulate);
        Put(l4, r4, factor, c + (4 * cStride), accumulate);
        Put(l5, r5, factor, c + (5 * cStride), accumulate);
    }

    private static void Tile2(float* a, long stride, float* panel, int length, float factor, float* c, long cStride, bool accumulate)
    {
        (TVector l0, TVector r0) = (default, default);
        (TVector l1, TVector r1) = (default, default);
        for (nint k = 0; k < length; k++)
        {
            TVector left = TLanes.Load(panel);
            TVector right = TLanes.Load(panel + TLanes.Count);
            panel += 2 * TLanes.Count;
            TVector x = TLanes.Create(a[k]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
            x = TLanes.Create(a[stride + k]);
            l1 = TLanes.MultiplyAdd(x, left, l1);
            r1 = TLanes.MultiplyAdd(x, right, r1);
        }

        Put(l0, r0, factor, c, accumulate);
        Put(l1, r1, factor, c + cStride, accumulate);
    }

    private static void Tile1(float* a, long stride, float* panel, int length, float factor, float* c, long cStride, bool accumulate)
    {
        (TVector l0, TVector r0) = (default, default);
        for (nint k = 0; k < length; k++)
        {
            TVector left = TLanes.Load(panel);
            TVector right = TLanes.Load(panel + TLanes.Count);
            panel += 2 * TLanes.Count;
            TVector x = TLanes.Create(a[k]);
            l0 = TLanes.MultiplyAdd(x, left, l0);
            r0 = TLanes.MultiplyAdd(x, right, r0);
        }

        Put(l0, r0, factor, c, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector left, TVector right, float factor, float* c, bool accumulate)
    {
        TVector factors = TLanes.Create(factor);
        left = TLanes.Multiply(left, factors);
        right = TLanes.Multiply(right, factors);
        if (accumulate)
        {
            left = TLanes.Add(left, TLanes.Load(c));
            right = TLanes.Add(right, TLanes.Load(c + TLanes.Count));
        }

        TLanes.Store(left, c);
        TLanes.Store(right, c + TLanes.Count);
    }
}
