using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>The kernels of a gated delta rule layer on whole prompts; the chunked rule against the recurrent formula in double.</summary>
[Trait("Subgroups", "Any")]
public sealed class PrefillDeltaTests
{
    private const int Batch = 2;

    [Theory]
    [InlineData(3, 6, 8, 12, 4, 19)]
    [InlineData(2, 2, 6, 10, 2, 8)]
    [InlineData(1, 3, 20, 7, 4, 2)]
    [InlineData(2, 4, 16, 40, 3, 1)]
    [InlineData(1, 1, 1024, 1023, 64, 9)]
    [InlineData(1, 1, 256, 1024, 64, 70)]
    public void Convolves_activates_and_normalises(int keyHeads, int valueHeads, int keyDim, int valueDim, int taps, int tokens)
    {
        DeltaShape shape = new(keyHeads, valueHeads, keyDim, valueDim);
        int rows = Batch * tokens;
        int stride = KernelBench.RoundUp8(shape.Channels);
        float[] projection = Numbers.Exact(rows * shape.ProjectionWidth, 21);
        float[] weight = Numbers.Exact(shape.Channels * taps, 22);
        float[] state = Numbers.Exact(Batch * (taps - 1) * shape.Channels, 23);
        foreach (int head in (int[])[0, keyHeads])       // the first of the queries, and of the keys
        {
            for (int row = 0; row < tokens; row++)
            {
                Numbers.Faint(projection, (row * shape.ProjectionWidth) + (head * keyDim), keyDim);
            }

            for (int column = 0; column < taps - 1; column++)
            {
                Numbers.Faint(state, (column * shape.Channels) + (head * keyDim), keyDim);
            }
        }

        using KernelBench bench = new();
        bench.Step(past: 5, tokens, Batch);
        BufferRange projected = bench.Rows("projection", projection, rows, shape.ProjectionWidth);
        BufferRange held = bench.Rows("state", state, Batch * (taps - 1), shape.Channels);
        BufferRange mixed = bench.Unset("mixed", rows * shape.MixedWidth);

        bench.Run(
            (ConvolutionPrefillKernel.Emit("Convolution", shape, taps, Activation.Silu).Define(), [projected, bench.Vector("weight", weight), held, mixed]),
            (ConvolutionStateKernel.Emit("State", shape, taps).Define(), [projected, held]));

        double Input(int sequence, int token, int channel) => token < 0
            ? state[(((sequence * (taps - 1)) + taps - 1 + token) * shape.Channels) + channel]
            : projection[(((sequence * tokens) + token) * shape.ProjectionWidth) + channel];
        double Convolved(int row, int channel) => PrefillMatrixTests.Silu(Enumerable.Range(0, taps).Sum(tap =>
            weight[(channel * taps) + tap] * Input(row / tokens, (row % tokens) - taps + 1 + tap, channel)));
        Numbers.AssertClose(
            [.. Enumerable.Range(0, rows).SelectMany(row => Mix(shape, channel => Convolved(row, channel)))],
            bench.ReadFloats(mixed),
            1e-5,
            "mixed");
        double[] kept = [.. Enumerable.Range(0, Batch * (taps - 1)).SelectMany(i => Enumerable.Range(0, shape.Channels)
            .Select(channel => Input(i / (taps - 1), tokens - (taps - 1) + (i % (taps - 1)), channel)))];
        Numbers.AssertClose(kept, bench.ReadRows(held, Batch * (taps - 1), shape.Channels), 0, "state");
        Assert.Equal(stride * Batch * (taps - 1), bench.ReadFloats(held).Length);
    }

