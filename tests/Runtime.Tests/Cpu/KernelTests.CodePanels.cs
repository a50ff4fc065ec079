using System;
using System.Linq;
using System.Runtime.InteropServices;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

/// <content>Panels of quantised rows, times many rows of activations.</content>
public unsafe partial class KernelTests
{
    /// <summary>Those of whole numbers: 8-bit floats are widened before they become panels.</summary>
    public static TheoryData<int, int, ActivationRounding> WholeAndRounded
    {
        get
        {
            TheoryData<int, int, ActivationRounding> data = [];
            foreach (object[] row in CodedAndRounded)
            {
                if (CodeFormats[(int)row[1]] is not Float8Blocks)
                {
                    data.Add((int)row[0], (int)row[1], (ActivationRounding)row[2]);
                }
            }

            return data;
        }
    }

    /// <summary>Panels that begin within a block and end beyond the last row, in pieces of steps.</summary>
    [Theory]
    [MemberData(nameof(WholeAndRounded))]
    public void Products_of_quantised_panels(int lanes, int number, ActivationRounding activations)
    {
        (CpuKernels kernels, ScaledBlocks format) = (Of(lanes), CodeFormats[number]);
        foreach (int columns in CodeColumns)
        {
            const int rows = 37;
            (byte[] stored, float[] values) = Coding(format, rows, columns);
            using Blocked blocks = new(format, columns, stored, activations);
            foreach (int m in (int[])[9, 14]) // tiles of six, two and one row; of six and four
            {
                using Numbers x = new(m * columns, ElementFormat.Float32, seed: 3);
                foreach (int first in (int[])[0, kernels.Lanes, rows / kernels.PanelWidth * kernels.PanelWidth])
                {
                    int count = Math.Min(kernels.PanelWidth, rows - first);
                    float[] product = PanelProducts(kernels, blocks, columns, first, count, (float*)x.Data, m);
                    Close(product, m, count, columns, (b, k) => x[(b * columns) + k], (row, k) => values[((first + row) * columns) + k], 2e-5 + Lost(format, values, x, columns, m, activations));
                }
            }
        }
    }

    /// <summary>A row's sums go from one scale of the activations to the next, and must stay numbers whatever sizes follow each other; what is far smaller than the largest is lost in it, as in any sum of floats.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Products_of_quantised_panels_with_activations_of_every_size(int lanes)
    {
        const int columns = 1024;
        const int part = 128;
        float[][] sizes = [[1e20f, 0, 1e-30f, 1, 0, 0, 0, 1e-38f], [0, 0, 0, 0, 0, 0, 0, 1], [1e-30f, 1, 1e20f, 1, 1, 1e20f, 1e-30f, 0], [0, 0, 0, 0, 0, 0, 0, 0], [1e-12f, 0, 0, 0, 0, 0, 0, 0], [1, 1e-5f, 1, 1e-5f, 1, 1, 1e-5f, 1]];
        foreach (ScaledBlocks format in (ScaledBlocks[])[new Int4Blocks(), new Int8Blocks()])
        {
            (byte[] stored, float[] values) = Coding(format, rows: 16, columns);
            using Blocked blocks = new(format, columns, stored);
            float[] x = [.. sizes.SelectMany(row => row.SelectMany(size => Enumerable.Repeat(size, part)))];
            fixed (float* from = x)
            {
                float[] product = PanelProducts(Of(lanes), blocks, columns, first: 0, count: 1, from, sizes.Length);
                for (int row = 0; row < sizes.Length; row++)
                {
                    double wanted = Enumerable.Range(0, columns).Sum(k => (double)values[k] * x[(row * columns) + k]);
                    double terms = Enumerable.Range(0, columns).Sum(k => Math.Abs((double)values[k] * x[(row * columns) + k]));
                    Assert.Equal(wanted, product[row], (2e-5 * terms) + 1e-36);
                }
            }
        }
    }

    /// <summary>Rows of activations times rows of blocks, in two pieces where there are steps for them.</summary>
    private static float[] PanelProducts(CpuKernels kernels, Blocked blocks, int columns, int first, int count, float* x, int m)
    {
        RowBlocks layout = blocks.Layout;
        int width = kernels.PanelWidth;
        long stride = layout.Input.Bytes(columns);
        byte* whole = (byte*)NativeMemory.AlignedAlloc((nuint)(m * stride), 64);
        for (int row = 0; row < m; row++)
        {
            ShortActivations.Quantise(layout.Input, pairs: true, x + (row * columns), columns, whole + (row * stride));
        }

        int shared = layout.Input.SharedSteps;
        int piece = Math.Max(1, layout.Steps / 2 / shared) * shared;
        float* panel = (float*)NativeMemory.AlignedAlloc((nuint)(((piece * layout.Input.StepWords) + 1) * width * sizeof(float)), 64);
        float* scales = (float*)NativeMemory.AlignedAlloc((nuint)(2 * piece * width * sizeof(float)), 64);
        float[] product = new float[m * width];
        fixed (float* to = product)
        {
            for (int step = 0; step < layout.Steps; step += piece)
            {
                int steps = Math.Min(piece, layout.Steps - step);
                kernels.PackBlocks(layout, blocks.Data, first, count, step, steps, panel, scales);
                kernels.MultiplyWhole(WholeRows.Of(layout.Input, columns, whole, stride, step), m, new WholePanel(panel, scales, steps, layout), to, width, step > 0);
            }
        }

        NativeMemory.AlignedFree(whole);
        NativeMemory.AlignedFree(panel);
        NativeMemory.AlignedFree(scales);
        return [.. Enumerable.Range(0, m).SelectMany(row => product.Skip(row * width).Take(count))];
    }
}
