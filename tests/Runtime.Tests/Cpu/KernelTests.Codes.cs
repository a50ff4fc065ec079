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

    /// <summary>The same with activations of 16 bits, and of 8 where they differ.</summary>
    public static TheoryData<int, int, ActivationRounding> CodedAndRounded
    {
        get
        {
            TheoryData<int, int, ActivationRounding> data = [];
            foreach (object[] row in Coded)
            {
                (int lanes, int format) = ((int)row[0], (int)row[1]);
                data.Add(lanes, format, ActivationRounding.Bits16);
                if (CodeFormats[format] is Int4Blocks)
                {
                    data.Add(lanes, format, ActivationRounding.Bits8);
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

    /// <summary>Some rows among others, such that no vector begins or ends with them.</summary>
    [Theory]
    [MemberData(nameof(CodedAndRounded))]
    public void Products_of_quantised_rows(int lanes, int number, ActivationRounding activations)
    {
        (CpuKernels kernels, ScaledBlocks format) = (Of(lanes), CodeFormats[number]);
        foreach (int columns in CodeColumns)
        {
            const int rows = 37;
            const int first = 3;
            const int count = 31;
            const int batch = 2;
            (byte[] stored, float[] values) = Coding(format, rows, columns);
            using Numbers x = new(batch * columns, ElementFormat.Float32, seed: 2);
            float[] products = new float[(batch * count) + 1];
            products[^1] = 77; // not written
            Dot(kernels, format, stored, columns, first, count, (float*)x.Data, batch, products, activations);
            Assert.Equal(77, products[^1]);
            Close(products[..^1], batch, count, columns, (b, k) => x[(b * columns) + k], (row, k) => values[((first + row) * columns) + k], 2e-5 + Lost(format, values, x, columns, batch, activations));
        }
    }

    /// <summary>Lanes are rows, and a row's sum is taken in the same order whatever is computed beside it.</summary>
    [Fact]
    public void Products_of_quantised_rows_depend_neither_on_the_width_of_vectors_nor_on_the_rows_beside_them()
    {
        foreach ((ScaledBlocks format, ActivationRounding activations) in CodeFormats.Where(static format => format is not Float8Blocks).SelectMany(static format => Enum.GetValues<ActivationRounding>().Select(of => (format, of))))
        {
            const int columns = 303;
            (byte[] stored, _) = Coding(format, 20, columns);
            using Numbers x = new(columns, ElementFormat.Float32, seed: 4);
            float[] all = new float[20];
            Dot(Of(16), format, stored, columns, 0, 20, (float*)x.Data, 1, all, activations);
            foreach (int lanes in (int[])[4, 8, 16])
            {
                for (int row = 0; row < 20; row++)
                {
                    float[] one = new float[1];
                    Dot(Of(lanes), format, stored, columns, row, 1, (float*)x.Data, 1, one, activations);
                    Assert.Equal(all[row], one[0]);
                }
            }
        }
    }

    /// <summary>Sums of products in few bits must not overflow where every code and every activation is the largest.</summary>
    [Theory]
    [InlineData(4, ActivationRounding.Bits16)]
    [InlineData(8, ActivationRounding.Bits16)]
    [InlineData(16, ActivationRounding.Bits16)]
    [InlineData(4, ActivationRounding.Bits8)]
    [InlineData(8, ActivationRounding.Bits8)]
    [InlineData(16, ActivationRounding.Bits8)]
    public void Products_of_the_largest_numbers(int lanes, ActivationRounding activations)
    {
        foreach ((ScaledBlocks format, sbyte code) in ((ScaledBlocks, sbyte)[])[(new Int4Blocks(), 7), (new Int4Blocks(), -8), (new Int8Blocks(), 127), (new Int8Blocks(), -128)])
        {
            foreach (float sign in (float[])[1, -1])
            {
                const int columns = 64;
                byte[] stored = new byte[format.RowBytes(columns)];
                format.WriteCodes(stored, [.. Enumerable.Repeat(code, columns)]);
                format.WriteGroup(stored, columns, 0, 1);
                format.WriteGroup(stored, columns, 1, 1);
                float[] x = [.. Enumerable.Repeat(sign, columns)];
                float[] product = new float[1];
                fixed (float* from = x)
                {
                    Dot(Of(lanes), format, stored, columns, 0, 1, from, 1, product, activations);
                }

                Assert.Equal(columns * code * sign, product[0], 1e-3f);
            }
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
            float[] product = new float[1];
            fixed (float* from = x)
            {
                Dot(Of(lanes), format, stored, 100, 0, 1, from, 1, product);
            }

            Assert.False(float.IsFinite(product[0]));
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
            float[] product = new float[1];
            fixed (float* from = x)
            {
                Dot(Of(lanes), format, stored, 128, 0, 1, from, 1, product);
            }

            double wanted = values.Skip(32 * unit).Take(32).Sum(w => (double)w * sizes[unit]);
            Assert.Equal(wanted, product[0], (1e-5 * Math.Abs(wanted)) + 1e-30);
        }
    }
}
