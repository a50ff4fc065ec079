using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;
using Kernel = Modelwright.Backends.Vulkan.Kernel;

namespace Modelwright.Backends.Tests;

/// <summary>Norms and matrix products of whole prompts, against plain loops in double.</summary>
[Trait("Subgroups", "Any")]
public sealed class PrefillMatrixTests
{
    [Theory]
    [InlineData(512, 3, false, false)]
    [InlineData(72, 11, true, false)]
    [InlineData(20, 4, false, true)]
    [InlineData(43, 9, true, true)]
    public void Norms_each_row(int width, int tokens, bool zeroCentred, bool maskPadding)
    {
        int[] padding = [0, 2];
        int rows = 2 * tokens;
        float[] x = Numbers.Exact(rows * width, 1);
        Numbers.Faint(x, (rows - 1) * width, width);
        float[] weight = Numbers.Exact(width, 2);
        Kernel kernel = RmsNormKernel.Emit("Norm", width, new NormSpec(1e-5f, zeroCentred), maskPadding);
        using KernelBench bench = new();
        bench.Step(past: 0, tokens, batch: 2, padding: padding);
        BufferRange y = bench.Unset("y", rows * KernelBench.RoundUp8(width));

        bench.Run((kernel.Define(), [bench.Rows("x", x, rows, width), bench.Vector("weight", weight), y]));

        double[] expected = new double[rows * width];
        for (int r = 0; r < rows; r++)
        {
            bool masked = maskPadding && r % tokens < padding[r / tokens];
            double square = Enumerable.Range(0, width).Sum(i => (double)x[(r * width) + i] * x[(r * width) + i]);
            double scale = masked ? 0 : 1 / Math.Sqrt((square / width) + 1e-5);
            for (int i = 0; i < width; i++)
            {
                expected[(r * width) + i] = x[(r * width) + i] * scale * (weight[i] + (zeroCentred ? 1 : 0));
            }
        }

        Numbers.AssertClose(expected, bench.ReadRows(y, rows, width), 1e-5, "norm");
    }

