using System;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

/// <content>Quantised rows.</content>
public unsafe partial class KernelTests
{
    /// <summary>Columns that fill units and groups, and such that do not; more units than are widened at once.</summary>
    private static readonly int[] CodeColumns = [5, 32, 64, 100, 303, 4200, 8300];

    public static TheoryData<int, int> Coded
    {
        get
        {
            TheoryData<int, int> data = [];
            foreach (int lanes in (int[])[4, 8, 16])
            {
                for (int format = 0; format < CodeFormats.Length; format++)
                {
                    data.Add(lanes, format);
                }
            }

            return data;
        }
    }

    private static ScaledBlocks[] CodeFormats { get; } =
    [
        new Int4Blocks(), new Int4Blocks(128), new Int4Blocks(64, wideScales: true, zeros: true), new Int4Blocks(8192, zeros: true),
        new Int8Blocks(), new Int8Blocks(16), new Int8Blocks(128, wideScales: true, zeros: true), new Float8Blocks(), new Float8Blocks(16, wideScales: true),
    ];

    [Theory]
    [MemberData(nameof(Coded))]
    public void Products_of_quantised_rows(int lanes, int number)
    {
        (CpuKernels kernels, ScaledBlocks format) = (Of(lanes), CodeFormats[number]);
        foreach (int columns in CodeColumns)
        {
            const int rows = 3;
            const int batch = 2;
            (byte[] stored, float[] values) = Coding(format, rows, columns);
            using Numbers x = new(batch * columns, ElementFormat.Float32, seed: 2);
            float[] products = new float[batch * rows];
            fixed (byte* data = stored)
            {
                fixed (float* to = products)
                {
                    kernels.DotCodes(format, data, rows, columns, (float*)x.Data, columns, batch, to, rows);
                }
            }

            float largest = Enumerable.Range(0, batch * columns).Max(k => Math.Abs(x[k]));
            double norm = Math.Sqrt(Enumerable.Range(0, rows).Max(row => values.Skip(row * columns).Take(columns).Sum(static w => (double)w * w)));
            double lost = format is Float8Blocks ? 0 : 5 * norm * largest / short.MaxValue / Math.Sqrt(12); // five deviations of rounding activations to 16 bits
            Close(products, batch, rows, columns, (b, k) => x[(b * columns) + k], (row, k) => values[(row * columns) + k], 2e-5 + lost);
        }
    }

    /// <summary>What is no number must not become one.</summary>
    [Theory]
    [InlineData(4, float.NaN)]
    [InlineData(8, float.PositiveInfinity)]
    [InlineData(16, float.NegativeInfinity)]
    public void Products_of_quantised_rows_hand_on_what_is_no_number(int lanes, float odd)
    {
        foreach (ScaledBlocks format in (ScaledBlocks[])[new Int4Blocks(), new Int8Blocks()])
        {
            (byte[] stored, _) = Coding(format, rows: 1, columns: 100);
            float[] x = new float[100];
            x[70] = odd;
            float product;
            fixed (byte* data = stored)
            {
                fixed (float* from = x)
                {
                    Of(lanes).DotCodes(format, data, 1, 100, from, 100, 1, &product, 1);
                }
            }

            Assert.False(float.IsFinite(product));
        }
    }

    /// <summary>Activations of very different sizes lose nothing to each other across units, and the smallest are as good as zero.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Products_of_quantised_rows_with_activations_of_every_size(int lanes)
    {
        Int4Blocks format = new();
        (byte[] stored, float[] values) = Coding(format, rows: 1, columns: 128);
        float[] sizes = [1e-38f, 1e30f, 1, 0];
        for (int unit = 0; unit < sizes.Length; unit++)
        {
            float[] x = new float[128];
            Array.Fill(x, sizes[unit], 32 * unit, 32);
            float product;
            fixed (byte* data = stored)
            {
                fixed (float* from = x)
                {
                    Of(lanes).DotCodes(format, data, 1, 128, from, 128, 1, &product, 1);
                }
            }

            double wanted = values.Skip(32 * unit).Take(32).Sum(w => (double)w * sizes[unit]);
            Assert.Equal(wanted, product, (1e-5 * Math.Abs(wanted)) + 1e-30);
        }
    }

    [Theory]
    [MemberData(nameof(Coded))]
    public void Quantised_rows_widened(int lanes, int number)
    {
        (CpuKernels kernels, ScaledBlocks format) = (Of(lanes), CodeFormats[number]);
        foreach (int columns in CodeColumns)
        {
            (byte[] stored, float[] values) = Coding(format, rows: 1, columns);
            foreach ((int start, int length) in ((int, int)[])[(0, columns), (32, columns - 32), (columns / 64 * 32, 7)])
            {
                if (length < 1 || start + length > columns)
                {
                    continue;
                }

                float[] wide = new float[length + 1];
                wide[length] = 77; // not written
                fixed (byte* data = stored)
                {
                    fixed (float* to = wide)
                    {
                        kernels.WidenCodes(format, data, columns, start, length, to);
                    }
                }

                Assert.Equal([.. values[start..(start + length)], 77f], wide);
            }
        }
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
}
