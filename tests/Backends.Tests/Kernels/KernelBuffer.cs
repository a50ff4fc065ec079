using System;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Runtime;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>Bytes that a kernel is bound to; after a run they hold what it wrote.</summary>
internal sealed class KernelBuffer(byte[] bytes)
{
    public byte[] Bytes { get; } = bytes;

    /// <summary>For a matrix: how it is stored.</summary>
    public BlockFormat? Format { get; init; }

    /// <summary>Rows of each window that it is bound in; empty where it is bound whole.</summary>
    public int[] Windows { get; private init; } = [];

    /// <summary>Of a state in windows: rows that belong together.</summary>
    public int ItemRows { get; private init; }

    public Span<float> Floats => MemoryMarshal.Cast<byte, float>(Bytes.AsSpan());

    public Span<uint> Words => MemoryMarshal.Cast<byte, uint>(Bytes.AsSpan());

    public static KernelBuffer Of(ReadOnlySpan<float> values) => new(MemoryMarshal.AsBytes(values).ToArray());

    public static KernelBuffer Of(ReadOnlySpan<uint> values) => new(MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Memory that nobody has written: not-a-numbers, so that reading it, or not writing it, shows.</summary>
    public static KernelBuffer Unwritten(int floats)
    {
        KernelBuffer buffer = new(new byte[floats * sizeof(float)]);
        buffer.Floats.Fill(float.NaN);
        return buffer;
    }

    /// <summary>f32 rows with a stride of whole blocks of 8; the tails are not-a-numbers, as the layout leaves them undefined.</summary>
    public static KernelBuffer Rows(double[] values, int width)
    {
        int stride = (width + 7) / 8 * 8;
        KernelBuffer buffer = Unwritten(values.Length / width * stride);
        for (int i = 0; i < values.Length; i++)
        {
            buffer.Floats[(i / width * stride) + (i % width)] = (float)values[i];
        }

        return buffer;
    }

    /// <summary>A vector weight: f32, zeros to a multiple of 8.</summary>
    public static KernelBuffer Vector(double[] values)
    {
        KernelBuffer buffer = new(new byte[(values.Length + 7) / 8 * 8 * sizeof(float)]);
        for (int i = 0; i < values.Length; i++)
        {
            buffer.Floats[i] = (float)values[i];
        }

        return buffer;
    }

    /// <summary>A matrix weight: rows of whole blocks of 8 with zero tails. <paramref name="values"/> become what the format keeps of them.</summary>
    public static KernelBuffer Matrix(double[] values, int width, ElementFormat format)
    {
        int stride = (width + 7) / 8 * 8;
        byte[] bytes = new byte[values.Length / width * stride * (format == ElementFormat.Float32 ? 4 : 2)];
        for (int i = 0; i < values.Length; i++)
        {
            Store(bytes, (i / width * stride) + (i % width), (float)values[i], format);
            values[i] = Load(bytes, (i / width * stride) + (i % width), format);
        }

        return new KernelBuffer(bytes) { Format = new ElementBlocks(format) };
    }

    /// <summary>Rows of a cache. <paramref name="values"/> become what its format keeps of them.</summary>
    public static KernelBuffer Cache(double[] values, int width, ElementFormat format)
    {
        float[] kept = [.. values.Select(static value => (float)value)];
        KernelBuffer buffer = new(Stored.Rows(CacheFormats.Row(format), kept, width));
        for (int i = 0; i < kept.Length; i++)
        {
            values[i] = kept[i];
        }

        return buffer;
    }

    /// <summary>A matrix in any format, named as <see cref="Stored.As"/> knows it.</summary>
    public static KernelBuffer Matrix(double[] values, int width, string format)
    {
        BlockFormat stored = Stored.As(format);
        float[] kept = [.. values.Select(static value => (float)value)];
        KernelBuffer buffer = new(Stored.Rows(stored, kept, width)) { Format = stored };
        for (int i = 0; i < kept.Length; i++)
        {
            values[i] = kept[i];
        }

        return buffer;
    }

    /// <summary>The same memory, bound in windows of so many rows, which are all there are.</summary>
    public KernelBuffer InWindows(int[] rows, int itemRows = 0) => new(Bytes) { Format = Format, Windows = rows, ItemRows = itemRows };

    /// <summary>A row of a cache.</summary>
    public float[] Row(int row, int width, ElementFormat format)
    {
        BlockFormat stored = CacheFormats.Row(format);
        float[] numbers = new float[width];
        stored.Decode(Bytes.AsSpan(row * (int)stored.RowBytes(width), (int)stored.RowBytes(width)), numbers);
        return numbers;
    }

    private static void Store(byte[] bytes, int index, float value, ElementFormat format)
    {
        switch (format)
        {
            case ElementFormat.Float16:
                MemoryMarshal.Cast<byte, Half>(bytes.AsSpan())[index] = (Half)value;
                break;
            case ElementFormat.BFloat16:
                uint bits = BitConverter.SingleToUInt32Bits(value);
                MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan())[index] = (ushort)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
                break;
            default:
                MemoryMarshal.Cast<byte, float>(bytes.AsSpan())[index] = value;
                break;
        }
    }

    private static float Load(byte[] bytes, int index, ElementFormat format) => format switch
    {
        ElementFormat.Float16 => (float)MemoryMarshal.Cast<byte, Half>(bytes.AsSpan())[index],
        ElementFormat.BFloat16 => BitConverter.UInt32BitsToSingle((uint)MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan())[index] << 16),
        _ => MemoryMarshal.Cast<byte, float>(bytes.AsSpan())[index],
    };
}
