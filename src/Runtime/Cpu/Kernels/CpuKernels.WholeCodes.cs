using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Products of codes that are whole numbers. Activations are made whole numbers of 16 bits, once for all rows asked for; a unit's products are summed exactly, and multiplied by the
/// scales of the unit's weights and of its activations. A vector holds several units, of each four sums. Rows of codes are short: four at a time are still one stream of memory.
/// </summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    private const int RowsTogether = 4;

    /// <summary>Scales of a row in scratch memory; a vector is read from each, so there are more than units.</summary>
    private const int ScaleRoom = UnitsAtOnce + 16;

    /// <summary>Units that fill a vector.</summary>
    private static int UnitsTogether
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Count / 4;
    }

    [SkipLocalsInit]
    private static void DotWholeCodes<TCodes>(ScaledBlocks format, byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
        where TCodes : struct, IWholeCodes
    {
        CodeRow layout = new(format, columns);
        int units = (columns + TCodes.UnitColumns - 1) / TCodes.UnitColumns;
        int room = (Math.Min(units, UnitsAtOnce) + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        int shortRoom = room * TCodes.UnitColumns;
        byte* memory = stackalloc byte[CacheLines.Bytes + (batch * shortRoom * sizeof(short))];
        short* shorts = (short*)CacheLines.Align(memory);
        float* factors = stackalloc float[batch * room];
        float* scales = stackalloc float[RowsTogether * ScaleRoom];
        new Span<float>(scales, RowsTogether * ScaleRoom).Clear(); // what lies behind a row's last is multiplied by zeros
        for (int first = 0; first < units; first += UnitsAtOnce)
        {
            int some = Math.Min(UnitsAtOnce, units - first);
            int firstColumn = first * TCodes.UnitColumns;
            for (int b = 0; b < batch; b++)
            {
                ShortActivations.Quantise(
                    x + (b * xStride) + firstColumn, columns - firstColumn, TCodes.UnitColumns, room, UnitsTogether, shorts + (b * shortRoom), factors + (b * room));
            }

            for (int row = 0; row < count; row += RowsTogether)
            {
                byte* data = rows + (row * layout.Bytes);
                int together = Math.Min(RowsTogether, count - row);
                for (int r = 0; r < together; r++)
                {
                    Scales(layout, data + (r * layout.Bytes), first, some, scales + (r * ScaleRoom));
                }

                for (int b = 0; b < batch; b++)
                {
                    DotWholeRows<TCodes>(
                        layout, data, together, first, some, shorts + (b * shortRoom), factors + (b * room), scales, to + ((long)b * stride) + row);
                }
            }
        }
    }

    /// <summary>Up to four rows; where there are fewer, the last is computed several times.</summary>
    [SkipLocalsInit]
    private static void DotWholeRows<TCodes>(in CodeRow layout, byte* rows, int count, int first, int units, short* x, float* factors, float* scales, float* to)
        where TCodes : struct, IWholeCodes
    {
        float* combined = stackalloc float[RowsTogether * ScaleRoom];
        for (int row = 0; row < RowsTogether; row++)
        {
            Combine(factors, scales + (Math.Min(row, count - 1) * ScaleRoom), layout.GroupShift, units, combined + (row * ScaleRoom));
        }

        float* sums = stackalloc float[RowsTogether];
        byte* codes = rows + (first * UnitBytes);
        int whole = units - (units % UnitsTogether);
        DotWholeRows<TCodes>(
            codes, codes + (Math.Min(1, count - 1) * layout.Bytes), codes + (Math.Min(2, count - 1) * layout.Bytes), codes + ((count - 1) * layout.Bytes), whole, x, combined, sums);
        for (int row = 0; row < count; row++)
        {
            float sum = sums[row];
            if (whole < units)
            {
                sum += WholeRest<TCodes>(codes + (row * layout.Bytes), whole, units, x, combined + (row * ScaleRoom));
            }

            if (layout.HasZeros)
            {
                sum -= SumOfZeros<TCodes>(layout, rows + (row * layout.Bytes), first, units, x, combined + (row * ScaleRoom));
            }

            to[row] = first == 0 ? sum : to[row] + sum;
        }
    }

    private static void DotWholeRows<TCodes>(byte* c0, byte* c1, byte* c2, byte* c3, int units, short* x, float* factors, float* to)
        where TCodes : struct, IWholeCodes
    {
        TVector s0 = default;
        TVector s1 = default;
        TVector s2 = default;
        TVector s3 = default;
        for (nint u = 0; u < units; u += UnitsTogether)
        {
            s0 = WholeStep<TCodes>(c0 + (u * UnitBytes), x + (u * TCodes.UnitColumns), factors + u, s0);
            s1 = WholeStep<TCodes>(c1 + (u * UnitBytes), x + (u * TCodes.UnitColumns), factors + ScaleRoom + u, s1);
            s2 = WholeStep<TCodes>(c2 + (u * UnitBytes), x + (u * TCodes.UnitColumns), factors + (2 * ScaleRoom) + u, s2);
            s3 = WholeStep<TCodes>(c3 + (u * UnitBytes), x + (u * TCodes.UnitColumns), factors + (3 * ScaleRoom) + u, s3);
        }

        to[0] = TLanes.Sum(s0);
        to[1] = TLanes.Sum(s1);
        to[2] = TLanes.Sum(s2);
        to[3] = TLanes.Sum(s3);
    }

    /// <summary>Units that fill no vector, behind which a row, and memory, may end.</summary>
    private static float WholeRest<TCodes>(byte* codes, int whole, int units, short* x, float* factors)
        where TCodes : struct, IWholeCodes
    {
        byte* last = stackalloc byte[CacheLines.Bytes];
        new Span<byte>(codes + (whole * UnitBytes), (units - whole) * UnitBytes).CopyTo(new Span<byte>(last, CacheLines.Bytes));
        return TLanes.Sum(WholeStep<TCodes>(last, x + (whole * TCodes.UnitColumns), factors + whole, default));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WholeStep<TCodes>(byte* codes, short* x, float* factors, TVector sum)
        where TCodes : struct, IWholeCodes
    {
        CacheLines.Prefetch(codes + CacheLines.Ahead); // rows in turn hide from the processor that they are one stream
        return TLanes.MultiplyAdd(TCodes.Products<TVector, TLanes>(codes, x), TLanes.LoadSpread(factors), sum);
    }

    /// <summary>What each unit's products are multiplied by: the scale of its activations times that of its group.</summary>
    private static void Combine(float* factors, float* scales, int shift, int units, float* to)
    {
        for (int u = 0; u < units; u += TLanes.Count)
        {
            TVector groups = shift == 0 ? TLanes.Load(scales + u)
                : 1 << shift >= TLanes.Count ? TLanes.Create(scales[u >> shift])
                : TLanes.Spread(TLanes.Load(scales + (u >> shift)), shift);
            TLanes.Store(TLanes.Multiply(TLanes.Load(factors + u), groups), to + u);
        }
    }

    /// <summary><c>Σ scale·zero·Σ x</c>.</summary>
    private static float SumOfZeros<TCodes>(in CodeRow layout, byte* row, int first, int units, short* x, float* factors)
        where TCodes : struct, IWholeCodes
    {
        float* zeros = stackalloc float[UnitsAtOnce];
        Zeros(layout, row, first, units, zeros);
        float sum = 0;
        for (int u = 0; u < units; u++)
        {
            sum += factors[u] * zeros[u >> layout.GroupShift] * ShortActivations.Sum(x, TCodes.UnitColumns, u, UnitsTogether);
        }

        return sum;
    }
}
