using System;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

/// <content>Rows of codes, and what they stand for.</content>
public unsafe partial class KernelTests
{
    [Theory]
    [MemberData(nameof(Coded))]
    public void Quantised_rows_widened(int lanes, int number)
    {
        (CpuKernels kernels, ScaledBlocks format) = (Of(lanes), CodeFormats[number]);
        foreach (int columns in CodeColumns)
        {
            const int rows = 19;
            const int row = 17;
            (byte[] stored, float[] values) = Coding(format, rows, columns);
            foreach ((int start, int length) in ((int, int)[])[(0, columns), (32, columns - 32), (columns / 64 * 32, 7)])
            {
                if (length < 1 || start + length > columns)
                {
                    continue;
                }

                float[] wide = new float[length + 1];
                wide[length] = 77; // not written
                fixed (float* to = wide)
                {
                    if (format is Float8Blocks floats)
                    {
                        fixed (byte* data = stored)
                        {
                            kernels.WidenCodes(floats, data + (row * format.RowBytes(columns)), columns, start, length, to);
                        }
                    }
                    else
                    {
                        using Blocked blocks = new(format, columns, stored);
                        blocks.Layout.Widen(blocks.Data, row, start, length, to);
                    }
                }

                Assert.Equal([.. values[((row * columns) + start)..((row * columns) + start + length)], 77f], wide);
            }
        }
    }

    /// <summary>Products of some rows, in blocks where their codes are whole numbers.</summary>
    private static void Dot(CpuKernels kernels, ScaledBlocks format, byte[] stored, int columns, int first, int count, float* x, int batch, float[] products, ActivationRounding activations = ActivationRounding.Bits16)
    {
        fixed (float* to = products)
        {
            if (format is Float8Blocks floats)
            {
                fixed (byte* data = stored)
                {
                    kernels.DotCodes(floats, data + (first * format.RowBytes(columns)), count, columns, x, columns, batch, to, count);
                }

                return;
            }

            using Blocked blocks = new(format, columns, stored, activations);
            WholeInput input = blocks.Layout.Input;
            byte* whole = (byte*)NativeMemory.AlignedAlloc((nuint)(batch * input.Bytes(columns)), 64);
            for (int b = 0; b < batch; b++)
            {
                ShortActivations.Quantise(input, pairs: false, x + (b * columns), columns, whole + (b * input.Bytes(columns)));
            }

            kernels.DotBlocks(blocks.Layout, blocks.Data, first, count, whole, input.Bytes(columns), batch, to, count);
            NativeMemory.AlignedFree(whole);
        }
    }

    /// <summary>Five deviations of rounding activations.</summary>
    private static double Lost(ScaledBlocks format, float[] values, Numbers x, int columns, int batch, ActivationRounding activations = ActivationRounding.Bits16)
    {
        float largest = Enumerable.Range(0, batch * columns).Max(k => Math.Abs(x[k]));
        double norm = Math.Sqrt(Enumerable.Range(0, values.Length / columns).Max(row => values.Skip(row * columns).Take(columns).Sum(static w => (double)w * w)));
        bool narrow = format is Int4Blocks && activations == ActivationRounding.Bits8;
        return format is Float8Blocks ? 0 : 5 * norm * largest / (narrow ? sbyte.MaxValue : short.MaxValue) / Math.Sqrt(12);
    }

    /// <summary>Random codes, all of them finite numbers, with random scales and zeros; and what they stand for.</summary>
    private static (byte[] Stored, float[] Values) Coding(ScaledBlocks format, int rows, int columns)
    {
        Random random = new(columns);
        int rowBytes = (int)format.RowBytes(columns);
        byte[] stored = new byte[rows * rowBytes];
        float[] values = new float[rows * columns];
        sbyte[] codes = new sbyte[columns];
        for (int row = 0; row < rows; row++)
        {
            random.NextBytes(MemoryMarshal.AsBytes(codes.AsSpan()));
            for (int i = 0; i < columns; i++)
            {
                codes[i] = format is Float8Blocks && (codes[i] & 0x7F) == 0x7F ? (sbyte)1 : codes[i];
            }

            Span<byte> place = stored.AsSpan(row * rowBytes, rowBytes);
            format.WriteCodes(place, codes);
            for (int group = 0; group < format.Groups(columns); group++)
            {
                format.WriteGroup(place, columns, group, (random.NextSingle() - 0.5f) / 500, (sbyte)random.Next(-8, 8));
            }

            format.Decode(place, values.AsSpan(row * columns, columns));
        }

        return (stored, values);
    }

    /// <summary>Rows in blocks.</summary>
    private sealed class Blocked : IDisposable
    {
        public Blocked(ScaledBlocks format, int columns, byte[] stored, ActivationRounding activations = ActivationRounding.Bits16)
        {
            Layout = new RowBlocks(format, columns, activations);
            int rowBytes = (int)format.RowBytes(columns);
            int rows = stored.Length / rowBytes;
            Data = (byte*)NativeMemory.AlignedAlloc((nuint)Layout.BytesOf(rows), 64);
            for (int row = 0; row < rows; row++)
            {
                Layout.Store(stored.AsSpan(row * rowBytes, rowBytes), Data, row);
            }
        }

        public RowBlocks Layout { get; }

        public byte* Data { get; }

        public void Dispose() => NativeMemory.AlignedFree(Data);
    }
}
