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
        for (; TLanes.ManyRegisters && row + 6 <= m; row += 6)
        {
            WholeTile6<TProducts>(rows.From(row), panel, c + (row * cStride), cStride, accumulate);
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

    private static void WholeTile6<TProducts>(WholeRows rows, WholePanel panel, float* c, long cStride, bool accumulate)
        where TProducts : struct, IPanelProducts
    {
        float* a = rows.Numbers;
        float* codes = panel.Codes;
        float* scales = panel.Scales;
        long stride = rows.Stride;
        (PanelRow c0, PanelRow c1, PanelRow c2, PanelRow c3, PanelRow c4, PanelRow c5) = (default, default, default, default, default, default);
        PrefetchSix(rows.Factors + (6 * stride), stride);
        for (int step = 0; step < panel.Steps; step++)
        {
            float* sums = rows.Sums + step;
            PanelRow w0 = PanelRow.Start<TProducts>(sums);
            PanelRow w1 = PanelRow.Start<TProducts>(sums + stride);
            PanelRow w2 = PanelRow.Start<TProducts>(sums + (2 * stride));
            PanelRow w3 = PanelRow.Start<TProducts>(sums + (3 * stride));
            PanelRow w4 = PanelRow.Start<TProducts>(sums + (4 * stride));
            PanelRow w5 = PanelRow.Start<TProducts>(sums + (5 * stride));
            PrefetchSix(a + (6 * stride), stride);
            for (nint word = 0; word < panel.Words; word++)
            {
                PanelRow row = new(codes);
                w0.AddProducts<TProducts>(a + word, row);
                w1.AddProducts<TProducts>(a + word + stride, row);
                w2.AddProducts<TProducts>(a + word + (2 * stride), row);
                w3.AddProducts<TProducts>(a + word + (3 * stride), row);
                w4.AddProducts<TProducts>(a + word + (4 * stride), row);
                w5.AddProducts<TProducts>(a + word + (5 * stride), row);
                codes += 2 * TLanes.Count;
            }

            c0.AddStep<TProducts>(w0, scales, rows.Factors + step, rows.Sums + step);
            c1.AddStep<TProducts>(w1, scales, rows.Factors + step + stride, rows.Sums + step + stride);
            c2.AddStep<TProducts>(w2, scales, rows.Factors + step + (2 * stride), rows.Sums + step + (2 * stride));
            c3.AddStep<TProducts>(w3, scales, rows.Factors + step + (3 * stride), rows.Sums + step + (3 * stride));
            c4.AddStep<TProducts>(w4, scales, rows.Factors + step + (4 * stride), rows.Sums + step + (4 * stride));
            c5.AddStep<TProducts>(w5, scales, rows.Factors + step + (5 * stride), rows.Sums + step + (5 * stride));
            a += panel.Words;
            scales += PanelRow.ScaleFloats<TProducts>();
        }

        c0.Put(c, accumulate);
        c1.Put(c + cStride, accumulate);
        c2.Put(c + (2 * cStride), accumulate);
        c3.Put(c + (3 * cStride), accumulate);
        c4.Put(c + (4 * cStride), accumulate);
        c5.Put(c + (5 * cStride), accumulate);
    }

    /// <summary>Asks for what the next tile has of six rows: many rows are more than a cache holds, and each is a stream of its own that is too short to be foreseen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchSix(float* next, long stride)
    {
        CacheLines.Prefetch((byte*)next);
        CacheLines.Prefetch((byte*)(next + stride));
        CacheLines.Prefetch((byte*)(next + (2 * stride)));
        CacheLines.Prefetch((byte*)(next + (3 * stride)));
        CacheLines.Prefetch((byte*)(next + (4 * stride)));
        CacheLines.Prefetch((byte*)(next + (5 * stride)));
    }

    private static void WholeTile2<TProducts>(WholeRows rows, WholePanel panel, float* c, long cStride, bool accumulate)
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

            c0.AddStep<TProducts>(w0, scales, rows.Factors + step, rows.Sums + step);
            c1.AddStep<TProducts>(w1, scales, rows.Factors + step + stride, rows.Sums + step + stride);
            a += panel.Words;
            scales += PanelRow.ScaleFloats<TProducts>();
        }

        c0.Put(c, accumulate);
        c1.Put(c + cStride, accumulate);
    }

    private static void WholeTile1<TProducts>(WholeRows rows, WholePanel panel, float* c, bool accumulate)
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

            c0.AddStep<TProducts>(w0, scales, rows.Factors + step, rows.Sums + step);
            a += panel.Words;
            scales += PanelRow.ScaleFloats<TProducts>();
        }

        c0.Put(c, accumulate);
    }

    /// <summary>The two vectors that a panel has of a row: of codes, or of sums.</summary>
    private struct PanelRow
    {
        private TVector _left;
        private TVector _right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public PanelRow(float* panel)
        {
            _left = TLanes.Load(panel);
            _right = TLanes.Load(panel + TLanes.Count);
        }

        /// <summary>Where a step's sums begin.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static PanelRow Start<TProducts>(float* sum)
            where TProducts : struct, IPanelProducts
        {
            TVector start = TProducts.Start<TVector, TLanes>(sum);
            return new PanelRow { _left = start, _right = start };
        }

        /// <summary>Floats that a panel has beside a step's codes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int ScaleFloats<TProducts>()
            where TProducts : struct, IPanelProducts => (TProducts.HaveZeros ? 4 : 2) * TLanes.Count;

        /// <summary>Adds a word of numbers times words of codes. By its address: a number that is handed over goes through a register, and is spread from there by an instruction of its own. Both products before both sums: the processor divides them among its units better.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddProducts<TProducts>(float* word, PanelRow codes)
            where TProducts : struct, IPanelProducts
        {
            TVector numbers = TLanes.Spread(word);
            TVector left = TProducts.Multiply<TVector, TLanes>(numbers, codes._left);
            TVector right = TProducts.Multiply<TVector, TLanes>(numbers, codes._right);
            _left = TProducts.Add<TVector, TLanes>(_left, left);
            _right = TProducts.Add<TVector, TLanes>(_right, right);
        }

        /// <summary>Adds a step's sums times its scales.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddStep<TProducts>(PanelRow step, float* scales, float* factor, float* sum)
            where TProducts : struct, IPanelProducts
        {
            TVector left = TProducts.Total<TVector, TLanes>(step._left);
            TVector right = TProducts.Total<TVector, TLanes>(step._right);
            if (TProducts.HaveZeros)
            {
                TVector sums = TProducts.Total<TVector, TLanes>(TLanes.Spread(sum));
                left = TLanes.MultiplyAdd(TLanes.Load(scales + (2 * TLanes.Count)), sums, left);
                right = TLanes.MultiplyAdd(TLanes.Load(scales + (3 * TLanes.Count)), sums, right);
            }

            TVector factors = TLanes.Create(*factor);
            _left = TLanes.MultiplyAdd(left, TLanes.Multiply(TLanes.Load(scales), factors), _left);
            _right = TLanes.MultiplyAdd(right, TLanes.Multiply(TLanes.Load(scales + TLanes.Count), factors), _right);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Put(float* to, bool accumulate) => CpuKernels<TVector, TLanes>.Put(_left, _right, 1, to, accumulate);
    }
}
