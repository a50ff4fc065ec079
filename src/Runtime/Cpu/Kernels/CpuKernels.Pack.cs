using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>Weights made ready for <see cref="CpuKernels.Multiply"/>.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    public override void Pack(ElementFormat format, byte** rows, int start, int length, float* panel)
    {
        switch (format)
        {
            case ElementFormat.Float32: Pack<FloatElement>(rows, start, length, panel); break;
            case ElementFormat.Float16: Pack<HalfElement>(rows, start, length, panel); break;
            case ElementFormat.BFloat16: Pack<BrainElement>(rows, start, length, panel); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of weights.");
        }
    }

    public override float Factor(ElementFormat format) => format == ElementFormat.Float16 ? HalfElement.Factor : 1;

    public override void Widen(ElementFormat format, byte* source, long count, float* to)
    {
        switch (format)
        {
            case ElementFormat.Float32: Widen<FloatElement>(source, count, to); break;
            case ElementFormat.Float16: Widen<HalfElement>(source, count, to); break;
            case ElementFormat.BFloat16: Widen<BrainElement>(source, count, to); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of numbers.");
        }
    }

    private static void Widen<TElement>(byte* source, long count, float* to)
        where TElement : struct, IElement
    {
        nint i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TLanes.Store(TElement.Load<TVector, TLanes>(source, i), to + i);
        }

        for (; i < count; i++)
        {
            to[i] = TElement.Load(source, i);
        }
    }

    private static void Pack<TElement>(byte** rows, int start, int length, float* panel)
        where TElement : struct, IElement
    {
        int width = 2 * TLanes.Count;
        int square = TLanes.Count * sizeof(float) / TElement.Size;
        int whole = length - (length % square);
        for (int half = 0; half < 2; half++)
        {
            byte** from = rows + (half * TLanes.Count);
            float* to = panel + (half * TLanes.Count);
            for (int k = 0; k < whole; k += square)
            {
                Transpose<TElement>(from, (start + k) * TElement.Size, to + ((long)k * width));
            }

            for (int k = whole; k < length; k++)
            {
                for (int row = 0; row < TLanes.Count; row++)
                {
                    to[((long)k * width) + row] = TElement.Load(from[row], start + k) / TElement.Factor;
                }
            }
        }
    }
}
