using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Products of codes that are floats themselves, which have no zeros: widened in registers, a unit of 16 bytes at a time, summed in float32 and multiplied by the scale of the
/// unit's group; the scales of a row are widened before, so that a group's is one load.
/// </summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    public override void DotCodes(Float8Blocks format, byte* rows, int count, int columns, float* x, long xStride, int batch, float* to, int stride)
    {
        float* scales = stackalloc float[UnitsAtOnce];
        CodeRow layout = new(format, columns);
        int units = (columns + Float8Codes.UnitColumns - 1) / Float8Codes.UnitColumns;
        for (int row = 0; row < count; row++, rows += layout.Bytes)
        {
            for (int first = 0; first < units; first += UnitsAtOnce)
            {
                int some = Math.Min(UnitsAtOnce, units - first);
                Scales(layout, rows, first, some, scales);
                for (int b = 0; b < batch; b++)
                {
                    byte* codes = rows + (first * UnitBytes);
                    float* from = x + (b * xStride) + (first * Float8Codes.UnitColumns);
                    int left = columns - (first * Float8Codes.UnitColumns);
                    float sum = DotUnits(codes, some, from, left, scales, layout.GroupShift);
                    float* place = to + ((long)b * stride) + row;
                    *place = first == 0 ? sum : *place + sum;
                }
            }
        }
    }

    /// <summary>Four sums that do not wait for each other.</summary>
    private static float DotUnits(byte* codes, int units, float* x, int columns, float* scales, int shift)
    {
        (TVector s0, TVector s1, TVector s2, TVector s3) = (default, default, default, default);
        int whole = Math.Min(units, columns / Float8Codes.UnitColumns);
        nint u = 0;
        for (; u + 4 <= whole; u += 4)
        {
            s0 = Unit(codes, x, scales, shift, u, s0);
            s1 = Unit(codes, x, scales, shift, u + 1, s1);
            s2 = Unit(codes, x, scales, shift, u + 2, s2);
            s3 = Unit(codes, x, scales, shift, u + 3, s3);
        }

        for (; u < whole; u++)
        {
            s0 = Unit(codes, x, scales, shift, u, s0);
        }

        TVector sum = TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3));
        if (u < units)
        {
            float* last = stackalloc float[MostUnitColumns];
            Pad(x + (u * Float8Codes.UnitColumns), columns - ((int)u * Float8Codes.UnitColumns), last);
            sum = Unit(codes + (u * UnitBytes), last, scales + (u >> shift), shift, 0, sum);
        }

        return TLanes.Sum(sum);
    }

    /// <summary><c>sum + scale·Σ code·x</c> of a unit; how many parts it has is known when it is compiled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Unit(byte* codes, float* x, float* scales, int shift, nint unit, TVector sum)
    {
        codes += unit * UnitBytes;
        x += unit * Float8Codes.UnitColumns;
        int parts = Float8Codes.UnitColumns / TLanes.Count;
        TVector products = TLanes.Multiply(Float8Codes.Load<TVector, TLanes>(codes, 0), TLanes.Load(x));
        if (parts > 1)
        {
            products = TLanes.MultiplyAdd(Float8Codes.Load<TVector, TLanes>(codes, 1), TLanes.Load(x + TLanes.Count), products);
        }

        if (parts > 2)
        {
            products = TLanes.MultiplyAdd(Float8Codes.Load<TVector, TLanes>(codes, 2), TLanes.Load(x + (2 * TLanes.Count)), products);
            products = TLanes.MultiplyAdd(Float8Codes.Load<TVector, TLanes>(codes, 3), TLanes.Load(x + (3 * TLanes.Count)), products);
        }

        return TLanes.MultiplyAdd(products, TLanes.Create(scales[unit >> shift]), sum);
    }

    private static void Pad(float* x, int count, float* to)
    {
        new Span<float>(x, count).CopyTo(new Span<float>(to, count));
        new Span<float>(to + count, MostUnitColumns - count).Clear();
    }
}
