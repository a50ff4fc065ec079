using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Products of codes that are whole numbers. Activations are made whole numbers of 16 bits, once for all rows asked for; a unit's products are summed exactly, and multiplied by the
/// scales of the unit's weights and of its activations. A vector holds several units, of each four sums.
/// </summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>Units that fill a vector.</summary>
    private static int UnitsTogether => TLanes.Count / 4;

    [SkipLocalsInit]
    private static void DotWholeCodes<TCodes>(ScaledBlocks format, byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
        where TCodes : struct, IWholeCodes
    {
        CodeRow layout = new(format, columns);
        int units = (columns + TCodes.UnitColumns - 1) / TCodes.UnitColumns;
        int room = (Math.Min(units, UnitsAtOnce) + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        byte* memory = stackalloc byte[CacheLines.Bytes + (batch * room * TCodes.UnitColumns * sizeof(short))];
        short* shorts = (short*)CacheLines.Align(memory);
        float* factors = stackalloc float[batch * room];
        float* sums = stackalloc float[batch * room];
        float* scales = stackalloc float[2 * (UnitsAtOnce + TLanes.Count)];
        float* zeros = scales + UnitsAtOnce + TLanes.Count;
        new Span<float>(scales, 2 * (UnitsAtOnce + TLanes.Count)).Clear();
        for (int first = 0; first < units; first += UnitsAtOnce)
        {
            int some = Math.Min(UnitsAtOnce, units - first);
            for (int b = 0; b < batch; b++)
            {
                short* quantised = shorts + (b * room * TCodes.UnitColumns);
                ShortActivations.Quantise(
                    x + (b * xStride) + ((long)first * TCodes.UnitColumns), columns - (first * TCodes.UnitColumns), TCodes.UnitColumns, room, UnitsTogether, quantised, factors + (b * room));
                if (layout.HasZeros)
                {
                    ShortActivations.Sum(quantised, TCodes.UnitColumns, room, UnitsTogether, sums + (b * room));
                }
            }

            byte* data = rows;
            for (int row = 0; row < count; row++, data += layout.Bytes)
            {
                Scales(layout, data, first, some, scales);
                if (layout.HasZeros)
                {
                    Zeros(layout, data, first, some, zeros);
                }

                for (int b = 0; b < batch; b++)
                {
                    float sum = DotWholeUnits<TCodes>(data + (first * UnitBytes), some, shorts + (b * room * TCodes.UnitColumns), factors + (b * room), scales, layout.GroupShift);
                    sum -= layout.HasZeros ? SumOfZeros(some, factors + (b * room), sums + (b * room), scales, zeros, layout.GroupShift) : 0;
                    float* place = to + ((long)b * stride) + row;
                    *place = first == 0 ? sum : *place + sum;
                }
            }
        }
    }

    private static float DotWholeUnits<TCodes>(byte* codes, int units, short* x, float* factors, float* scales, int shift)
        where TCodes : struct, IWholeCodes
    {
        (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
        nint u = 0;
        for (; u + TLanes.Count <= units; u += TLanes.Count)
        {
            TVector scale = UnitScales(factors, scales, shift, u);
            byte* from = codes + (u * UnitBytes);
            short* by = x + (u * TCodes.UnitColumns);
            s0 = WholeStep<TCodes>(from, by, scale, 0, s0);
            s1 = WholeStep<TCodes>(from, by, scale, 1, s1);
            s2 = WholeStep<TCodes>(from, by, scale, 2, s2);
            s3 = WholeStep<TCodes>(from, by, scale, 3, s3);
        }

        TVector sum = TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3));
        if (u < units)
        {
            sum = WholeRest<TCodes>(codes + (u * UnitBytes), units - (int)u, x + (u * TCodes.UnitColumns), UnitScales(factors, scales, shift, u), sum);
        }

        return TLanes.Sum(sum);
    }

    /// <summary>Units that fill no vector of scales; the last of them may fill no vector of codes, behind which a row, and memory, may end.</summary>
    private static TVector WholeRest<TCodes>(byte* codes, int units, short* x, TVector scale, TVector sum)
        where TCodes : struct, IWholeCodes
    {
        int step = 0;
        for (; (step + 1) * UnitsTogether <= units; step++)
        {
            sum = WholeStep<TCodes>(codes, x, scale, step, sum);
        }

        int left = units - (step * UnitsTogether);
        if (left > 0)
        {
            byte* last = stackalloc byte[CacheLines.Bytes];
            new Span<byte>(codes + (step * UnitsTogether * UnitBytes), left * UnitBytes).CopyTo(new Span<byte>(last, CacheLines.Bytes));
            TVector products = TCodes.Products<TVector, TLanes>(last, x + (step * UnitsTogether * TCodes.UnitColumns));
            sum = TLanes.MultiplyAdd(products, TLanes.SpreadQuarter(scale, step), sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WholeStep<TCodes>(byte* codes, short* x, TVector scale, int step, TVector sum)
        where TCodes : struct, IWholeCodes
    {
        TVector products = TCodes.Products<TVector, TLanes>(codes + (step * UnitsTogether * UnitBytes), x + (step * UnitsTogether * TCodes.UnitColumns));
        return TLanes.MultiplyAdd(products, TLanes.SpreadQuarter(scale, step), sum);
    }

    /// <summary>What the products of as many units as a vector has lanes are multiplied by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector UnitScales(float* factors, float* scales, int shift, nint unit) => TLanes.Multiply(TLanes.Load(factors + unit), GroupsOf(scales, shift, unit));

    /// <summary>A number of each unit's group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector GroupsOf(float* groups, int shift, nint unit)
    {
        if (shift == 0)
        {
            return TLanes.Load(groups + unit);
        }

        return 1 << shift >= TLanes.Count ? TLanes.Create(groups[unit >> shift]) : TLanes.Spread(TLanes.Load(groups + (unit >> shift)), shift);
    }

    /// <summary><c>Σ scale·zero·Σ x</c>.</summary>
    private static float SumOfZeros(int units, float* factors, float* sums, float* scales, float* zeros, int shift)
    {
        TVector sum = default;
        for (nint u = 0; u < units; u += TLanes.Count)
        {
            TVector zero = TLanes.Multiply(GroupsOf(zeros, shift, u), TLanes.Load(sums + u));
            sum = TLanes.MultiplyAdd(UnitScales(factors, scales, shift, u), zero, sum);
        }

        return TLanes.Sum(sum);
    }
}
