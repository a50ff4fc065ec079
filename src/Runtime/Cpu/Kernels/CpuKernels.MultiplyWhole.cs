namespace Modelwright.Runtime.Cpu;

/// <summary>
/// The product of rows of activations and a panel of codes, both in 16 bits: an instruction multiplies two columns and adds them, and another adds those of the step before its scales are
/// multiplied, so that a tile takes half as long as one of floats. A lane's products are summed in the order of steps, whatever the tile.
/// </summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    public override void MultiplyWhole(float* a, float* factors, long aStride, int m, float* panel, float* scales, int steps, int words, float* c, long cStride, bool accumulate)
    {
        int row = 0;
        if (TLanes.ManyRegisters)
        {
            for (; row + 6 <= m; row += 6)
            {
                WholeTile6(a + (row * aStride), factors + (row * aStride), aStride, panel, scales, steps, words, c + (row * cStride), cStride, accumulate);
            }
        }

        for (; row + 2 <= m; row += 2)
        {
            WholeTile2(a + (row * aStride), factors + (row * aStride), aStride, panel, scales, steps, words, c + (row * cStride), cStride, accumulate);
        }

        if (row < m)
        {
            WholeTile1(a + (row * aStride), factors + (row * aStride), panel, scales, steps, words, c + (row * cStride), accumulate);
        }
    }

    private static void WholeTile6(float* a, float* factors, long stride, float* panel, float* scales, int steps, int words, float* c, long cStride, bool accumulate)
    {
        (TVector l0, TVector r0) = (default, default);
        (TVector l1, TVector r1) = (default, default);
        (TVector l2, TVector r2) = (default, default);
        (TVector l3, TVector r3) = (default, default);
        (TVector l4, TVector r4) = (default, default);
        (TVector l5, TVector r5) = (default, default);
        for (int step = 0; step < steps; step++)
        {
            (TVector wl0, TVector wr0) = (default, default);
            (TVector wl1, TVector wr1) = (default, default);
            (TVector wl2, TVector wr2) = (default, default);
            (TVector wl3, TVector wr3) = (default, default);
            (TVector wl4, TVector wr4) = (default, default);
            (TVector wl5, TVector wr5) = (default, default);
            for (nint word = 0; word < words; word++)
            {
                TVector left = TLanes.Load(panel);
                TVector right = TLanes.Load(panel + TLanes.Count);
                panel += 2 * TLanes.Count;
                TVector x = TLanes.Create(a[word]);
                wl0 = TLanes.AddWhole(wl0, TLanes.PairProducts(x, left));
                wr0 = TLanes.AddWhole(wr0, TLanes.PairProducts(x, right));
                x = TLanes.Create(a[stride + word]);
                wl1 = TLanes.AddWhole(wl1, TLanes.PairProducts(x, left));
                wr1 = TLanes.AddWhole(wr1, TLanes.PairProducts(x, right));
                x = TLanes.Create(a[(2 * stride) + word]);
                wl2 = TLanes.AddWhole(wl2, TLanes.PairProducts(x, left));
                wr2 = TLanes.AddWhole(wr2, TLanes.PairProducts(x, right));
                x = TLanes.Create(a[(3 * stride) + word]);
                wl3 = TLanes.AddWhole(wl3, TLanes.PairProducts(x, left));
                wr3 = TLanes.AddWhole(wr3, TLanes.PairProducts(x, right));
                x = TLanes.Create(a[(4 * stride) + word]);
                wl4 = TLanes.AddWhole(wl4, TLanes.PairProducts(x, left));
                wr4 = TLanes.AddWhole(wr4, TLanes.PairProducts(x, right));
                x = TLanes.Create(a[(5 * stride) + word]);
                wl5 = TLanes.AddWhole(wl5, TLanes.PairProducts(x, left));
                wr5 = TLanes.AddWhole(wr5, TLanes.PairProducts(x, right));
            }

            a += words;
            TVector leftScale = TLanes.Load(scales);
            TVector rightScale = TLanes.Load(scales + TLanes.Count);
            scales += 2 * TLanes.Count;
            TVector factor = TLanes.Create(factors[step]);
            l0 = TLanes.MultiplyAdd(TLanes.ToFloat(wl0), TLanes.Multiply(leftScale, factor), l0);
            r0 = TLanes.MultiplyAdd(TLanes.ToFloat(wr0), TLanes.Multiply(rightScale, factor), r0);
            factor = TLanes.Create(factors[stride + step]);
            l1 = TLanes.MultiplyAdd(TLanes.ToFloat(wl1), TLanes.Multiply(leftScale, factor), l1);
            r1 = TLanes.MultiplyAdd(TLanes.ToFloat(wr1), TLanes.Multiply(rightScale, factor), r1);
            factor = TLanes.Create(factors[(2 * stride) + step]);
            l2 = TLanes.MultiplyAdd(TLanes.ToFloat(wl2), TLanes.Multiply(leftScale, factor), l2);
            r2 = TLanes.MultiplyAdd(TLanes.ToFloat(wr2), TLanes.Multiply(rightScale, factor), r2);
            factor = TLanes.Create(factors[(3 * stride) + step]);
            l3 = TLanes.MultiplyAdd(TLanes.ToFloat(wl3), TLanes.Multiply(leftScale, factor), l3);
            r3 = TLanes.MultiplyAdd(TLanes.ToFloat(wr3), TLanes.Multiply(rightScale, factor), r3);
            factor = TLanes.Create(factors[(4 * stride) + step]);
            l4 = TLanes.MultiplyAdd(TLanes.ToFloat(wl4), TLanes.Multiply(leftScale, factor), l4);
            r4 = TLanes.MultiplyAdd(TLanes.ToFloat(wr4), TLanes.Multiply(rightScale, factor), r4);
            factor = TLanes.Create(factors[(5 * stride) + step]);
            l5 = TLanes.MultiplyAdd(TLanes.ToFloat(wl5), TLanes.Multiply(leftScale, factor), l5);
            r5 = TLanes.MultiplyAdd(TLanes.ToFloat(wr5), TLanes.Multiply(rightScale, factor), r5);
        }

        Put(l0, r0, 1, c, accumulate);
        Put(l1, r1, 1, c + cStride, accumulate);
        Put(l2, r2, 1, c + (2 * cStride), accumulate);
        Put(l3, r3, 1, c + (3 * cStride), accumulate);
        Put(l4, r4, 1, c + (4 * cStride), accumulate);
        Put(l5, r5, 1, c + (5 * cStride), accumulate);
    }

    private static void WholeTile2(float* a, float* factors, long stride, float* panel, float* scales, int steps, int words, float* c, long cStride, bool accumulate)
    {
        (TVector l0, TVector r0) = (default, default);
        (TVector l1, TVector r1) = (default, default);
        for (int step = 0; step < steps; step++)
        {
            (TVector wl0, TVector wr0) = (default, default);
            (TVector wl1, TVector wr1) = (default, default);
            for (nint word = 0; word < words; word++)
            {
                TVector left = TLanes.Load(panel);
                TVector right = TLanes.Load(panel + TLanes.Count);
                panel += 2 * TLanes.Count;
                TVector x = TLanes.Create(a[word]);
                wl0 = TLanes.AddWhole(wl0, TLanes.PairProducts(x, left));
                wr0 = TLanes.AddWhole(wr0, TLanes.PairProducts(x, right));
                x = TLanes.Create(a[stride + word]);
                wl1 = TLanes.AddWhole(wl1, TLanes.PairProducts(x, left));
                wr1 = TLanes.AddWhole(wr1, TLanes.PairProducts(x, right));
            }

            a += words;
            TVector leftScale = TLanes.Load(scales);
            TVector rightScale = TLanes.Load(scales + TLanes.Count);
            scales += 2 * TLanes.Count;
            TVector factor = TLanes.Create(factors[step]);
            l0 = TLanes.MultiplyAdd(TLanes.ToFloat(wl0), TLanes.Multiply(leftScale, factor), l0);
            r0 = TLanes.MultiplyAdd(TLanes.ToFloat(wr0), TLanes.Multiply(rightScale, factor), r0);
            factor = TLanes.Create(factors[stride + step]);
            l1 = TLanes.MultiplyAdd(TLanes.ToFloat(wl1), TLanes.Multiply(leftScale, factor), l1);
            r1 = TLanes.MultiplyAdd(TLanes.ToFloat(wr1), TLanes.Multiply(rightScale, factor), r1);
        }

        Put(l0, r0, 1, c, accumulate);
        Put(l1, r1, 1, c + cStride, accumulate);
    }

    private static void WholeTile1(float* a, float* factors, float* panel, float* scales, int steps, int words, float* c, bool accumulate)
    {
        (TVector l0, TVector r0) = (default, default);
        for (int step = 0; step < steps; step++)
        {
            (TVector wl0, TVector wr0) = (default, default);
            for (nint word = 0; word < words; word++)
            {
                TVector left = TLanes.Load(panel);
                TVector right = TLanes.Load(panel + TLanes.Count);
                panel += 2 * TLanes.Count;
                TVector x = TLanes.Create(a[word]);
                wl0 = TLanes.AddWhole(wl0, TLanes.PairProducts(x, left));
                wr0 = TLanes.AddWhole(wr0, TLanes.PairProducts(x, right));
            }

            a += words;
            TVector leftScale = TLanes.Load(scales);
            TVector rightScale = TLanes.Load(scales + TLanes.Count);
            scales += 2 * TLanes.Count;
            TVector factor = TLanes.Create(factors[step]);
            l0 = TLanes.MultiplyAdd(TLanes.ToFloat(wl0), TLanes.Multiply(leftScale, factor), l0);
            r0 = TLanes.MultiplyAdd(TLanes.ToFloat(wr0), TLanes.Multiply(rightScale, factor), r0);
        }

        Put(l0, r0, 1, c, accumulate);
    }
}
