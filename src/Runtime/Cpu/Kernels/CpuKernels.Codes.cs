using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Quantised weights. What a product waits for is memory, so codes are widened in registers, a unit of 16 bytes at a time, summed in float32 and multiplied by the scale of the
/// unit's group; the scales of a row are widened before, so that a group's is one load.
/// </summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>Units whose scales are widened at once: a power of two, so that each piece of a row begins with a group, or lies within one.</summary>
    private const int UnitsAtOnce = 256;

    private const int UnitBytes = 16;

    private const int MostUnitColumns = 32;

    public override void DotCodes(ScaledBlocks format, byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
    {
        switch (format.Codes)
        {
            case WeightCodes.Int4: DotCodes<Int4Codes>(format, rows, count, columns, x, xStride, batch, to, stride); break;
            case WeightCodes.Int8: DotCodes<Int8Codes>(format, rows, count, columns, x, xStride, batch, to, stride); break;
            case WeightCodes.Float8E4M3: DotCodes<Float8Codes>(format, rows, count, columns, x, xStride, batch, to, stride); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of codes.");
        }
    }

    public override void WidenCodes(ScaledBlocks format, byte* row, int columns, int start, int length, float* to)
    {
        switch (format.Codes)
        {
            case WeightCodes.Int4: WidenCodes<Int4Codes>(format, row, columns, start, length, to); break;
            case WeightCodes.Int8: WidenCodes<Int8Codes>(format, row, columns, start, length, to); break;
            case WeightCodes.Float8E4M3: WidenCodes<Float8Codes>(format, row, columns, start, length, to); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of codes.");
        }
    }

    private static void DotCodes<TCodes>(ScaledBlocks format, byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
        where TCodes : struct, ICodes
    {
        float* scales = stackalloc float[UnitsAtOnce];
        float* zeros = stackalloc float[UnitsAtOnce];
        CodeRow layout = new(format, columns);
        int units = (columns + TCodes.UnitColumns - 1) / TCodes.UnitColumns;
        for (int row = 0; row < count; row++, rows += layout.Bytes)
        {
            for (int first = 0; first < units; first += UnitsAtOnce)
            {
                int some = Math.Min(UnitsAtOnce, units - first);
                Scales(layout, rows, first, some, scales);
                if (layout.HasZeros)
                {
                    Zeros(layout, rows, first, some, zeros);
                }

                for (int b = 0; b < batch; b++)
                {
                    byte* codes = rows + (first * UnitBytes);
                    float* from = x + (b * xStride) + (first * TCodes.UnitColumns);
                    int left = columns - (first * TCodes.UnitColumns);
                    float sum = layout.HasZeros
                        ? DotUnits<TCodes>(codes, some, from, left, scales, zeros, layout.GroupShift)
                        : DotUnits<TCodes>(codes, some, from, left, scales, layout.GroupShift);
                    float* place = to + ((long)b * stride) + row;
                    *place = first == 0 ? sum : *place + sum;
                }
            }
        }
    }

    /// <summary>Four sums that do not wait for each other.</summary>
    private static float DotUnits<TCodes>(byte* codes, int units, float* x, int columns, float* scales, int shift)
        where TCodes : struct, ICodes
    {
        (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
        int whole = Math.Min(units, columns / TCodes.UnitColumns);
        nint u = 0;
        for (; u + 4 <= whole; u += 4)
        {
            s0 = Unit<TCodes>(codes, x, scales, shift, u, s0);
            s1 = Unit<TCodes>(codes, x, scales, shift, u + 1, s1);
            s2 = Unit<TCodes>(codes, x, scales, shift, u + 2, s2);
            s3 = Unit<TCodes>(codes, x, scales, shift, u + 3, s3);
        }

        for (; u < whole; u++)
        {
            s0 = Unit<TCodes>(codes, x, scales, shift, u, s0);
        }

        TVector sum = TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3));
        if (u < units)
        {
            float* last = stackalloc float[MostUnitColumns];
            Pad(x + (u * TCodes.UnitColumns), columns - ((int)u * TCodes.UnitColumns), last);
            sum = Unit<TCodes>(codes + (u * UnitBytes), last, scales + (u >> shift), shift, 0, sum);
        }

        return TLanes.Sum(sum);
    }

    /// <summary>The same for codes that have zeros.</summary>
    private static float DotUnits<TCodes>(byte* codes, int units, float* x, int columns, float* scales, float* zeros, int shift)
        where TCodes : struct, ICodes
    {
        (TVector s0, TVector s1) = (default, default);
        int whole = Math.Min(units, columns / TCodes.UnitColumns);
        nint u = 0;
        for (; u + 2 <= whole; u += 2)
        {
            s0 = Unit<TCodes>(codes, x, scales, zeros, shift, u, s0);
            s1 = Unit<TCodes>(codes, x, scales, zeros, shift, u + 1, s1);
        }

        for (; u < whole; u++)
        {
            s0 = Unit<TCodes>(codes, x, scales, zeros, shift, u, s0);
        }

        TVector sum = TLanes.Add(s0, s1);
        if (u < units)
        {
            float* last = stackalloc float[MostUnitColumns];
            Pad(x + (u * TCodes.UnitColumns), columns - ((int)u * TCodes.UnitColumns), last);
            sum = Unit<TCodes>(codes + (u * UnitBytes), last, scales + (u >> shift), zeros + (u >> shift), shift, 0, sum);
        }

        return TLanes.Sum(sum);
    }

    /// <summary><c>sum + scale·Σ code·x</c> of a unit; how many parts it has is known when it is compiled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Unit<TCodes>(byte* codes, float* x, float* scales, int shift, nint unit, TVector sum)
        where TCodes : struct, ICodes
    {
        codes += unit * UnitBytes;
        x += unit * TCodes.UnitColumns;
        int parts = TCodes.UnitColumns / TLanes.Count;
        TVector products = TLanes.Multiply(TCodes.Load<TVector, TLanes>(codes, 0), TLanes.Load(x));
        if (parts > 1)
        {
            products = TLanes.MultiplyAdd(TCodes.Load<TVector, TLanes>(codes, 1), TLanes.Load(x + TLanes.Count), products);
        }

        if (parts > 2)
        {
            products = TLanes.MultiplyAdd(TCodes.Load<TVector, TLanes>(codes, 2), TLanes.Load(x + (2 * TLanes.Count)), products);
            products = TLanes.MultiplyAdd(TCodes.Load<TVector, TLanes>(codes, 3), TLanes.Load(x + (3 * TLanes.Count)), products);
        }

        if (parts > 4)
        {
            products = TLanes.MultiplyAdd(TCodes.Load<TVector, TLanes>(codes, 4), TLanes.Load(x + (4 * TLanes.Count)), products);
            products = TLanes.MultiplyAdd(TCodes.Load<TVector, TLanes>(codes, 5), TLanes.Load(x + (5 * TLanes.Count)), products);
            products = TLanes.MultiplyAdd(TCodes.Load<TVector, TLanes>(codes, 6), TLanes.Load(x + (6 * TLanes.Count)), products);
            products = TLanes.MultiplyAdd(TCodes.Load<TVector, TLanes>(codes, 7), TLanes.Load(x + (7 * TLanes.Count)), products);
        }

        return TLanes.MultiplyAdd(products, TLanes.Create(scales[unit >> shift]), sum);
    }

    /// <summary><c>sum + scale·Σ (code − zero)·x</c> of a unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Unit<TCodes>(byte* codes, float* x, float* scales, float* zeros, int shift, nint unit, TVector sum)
        where TCodes : struct, ICodes
    {
        codes += unit * UnitBytes;
        x += unit * TCodes.UnitColumns;
        TVector zero = TLanes.Create(zeros[unit >> shift]);
        TVector products = default;
        for (int part = 0; part < TCodes.UnitColumns / TLanes.Count; part++)
        {
            products = TLanes.MultiplyAdd(TLanes.Subtract(TCodes.Load<TVector, TLanes>(codes, part), zero), TLanes.Load(x + (part * TLanes.Count)), products);
        }

        return TLanes.MultiplyAdd(products, TLanes.Create(scales[unit >> shift]), sum);
    }

    private static void WidenCodes<TCodes>(ScaledBlocks format, byte* row, int columns, int start, int length, float* to)
        where TCodes : struct, ICodes
    {
        float* scales = stackalloc float[UnitsAtOnce];
        float* zeros = stackalloc float[UnitsAtOnce];
        float* last = stackalloc float[MostUnitColumns];
        CodeRow layout = new(format, columns);
        int firstUnit = start / TCodes.UnitColumns;
        int units = (length + TCodes.UnitColumns - 1) / TCodes.UnitColumns;
        for (int first = 0; first < units; first += UnitsAtOnce)
        {
            int some = Math.Min(UnitsAtOnce, units - first);
            Scales(layout, row, firstUnit + first, some, scales);
            Zeros(layout, row, firstUnit + first, some, zeros);
            int before = (firstUnit + first) & ((1 << layout.GroupShift) - 1); // units of the first group that are not asked for
            for (int u = 0; u < some; u++)
            {
                int left = length - ((first + u) * TCodes.UnitColumns);
                float* target = left >= TCodes.UnitColumns ? to + ((long)(first + u) * TCodes.UnitColumns) : last;
                TVector scale = TLanes.Create(scales[(before + u) >> layout.GroupShift]);
                TVector zero = TLanes.Create(zeros[(before + u) >> layout.GroupShift]);
                for (int part = 0; part < TCodes.UnitColumns / TLanes.Count; part++)
                {
                    TVector code = TCodes.Load<TVector, TLanes>(row + ((long)(firstUnit + first + u) * UnitBytes), part);
                    TLanes.Store(TLanes.Multiply(TLanes.Subtract(code, zero), scale), target + (part * TLanes.Count));
                }

                if (target == last)
                {
                    new Span<float>(last, left).CopyTo(new Span<float>(to + ((long)(first + u) * TCodes.UnitColumns), left));
                }
            }
        }
    }

    /// <summary>Scales of the groups that some units lie in.</summary>
    private static void Scales(in CodeRow row, byte* data, int first, int count, float* scales)
    {
        (int group, int groups) = row.Groups(first, count);
        byte* stored = data + row.ScalesAt + ((long)group * (row.WideScales ? sizeof(float) : sizeof(ushort)));
        if (row.WideScales)
        {
            new Span<float>(stored, groups).CopyTo(new Span<float>(scales, groups));
        }
        else
        {
            Widen<HalfElement>(stored, groups, scales);
        }
    }

    /// <summary>Zeros of the same groups; 0 where the format has none.</summary>
    private static void Zeros(in CodeRow row, byte* data, int first, int count, float* zeros)
    {
        (int group, int groups) = row.Groups(first, count);
        sbyte* stored = (sbyte*)data + row.ZerosAt + group;
        for (int i = 0; i < groups; i++)
        {
            zeros[i] = row.HasZeros ? stored[i] : 0;
        }
    }

    private static void Pad(float* x, int count, float* to)
    {
        new Span<float>(x, count).CopyTo(new Span<float>(to, count));
        new Span<float>(to + count, MostUnitColumns - count).Clear();
    }
}
