using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Quantised weights: which kernel multiplies them, and their codes and scales widened.</summary>
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
            case WeightCodes.Int4: DotWholeCodes<Int4Codes>(format, rows, count, columns, x, xStride, batch, to, stride); break;
            case WeightCodes.Int8: DotWholeCodes<Int8Codes>(format, rows, count, columns, x, xStride, batch, to, stride); break;
            case WeightCodes.Float8E4M3: DotFloatCodes<Float8Codes>(format, rows, count, columns, x, xStride, batch, to, stride); break;
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
            WidenScales((ushort*)stored, groups, scales);
        }
    }

    /// <summary>Numbers of float16 that are finite, as scales are: few instructions, also where they fill no vector.</summary>
    private static void WidenScales(ushort* stored, int count, float* to)
    {
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(TLanes.LoadSmallHalf(stored + i), TLanes.Create(HalfElement.Factor)), to + i);
        }

        for (; i + Lanes128.Count <= count; i += Lanes128.Count)
        {
            Lanes128.Store(Lanes128.Multiply(Lanes128.LoadSmallHalf(stored + i), Lanes128.Create(HalfElement.Factor)), to + i);
        }

        for (; i < count; i++)
        {
            to[i] = HalfElement.Load((byte*)stored, i);
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
}