    [Theory]
    [InlineData(2, 4, 16, 12, 1)]
    [InlineData(3, 3, 20, 10, 31)]
    [InlineData(1, 2, 8, 40, 32)]
    [InlineData(3, 6, 6, 7, 33)]
    [InlineData(1, 1, 72, 24, 100)]
    [InlineData(1, 1, 1024, 12, 300)]
    public void The_chunked_rule_is_the_recurrent_one(int keyHeads, int valueHeads, int keyDim, int valueDim, int tokens)
    {
        DeltaShape shape = new(keyHeads, valueHeads, keyDim, valueDim);
        int[] padding = [0, 3];
        int rows = Batch * tokens;
        int cells = rows * valueHeads;
        float[] mixed = MixedRows(shape, rows);
        float[] projection = [.. Numbers.Exact(rows * shape.ProjectionWidth, 32).Select(static v => 2 * v)];
        float[] aLog = Numbers.Exact(valueHeads, 33);
        float[] dtBias = Numbers.Exact(valueHeads, 34);
        float[] state = Numbers.Exact(Batch * valueHeads * valueDim * keyDim, 35);
        using KernelBench bench = new();
        bench.Step(past: 2, tokens, Batch, padding: padding);
        BufferRange mixedRows = bench.Floats("mixed", mixed);
        BufferRange gates = bench.Unset("gates", cells * DeltaChunk.GateFloats / DeltaChunk.Columns);
        BufferRange products = bench.Unset("products", cells * DeltaChunk.ProductFloats / DeltaChunk.Columns);
        BufferRange solved = bench.Unset("solved", cells * DeltaChunk.SolvedFloats(shape) / DeltaChunk.Columns);
        BufferRange held = bench.Matrix("state", state, Batch * valueHeads * valueDim, keyDim);
        BufferRange o = bench.Unset("o", rows * KernelBench.RoundUp8(valueHeads * valueDim));

        bench.Run(
            (DeltaGatesKernel.Emit("Gates", shape).Define(), [bench.Rows("projection", projection, rows, shape.ProjectionWidth), bench.Vector("aLog", aLog), bench.Vector("dtBias", dtBias), gates]),
            (DeltaProductsKernel.Emit("Products", shape).Define(), [mixedRows, gates, products]),
            (DeltaSolveKernel.Emit("Solve", shape).Define(), [mixedRows, gates, products, solved]),
            (DeltaScanKernel.Emit("Scan", shape).Define(), [mixedRows, gates, products, solved, held, o]));

        double[] s = [.. state.Select(static v => (double)v)];
        double[] expected = new double[rows * valueHeads * valueDim];
        for (int row = 0; row < rows; row++)
        {
            bool padded = 2 + (row % tokens) < padding[row / tokens];
            for (int head = 0; head < valueHeads; head++)
            {
                int at = (row * shape.ProjectionWidth) + shape.ProjectionWidth - (2 * valueHeads) + head;
                double beta = padded ? 0 : 1 / (1 + Math.Exp(-projection[at]));
                double g = padded ? 0 : -Math.Exp(aLog[head]) * Math.Log(1 + Math.Exp(projection[at + valueHeads] + dtBias[head]));
                int q = (row * shape.MixedWidth) + (head / (valueHeads / keyHeads) * shape.PaddedKeyDim);
                int k = q + (keyHeads * shape.PaddedKeyDim);
                int v = (row * shape.MixedWidth) + (2 * keyHeads * shape.PaddedKeyDim) + (head * shape.PaddedValueDim);
                for (int j = 0; j < valueDim; j++)
                {
                    Span<double> cell = s.AsSpan((((row / tokens * valueHeads) + head) * valueDim + j) * keyDim, keyDim);
                    double memory = 0;
                    for (int i = 0; i < keyDim; i++)
                    {
                        cell[i] *= Math.Exp(g);
                        memory += cell[i] * mixed[k + i];
                    }

                    double delta = beta * (mixed[v + j] - memory);
                    double sum = 0;
                    for (int i = 0; i < keyDim; i++)
                    {
                        cell[i] += mixed[k + i] * delta;
                        sum += cell[i] * mixed[q + i];
                    }

                    expected[(((row * valueHeads) + head) * valueDim) + j] = sum;
                }
            }
        }

        Numbers.AssertClose(expected, bench.ReadRows(o, rows, valueHeads * valueDim), 2e-5, "o");
        Numbers.AssertClose(s, bench.ReadRows(held, Batch * valueHeads * valueDim, keyDim), 2e-5, "state");
    }