    public static TheoryData<int, int, int, bool, int, string> Products()
    {
        TheoryData<int, int, int, bool, int, string> data = new();
        foreach (string format in (string[])["Float32", "Float16", "BFloat16"])
        {
            foreach (int epilogue in (int[])[0, 1, 2])
            {
                data.Add(72, 100, 19, true, epilogue, format);
                data.Add(43, 27, 8, false, epilogue, format);
                data.Add(6, 3, 5, true, epilogue, format);
            }

            data.Add(512, 256, 40, false, 0, format);
        }

        foreach (string format in Stored.Scaled)
        {
            data.Add(72, 100, 19, true, 0, format);
            data.Add(331, 27, 8, false, 1, format);
            data.Add(512, 40, 9, true, 2, format);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Multiplies_rows_with_a_matrix(int inputs, int outputs, int rows, bool bias, int epilogueNumber, string format)
    {
        LinearEpilogue epilogue = (LinearEpilogue)epilogueNumber;
        int weightRows = epilogue == LinearEpilogue.Gated ? 2 * outputs : outputs;
        float[] x = Numbers.Exact(rows * inputs, 3);
        float[] weights = Numbers.Exact(weightRows * inputs, 4);
        float[] shift = Numbers.Exact(weightRows, 5);
        float[] residual = Numbers.Exact(rows * outputs, 6);
        using KernelBench bench = new(Stored.As(format));
        bench.Step(past: 0, tokens: rows);
        BufferRange y = epilogue == LinearEpilogue.Residual ? bench.Rows("y", residual, rows, outputs) : bench.Unset("y", rows * KernelBench.RoundUp8(outputs));
        BufferRange[] inputsBound = [bench.Rows("x", x, rows, inputs), bench.Matrix("weights", weights, weightRows, inputs)];
        BufferRange[] biasBound = bias ? [bench.Vector("bias", shift)] : [];

        bench.Run((GemmKernel.Emit("Product", inputs, outputs, bias, epilogue).Define(), [.. inputsBound, .. biasBound, y]));

        double Sum(int row, int output, int shifted) => (bias ? shift[shifted] : 0) + Dot(x, row * inputs, weights, output * inputs, inputs);
        double[] expected = new double[rows * outputs];
        for (int i = 0; i < expected.Length; i++)
        {
            (int row, int output) = (i / outputs, i % outputs);
            expected[i] = epilogue switch
            {
                LinearEpilogue.Residual => residual[i] + Sum(row, output, output),
                LinearEpilogue.Gated => Silu(Sum(row, 2 * output, output)) * Sum(row, (2 * output) + 1, outputs + output),
                _ => Sum(row, output, output),
            };
        }

        Numbers.AssertClose(expected, bench.ReadRows(y, rows, outputs), 1e-5, "product");
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(64, 6)]
    [InlineData(8, 62)]
    public void A_logits_window_norms_and_multiplies_its_rows_only(int offset, int windowRows)
    {
        const int Rows = 70, Width = 24, Outputs = 50;
        float[] x = Numbers.Exact(Rows * Width, 7);
        float[] weights = Numbers.Exact(Outputs * Width, 8);
        using KernelBench bench = new();
        bench.Step(past: 0, tokens: Rows, rowOffset: offset);
        BufferRange normed = bench.Unset("normed", Rows * Width);
        BufferRange logits = bench.Unset("logits", 64 * KernelBench.RoundUp8(Outputs));

        bench.Run(
            (RmsNormKernel.Emit("Norm", Width, new NormSpec(1e-6f, ZeroCentred: false), maskPadding: false, window: true).Define(),
                [bench.Rows("x", x, Rows, Width), bench.Vector("weight", [.. Enumerable.Repeat(1f, Width)]), normed]),
            (GemmKernel.Emit("Head", Width, Outputs, bias: false, LinearEpilogue.None, window: true).Define(),
                [normed, bench.Matrix("weights", weights, Outputs, Width), logits]));

        float[] actual = bench.ReadRows(logits, 64, Outputs);
        double[] expected = new double[windowRows * Outputs];
        for (int i = 0; i < expected.Length; i++)
        {
            int row = offset + (i / Outputs);
            double scale = 1 / Math.Sqrt((Dot(x, row * Width, x, row * Width, Width) / Width) + 1e-6);
            expected[i] = scale * Dot(x, row * Width, weights, i % Outputs * Width, Width);
        }

        Numbers.AssertClose(expected, actual[..expected.Length], 1e-5, "logits");
        Assert.All(actual[expected.Length..], static value => Assert.True(float.IsNaN(value)));
    }

    /// <summary>What comes out of a model: the norm of the last column of each sequence, or of a window's rows from the first one on.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(false, 4)]
    public void Norms_the_rows_that_come_out(bool last, int offset)
    {
        const int Batch = 3, Tokens = 5, Width = 43;
        float[] x = Numbers.Exact(Batch * Tokens * Width, 9);
        float[] weight = Numbers.Exact(Width, 10);
        using KernelBench bench = new();
        bench.Step(past: 0, Tokens, Batch, rowOffset: offset);
        BufferRange y = bench.Unset("y", 64 * KernelBench.RoundUp8(Width));

        bench.Run((RmsNormKernel.Emit("Norm", Width, new NormSpec(1e-5f, ZeroCentred: false), maskPadding: false, window: !last, comesOut: !last, last).Define(),
            [bench.Rows("x", x, Batch * Tokens, Width), bench.Vector("weight", weight), y]));

        int[] rows = last ? [4, 9, 14] : [.. Enumerable.Range(offset, (Batch * Tokens) - offset)];
        double[] expected = [.. rows.SelectMany(row => Enumerable.Range(0, Width).Select(i => x[(row * Width) + i] * weight[i] / Math.Sqrt((Dot(x, row * Width, x, row * Width, Width) / Width) + 1e-5)))];
        float[] actual = bench.ReadRows(y, 64, Width);
        Numbers.AssertClose(expected, actual[..expected.Length], 1e-5, "norm");
        Assert.All(actual[expected.Length..], static value => Assert.True(float.IsNaN(value), "a row behind the last was written"));
    }

    internal static double Dot(float[] a, int atA, float[] b, int atB, int count) =>
        Enumerable.Range(0, count).Sum(i => (double)a[atA + i] * b[atB + i]);

    internal static double Silu(double x) => x / (1 + Math.Exp(-x));
}
