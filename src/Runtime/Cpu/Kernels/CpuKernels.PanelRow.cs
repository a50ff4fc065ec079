using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <content>What a product of whole numbers holds of a row.</content>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>Asks for six rows: many are more than a cache holds, and each is a stream of its own that is too short to be foreseen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchSix(float* first, long stride)
    {
        CacheLines.Prefetch((byte*)first);
        CacheLines.Prefetch((byte*)(first + stride));
        CacheLines.Prefetch((byte*)(first + (2 * stride)));
        CacheLines.Prefetch((byte*)(first + (3 * stride)));
        CacheLines.Prefetch((byte*)(first + (4 * stride)));
        CacheLines.Prefetch((byte*)(first + (5 * stride)));
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

        /// <summary>A step's sums after the first word of numbers and of codes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static PanelRow First<TProducts>(float* word, PanelRow codes, float* sum)
            where TProducts : struct, IPanelProducts
        {
            TVector numbers = TLanes.Spread(word);
            return new PanelRow
            {
                _left = TProducts.First<TVector, TLanes>(TProducts.Multiply<TVector, TLanes>(numbers, codes._left), sum),
                _right = TProducts.First<TVector, TLanes>(TProducts.Multiply<TVector, TLanes>(numbers, codes._right), sum),
            };
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

            if (TProducts.HaveFactors)
            {
                TVector factors = TLanes.Create(*factor);
                _left = TLanes.MultiplyAdd(left, TLanes.Multiply(TLanes.Load(scales), factors), _left);
                _right = TLanes.MultiplyAdd(right, TLanes.Multiply(TLanes.Load(scales + TLanes.Count), factors), _right);
            }
            else
            {
                _left = TLanes.MultiplyAdd(left, TLanes.Load(scales), _left);
                _right = TLanes.MultiplyAdd(right, TLanes.Load(scales + TLanes.Count), _right);
            }
        }

        /// <summary>From the unit of the step before to this one's.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Rescale(float* factor)
        {
            TVector ratio = TLanes.Create(factor[-1] / factor[0]);
            _left = TLanes.Multiply(_left, ratio);
            _right = TLanes.Multiply(_right, ratio);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Put<TProducts>(float* factor, float* to, bool accumulate)
            where TProducts : struct, IPanelProducts => CpuKernels<TVector, TLanes>.Put(_left, _right, TProducts.HaveFactors ? 1 : *factor, to, accumulate);
    }
}
