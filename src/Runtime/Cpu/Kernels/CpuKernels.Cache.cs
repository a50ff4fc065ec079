using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Cached keys and values: written, asked for, and made ready for <see cref="CpuKernels.Multiply"/>.</summary>
internal sealed unsafe partial class CpuKernels<TVector, TLanes>
{
    /// <summary>How far ahead keys and values come into the second-level cache: not far, since a sequence has few behind those that are read, and then another head's follow.</summary>
    private const int CacheAhead = 8192;

    public override void PackKeys(ElementFormat format, byte* keys, int dim, long first, float* panel)
    {
        switch (format)
        {
            case ElementFormat.Float32: PackKeys<FloatElement>(keys, dim, first, panel); break;
            case ElementFormat.Float16: PackKeys<HalfElement>(keys, dim, first, panel); break;
            case ElementFormat.BFloat16: PackKeys<BrainElement>(keys, dim, first, panel); break;
            case ElementFormat.Int8: PackInt8Keys(keys, dim, first, panel); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of caches.");
        }
    }

    public override void PackValues(ElementFormat format, byte* values, int dim, int keys, float* panels)
    {
        switch (format)
        {
            case ElementFormat.Float32: PackValues<FloatElement>(values, dim, keys, panels); break;
            case ElementFormat.Float16: PackValues<HalfElement>(values, dim, keys, panels); break;
            case ElementFormat.BFloat16: PackValues<BrainElement>(values, dim, keys, panels); break;
            case ElementFormat.Int8: PackInt8Values(values, dim, keys, panels); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of caches.");
        }
    }

    public override void StoreKey(ElementFormat format, float* key, int dim, byte* keys, long column)
    {
        switch (format)
        {
            case ElementFormat.Float32:
                Scatter((uint*)key, dim, (uint*)keys, column);
                break;
            case ElementFormat.Float16 or ElementFormat.BFloat16:
                ushort* rounded = stackalloc ushort[dim];
                Round(format, key, dim, (byte*)rounded);
                Scatter(rounded, dim, (ushort*)keys, column);
                break;
            case ElementFormat.Int8:
                Int8Key.Store(key, dim, keys, column);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of caches.");
        }
    }

    public override void StoreValue(ElementFormat format, float* value, int dim, byte* values, long column)
    {
        switch (format)
        {
            case ElementFormat.Float32 or ElementFormat.Float16 or ElementFormat.BFloat16:
                Round(format, value, dim, values + (column * dim * format.SizeInBytes()));
                break;
            case ElementFormat.Int8:
                Int8Value.Store(value, dim, values, column);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of caches.");
        }
    }

    private static void Round(ElementFormat format, float* numbers, int count, byte* to) =>
        ElementConversion.Convert(new ReadOnlySpan<byte>(numbers, count * sizeof(float)), ElementFormat.Float32, new Span<byte>(to, count * format.SizeInBytes()), format);

    private static void PackKeys<TElement>(byte* keys, int dim, long first, float* panel)
        where TElement : struct, IElement
    {
        for (int half = 0; half < 2; half++)
        {
            long key = first + (half * TLanes.Count);
            byte* from = keys + ((KeyBlocks.BlockOf(key) * dim * KeyBlocks.Size) + KeyBlocks.PlaceOf(key)) * TElement.Size;
            float* to = panel + (half * TLanes.Count);
            for (int d = 0; d < dim; d++)
            {
                TLanes.Store(TElement.LoadSmall<TVector, TLanes>(from, d * KeyBlocks.Size), to + ((long)d * 2 * TLanes.Count));
            }
        }
    }

    private static void PackValues<TElement>(byte* values, int dim, int keys, float* panels)
        where TElement : struct, IElement
    {
        for (int part = 0; part < dim; part += TLanes.Count)
        {
            int width = 2 * TLanes.Count;
            float* to = panels + ((long)(part / width) * width * keys) + (part % width);
            if (part + width > dim && part % width == 0)
            {
                new Span<float>(to, width * keys).Clear();
            }

            for (int key = 0; key < keys; key++)
            {
                byte* row = values + ((long)key * dim * TElement.Size);
                if (part + TLanes.Count <= dim)
                {
                    TLanes.Store(TElement.LoadSmall<TVector, TLanes>(row, part), to + ((long)key * width));
                    continue;
                }

                for (int d = part; d < dim; d++)
                {
                    to[((long)key * width) + d - part] = TElement.Load(row, d) / TElement.Factor;
                }
            }
        }
    }

    /// <summary>The numbers of a key go to its place in a block's rows (<see cref="KeyBlocks"/>).</summary>
    private static void Scatter<TNumber>(TNumber* key, int dim, TNumber* keys, long column)
        where TNumber : unmanaged
    {
        TNumber* to = keys + (KeyBlocks.BlockOf(column) * dim * KeyBlocks.Size) + KeyBlocks.PlaceOf(column);
        for (int d = 0; d < dim; d++)
        {
            to[(nint)d * KeyBlocks.Size] = key[d];
        }
    }

    /// <summary>Asks for what lies further on than a piece that is read now; where few heads share it, so that lines are done with soon, twice (<see cref="CacheLines.Near"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchAhead<THeads>(byte* address, int bytes)
        where THeads : struct, IHeadGroup
    {
        if (THeads.Most > TwoHeads.Most)
        {
            CacheLines.Prefetch(address + CacheLines.Ahead, bytes);
            return;
        }

        CacheLines.Prefetch(address + CacheLines.Near, bytes);
        CacheLines.Prefetch(address + CacheAhead, bytes, far: true);
    }
}