    /// <summary>Only differences of the running sums are used: a gate of hundredths must not drown in a sum of hundreds.</summary>
    [Fact]
    public void Small_gates_survive_a_large_sum()
    {
        const int Tokens = DeltaChunk.Columns;
        DeltaShape shape = new(KeyHeads: 1, ValueHeads: 2, KeyDim: 8, ValueDim: 8);
        float[] aLog = [2.1f, 1.3f];
        float[] dtBias = [0.7f, -0.3f];
        float[] projection = Numbers.Exact(Tokens * shape.ProjectionWidth, 36);
        for (int token = 0; token < Tokens; token++)
        {
            for (int head = 0; head < 2; head++)
            {
                projection[((token + 1) * shape.ProjectionWidth) - 2 + head] += token < Tokens / 2 ? 5 : -7;
            }
        }

        using KernelBench bench = new();
        bench.Step(past: 0, Tokens, batch: 1, padding: [0]);
        BufferRange gates = bench.Unset("gates", 2 * DeltaChunk.GateFloats);
        bench.Run((DeltaGatesKernel.Emit("Gates", shape).Define(), [bench.Rows("projection", projection, Tokens, shape.ProjectionWidth), bench.Vector("aLog", aLog), bench.Vector("dtBias", dtBias), gates]));

        float[] cells = bench.ReadRows(gates, Tokens, 8);       // of each head: β, the sum, what its rounding left, nothing
        for (int at = 8; at < cells.Length; at += 4)
        {
            (int token, int head) = (at / 8, at % 8 / 4);
            double a = projection[((token + 1) * shape.ProjectionWidth) - 2 + head] + dtBias[head];
            double expected = -Math.Exp(aLog[head]) * Math.Log(1 + Math.Exp(a));
            double gate = (double)cells[at + 1] - cells[at - 7] + ((double)cells[at + 2] - cells[at - 6]);
            Assert.Equal(1, gate / expected, 1e-6);
        }
    }

    [Theory]
    [InlineData(2, 4, 16, 12)]
    [InlineData(3, 3, 6, 7)]
    [InlineData(1, 1, 3, 8)]       // z begins at a channel that is no multiple of 4
    public void Norms_and_gates_each_head(int keyHeads, int valueHeads, int keyDim, int valueDim)
    {
        const int Rows = 5;
        DeltaShape shape = new(keyHeads, valueHeads, keyDim, valueDim);
        int width = valueHeads * valueDim;
        float[] o = Numbers.Exact(Rows * width, 41);
        Numbers.Faint(o, width, width);
        float[] projection = Numbers.Exact(Rows * shape.ProjectionWidth, 42);
        float[] norm = Numbers.Exact(valueDim, 43);
        using KernelBench bench = new();
        bench.Step(past: 0, tokens: Rows);
        BufferRange result = bench.Unset("result", Rows * KernelBench.RoundUp8(width));

        bench.Run((GatedNormKernel.Emit("Norm", shape, 1e-6f).Define(), [bench.Rows("o", o, Rows, width), bench.Rows("projection", projection, Rows, shape.ProjectionWidth), bench.Vector("norm", norm), result]));

        double[] expected = new double[Rows * width];
        for (int i = 0; i < expected.Length; i++)
        {
            int head = i / valueDim * valueDim;
            double scale = 1 / Math.Sqrt((PrefillMatrixTests.Dot(o, head, o, head, valueDim) / valueDim) + 1e-6);
            expected[i] = o[i] * scale * norm[i % valueDim] * PrefillMatrixTests.Silu(projection[(i / width * shape.ProjectionWidth) + shape.Channels + (i % width)]);
        }

        Numbers.AssertClose(expected, bench.ReadRows(result, Rows, width), 1e-5, "gated norm");
    }

    /// <summary>A mixed row of the convolved channels: query and key heads of length 1 (queries shortened by the root of their size), all padded with zeros.</summary>
    private static double[] Mix(DeltaShape shape, Func<int, double> channel)
    {
        double[] row = new double[shape.MixedWidth];
        for (int head = 0; head < 2 * shape.KeyHeads; head++)
        {
            double[] values = [.. Enumerable.Range(head * shape.KeyDim, shape.KeyDim).Select(channel)];
            double scale = 1 / Math.Sqrt(values.Sum(static v => v * v) + 1e-6) * (head < shape.KeyHeads ? 1 / Math.Sqrt(shape.KeyDim) : 1);
            values.Select(v => v * scale).ToArray().CopyTo(row, head * shape.PaddedKeyDim);
        }

        for (int head = 0; head < shape.ValueHeads; head++)
        {
            double[] values = [.. Enumerable.Range((2 * shape.KeyHeads * shape.KeyDim) + (head * shape.ValueDim), shape.ValueDim).Select(channel)];
            values.CopyTo(row, (2 * shape.KeyHeads * shape.PaddedKeyDim) + (head * shape.PaddedValueDim));
        }

        return row;
    }

    private static float[] MixedRows(DeltaShape shape, int rows)
    {
        float[] channels = Numbers.Exact(rows * shape.Channels, 31);
        return [.. Enumerable.Range(0, rows).SelectMany(row => Mix(shape, channel => channels[(row * shape.Channels) + channel]).Select(static v => (float)v))];
    }
}
