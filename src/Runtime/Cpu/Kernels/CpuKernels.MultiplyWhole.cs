using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// The product of rows of activations and a panel of codes, both in 16 bits or both in bytes: an instruction multiplies two columns and adds them, and another adds those of the step before
/// its scales are multiplied, so that a tile takes half as long as one of floats, or a third. A lane's products are summed in the order of steps, whatever the tile.
/// </summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    public override void MultiplyWhole(in WholeRows rows, int m, in WholePanel panel, float* c, long cStride, bool accumulate)
    {
        if (panel.Narrow && panel.Zeros)
        {
            MultiplyWhole<ZeroedByteProducts>(rows, m, panel, c, cStride, accumulate);
        }
        else if (panel.Narrow)
        {
            MultiplyWhole<ByteProducts>(rows, m, panel, c, cStride, accumulate);
        }
        else
        {
            MultiplyWhole<ShortProducts>(rows, m, panel, c, cStride, accumulate);
        }
    }

    private static void MultiplyWhole<TProducts>(in WholeRows rows, int m, in WholePanel panel, float* c, long cStride, bool accumulate)
        where TProducts : struct, IPanelProducts
    {
        int row = 0;
        int sixes = !TLanes.ManyRegisters ? 0 : m % 6 == 2 ? m - 8 : m; // two rows alone would take as long as four
        for (; row + 6 <= sixes; row += 6)
        {
            WholeTile6<TProducts>(rows.From(row), panel, c + (row * cStride), cStride, accumulate);
        }

        for (; TLanes.ManyRegisters && row + 4 <= m; row += 4)
        {
            WholeTile4<TProducts>(rows.From(row), panel, c + (row * cStride), cStride, accumulate);
        }

        for (; row + 2 <= m; row += 2)
        {
            WholeTile2<TProducts>(rows.From(row), panel, c + (row * cStride), cStride, accumulate);
        }

        if (row < m)
        {
            WholeTile1<TProducts>(rows.From(row), panel, c + (row * cStride), accumulate);
        }
    }

    private static void WholeTile6<TProducts>(in WholeRows rows, in WholePanel panel, float* c, long cStride, bool accumulate)
        where TProducts : struct, IPanelProducts
    {
        float* a = rows.Numbers;
        float* codes = panel.Codes;
        float* scales = panel.Scales;
        float* factors = rows.Factors;
        long stride = rows.Stride;
        (PanelRow c0, PanelRow c1, PanelRow c2, PanelRow c3, PanelRow c4, PanelRow c5) = (default, default, default, default, default, default);
        PrefetchSix(rows.Factors + (6 * stride), stride);
        if (accumulate)
        {
            PrefetchSix(c, cStride);
            PrefetchSix(c + TLanes.Count, cStride);
        }

        PanelRow row = new(codes);
        PanelRow w0 = PanelRow.First<TProducts>(a, row, rows.Sums);
        PanelRow w1 = PanelRow.First<TProducts>(a + stride, row, rows.Sums + stride);
        PanelRow w2 = PanelRow.First<TProducts>(a + (2 * stride), row, rows.Sums + (2 * stride));
        PanelRow w3 = PanelRow.First<TProducts>(a + (3 * stride), row, rows.Sums + (3 * stride));
        PanelRow w4 = PanelRow.First<TProducts>(a + (4 * stride), row, rows.Sums + (4 * stride));
        PanelRow w5 = PanelRow.First<TProducts>(a + (5 * stride), row, rows.Sums + (5 * stride));
        for (int step = 0; step < panel.Steps; step++)
        {
            PrefetchSix(a + (6 * stride), stride);
            for (nint word = 1; word < panel.Words; word++)
            {
                codes += 2 * TLanes.Count;
                row = new PanelRow(codes);
                w0.AddProducts<TProducts>(a + word, row);
                w1.AddProducts<TProducts>(a + word + stride, row);
                w2.AddProducts<TProducts>(a + word + (2 * stride), row);
                w3.AddProducts<TProducts>(a + word + (3 * stride), row);
                w4.AddProducts<TProducts>(a + word + (4 * stride), row);
                w5.AddProducts<TProducts>(a + word + (5 * stride), row);
            }

            if (panel.ScaleChanges<TProducts>(step))
            {
                c0.Rescale(factors);
                c1.Rescale(factors + stride);
                c2.Rescale(factors + (2 * stride));
                c3.Rescale(factors + (3 * stride));
                c4.Rescale(factors + (4 * stride));
                c5.Rescale(factors + (5 * stride));
            }

            // Each row's sums are added where its next begin, so that both kinds of instructions are at hand. Behind the last step this multiplies what nobody uses.
            codes += 2 * TLanes.Count;
            a += panel.Words;
            row = new PanelRow(codes);
            float* sums = rows.Sums + step;
            c0.AddStep<TProducts>(w0, scales, factors, sums);
            w0 = PanelRow.First<TProducts>(a, row, sums + 1);
            c1.AddStep<TProducts>(w1, scales, factors + stride, sums + stride);
            w1 = PanelRow.First<TProducts>(a + stride, row, sums + 1 + stride);
            c2.AddStep<TProducts>(w2, scales, factors + (2 * stride), sums + (2 * stride));
            w2 = PanelRow.First<TProducts>(a + (2 * stride), row, sums + 1 + (2 * stride));
            c3.AddStep<TProducts>(w3, scales, factors + (3 * stride), sums + (3 * stride));
            w3 = PanelRow.First<TProducts>(a + (3 * stride), row, sums + 1 + (3 * stride));
            c4.AddStep<TProducts>(w4, scales, factors + (4 * stride), sums + (4 * stride));
            w4 = PanelRow.First<TProducts>(a + (4 * stride), row, sums + 1 + (4 * stride));
            c5.AddStep<TProducts>(w5, scales, factors + (5 * stride), sums + (5 * stride));
            w5 = PanelRow.First<TProducts>(a + (5 * stride), row, sums + 1 + (5 * stride));
            scales += PanelRow.ScaleFloats<TProducts>();
            factors++;
        }

        factors--;
        c0.Put<TProducts>(factors, c, accumulate);
        c1.Put<TProducts>(factors + stride, c + cStride, accumulate);
        c2.Put<TProducts>(factors + (2 * stride), c + (2 * cStride), accumulate);
        c3.Put<TProducts>(factors + (3 * stride), c + (3 * cStride), accumulate);
        c4.Put<TProducts>(factors + (4 * stride), c + (4 * cStride), accumulate);
        c5.Put<TProducts>(factors + (5 * stride), c + (5 * cStride), accumulate);
    }

    private static void WholeTile4<TProducts>(in WholeRows rows, in WholePanel panel, float* c, long cStride, bool accumulate)
        where TProducts : struct, IPanelProducts
    {
        float* a = rows.Numbers;
        float* codes = panel.Codes;
        float* scales = panel.Scales;
        float* factors = rows.Factors;
        long stride = rows.Stride;
        (PanelRow c0, PanelRow c1, PanelRow c2, PanelRow c3) = (default, default, default, default);
        for (int step = 0; step < panel.Steps; step++)
        {
            float* sums = rows.Sums + step;
            (PanelRow w0, PanelRow w1) = (PanelRow.Start<TProducts>(sums), PanelRow.Start<TProducts>(sums + stride));
            (PanelRow w2, PanelRow w3) = (PanelRow.Start<TProducts>(sums + (2 * stride)), PanelRow.Start<TProducts>(sums + (3 * stride)));
            for (nint word = 0; word < panel.Words; word++)
            {
                PanelRow row = new(codes);
                w0.AddProducts<TProducts>(a + word, row);
                w1.AddProducts<TProducts>(a + word + stride, row);
                w2.AddProducts<TProducts>(a + word + (2 * stride), row);
                w3.AddProducts<TProducts>(a + word + (3 * stride), row);
                codes += 2 * TLanes.Count;
            }

            if (panel.ScaleChanges<TProducts>(step))
            {
                c0.Rescale(factors);
                c1.Rescale(factors + stride);
                c2.Rescale(factors + (2 * stride));
                c3.Rescale(factors + (3 * stride));
            }

            c0.AddStep<TProducts>(w0, scales, factors, sums);
            c1.AddStep<TProducts>(w1, scales, factors + stride, sums + stride);
            c2.AddStep<TProducts>(w2, scales, factors + (2 * stride), sums + (2 * stride));
            c3.AddStep<TProducts>(w3, scales, factors + (3 * stride), sums + (3 * stride));
            a += panel.Words;
            scales += PanelRow.ScaleFloats<TProducts>();
            factors++;
        }

        factors--;
        c0.Put<TProducts>(factors, c, accumulate);
        c1.Put<TProducts>(factors + stride, c + cStride, accumulate);
        c2.Put<TProducts>(factors + (2 * stride), c + (2 * cStride), accumulate);
        c3.Put<TProducts>(factors + (3 * stride), c + (3 * cStride), accumulate);
    }

    private static void WholeTile2<TProducts>(in WholeRows rows, in WholePanel panel, float* c, long cStride, bool accumulate)
        where TProducts : struct, IPanelProducts
    {
        float* a = rows.Numbers;
        float* codes = panel.Codes;
        float* scales = panel.Scales;
        long stride = rows.Stride;
        (PanelRow c0, PanelRow c1) = (default, default);
        for (int step = 0; step < panel.Steps; step++)
        {
            (PanelRow w0, PanelRow w1) = (PanelRow.Start<TProducts>(rows.Sums + step), PanelRow.Start<TProducts>(rows.Sums + step + stride));
            for (nint word = 0; word < panel.Words; word++)
            {
                PanelRow row = new(codes);
                w0.AddProducts<TProducts>(a + word, row);
                w1.AddProducts<TProducts>(a + word + stride, row);
                codes += 2 * TLanes.Count;
            }

            if (panel.ScaleChanges<TProducts>(step))
            {
                c0.Rescale(rows.Factors + step);
                c1.Rescale(rows.Factors + step + stride);
            }

            c0.AddStep<TProducts>(w0, scales, rows.Factors + step, rows.Sums + step);
            c1.AddStep<TProducts>(w1, scales, rows.Factors + step + stride, rows.Sums + step + stride);
            a += panel.Words;
            scales += PanelRow.ScaleFloats<TProducts>();
        }

        c0.Put<TProducts>(rows.Factors + (panel.Steps - 1), c, accumulate);
        c1.Put<TProducts>(rows.Factors + (panel.Steps - 1) + stride, c + cStride, accumulate);
    }

    private static void WholeTile1<TProducts>(in WholeRows rows, in WholePanel panel, float* c, bool accumulate)
        where TProducts : struct, IPanelProducts
    {
        float* a = rows.Numbers;
        float* codes = panel.Codes;
        float* scales = panel.Scales;
        PanelRow c0 = default;
        for (int step = 0; step < panel.Steps; step++)
        {
            PanelRow w0 = PanelRow.Start<TProducts>(rows.Sums + step);
            for (nint word = 0; word < panel.Words; word++)
            {
                w0.AddProducts<TProducts>(a + word, new PanelRow(codes));
                codes += 2 * TLanes.Count;
            }

            if (panel.ScaleChanges<TProducts>(step))
            {
                c0.Rescale(rows.Factors + step);
            }

            c0.AddStep<TProducts>(w0, scales, rows.Factors + step, rows.Sums + step);
            a += panel.Words;
            scales += PanelRow.ScaleFloats<TProducts>();
        }

        c0.Put<TProducts>(rows.Factors + (panel.Steps - 1), c, accumulate);
    }
}
