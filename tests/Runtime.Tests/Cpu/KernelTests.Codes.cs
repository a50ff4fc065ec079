using System;
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

            Close(products, batch, rows, columns, (b, k) => x[(b * columns) + k], (row, k) => values[(row * columns) + k]);
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
