using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Weights in 8-bit floats: their codes and scales widened.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>Units whose scales are widened at once: a power of two, so that each piece of a row begins with a group, or lies within one.</summary>
    private const int UnitsAtOnce = 256;

    private const int UnitBytes = 16;

    private const int MostUnitColumns = 16;

    public override void WidenCodes(Float8Blocks format, byte* row, int columns, int start, int length, float* to)
    {
        float* scales = stackalloc float[UnitsAtOnce];
        float* last = stackalloc float[MostUnitColumns];
        CodeRow layout = new(format, columns);
        int firstUnit = start / Float8Codes.UnitColumns;
        int units = (length + Float8Codes.UnitColumns - 1) / Float8Codes.UnitColumns;
        for (int first = 0; first < units; first += UnitsAtOnce)
        {
            int some = Math.Min(UnitsAtOnce, units - first);
            Scales(layout, row, firstUnit + first, some, scales);
            int before = (firstUnit + first) & ((1 << layout.GroupShift) - 1); // units of the first group that are not asked for
            for (int u = 0; u < some; u++)
            {
                int left = length - ((first + u) * Float8Codes.UnitColumns);
                float* target = left >= Float8Codes.UnitColumns ? to + ((long)(first + u) * Float8Codes.UnitColumns) : last;
                TVector scale = TLanes.Create(scales[(before + u) >> layout.GroupShift]);
                for (int part = 0; part < Float8Codes.UnitColumns / TLanes.Count; part++)
                {
                    TVector code = Float8Codes.Load<TVector, TLanes>(row + ((long)(firstUnit + first + u) * UnitBytes), part);
                    TLanes.Store(TLanes.Multiply(code, scale), target + (part * TLanes.Count));
                }

                if (target == last)
                {
                    new Span<float>(last, left).CopyTo(new Span<float>(to + ((long)(first + u) * Float8Codes.UnitColumns), left));
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
}
