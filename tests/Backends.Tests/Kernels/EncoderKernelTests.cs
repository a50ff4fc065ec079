using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Backends.Tests;

/// <summary>The kernels of a tower that sees, in odd sizes, against plain loops in double.</summary>
[Trait("Subgroups", "Any")]
public sealed class EncoderKernelTests
{
    public static TheoryData<int, int, bool> Norms() => new()
    {
        // numbers of a row of x, rows that become one, whether they are merged before the norm
        { 512, 1, false },
        { 43, 1, false },
        { 1, 1, false },
        { 28, 4, false },
        { 28, 4, true },
        { 43, 9, false },
        { 43, 9, true },
        { 72, 4, true },
        { 6, 4, false },
    };

    [Theory]
    [MemberData(nameof(Norms))]
    public void Layer_norm_before_and_behind_merged_rows(int width, int merged, bool first)
    {
        int rows = 5 * merged;
        int norm = first ? merged * width : width;
        float[] x = [.. Numbers.Exact(rows * width, 1).Select((value, i) => i < norm ? value / 1024 : value + 3)];      // of the first, the epsilon shows
        float[] weight = Numbers.Exact(norm, 2);
        float[] bias = Numbers.Exact(norm, 3);
        using KernelBench bench = new();
        bench.Step(past: 0, tokens: rows);
        BufferRange y = bench.Unset("y", rows / merged * KernelBench.RoundUp8(merged * width));

        bench.Run((LayerNormKernel.Emit("LayerNorm", norm, 1e-5f, merged, first).Define(), [bench.Rows("x", x, rows, width), bench.Vector("weight", weight), bench.Vector("bias", bias), y]));

        double[] expected = [.. x.Chunk(norm).SelectMany(part => Normed(part, weight, bias))];
        Numbers.AssertClose(expected, bench.ReadRows(y, rows / merged, merged * width), 2e-5, "layer norm");
    }

    [Theory]
    [InlineData(LinearEpilogue.Activated, Activation.GeluTanh, 4)]
    [InlineData(LinearEpilogue.Activated, Activation.Gelu, 9)]
    [InlineData(LinearEpilogue.Activated, Activation.GeluTanh, 1)]
    [InlineData(LinearEpilogue.None, Activation.Silu, 4)]
    public void Products_are_activated_and_take_merged_rows(object epilogue, object function, int merged)
    {
        const int inputs = 43;
        const int outputs = 27;
        const int rows = 11;
        float[] x = Numbers.Exact(rows * inputs, 4);
        float[] weight = Numbers.Exact(outputs * inputs, 5);
        float[] bias = Numbers.Exact(outputs, 6);
        using KernelBench bench = new();
        bench.Step(past: 0, tokens: rows * merged);
        BufferRange y = bench.Unset("y", (rows + 2) * KernelBench.RoundUp8(outputs));
        KernelDefinition kernel = GemmKernel.Emit("Product", inputs, outputs, bias: true, (LinearEpilogue)epilogue, (Activation)function, merged: merged).Define();

        bench.Run((kernel, [bench.Rows("x", x, rows, inputs), bench.Matrix("weights", weight, outputs, inputs), bench.Vector("bias", bias), y]));

        double[] expected = new double[rows * outputs];
        for (int i = 0; i < expected.Length; i++)
        {
            double sum = bias[i % outputs] + PrefillMatrixTests.Dot(x, i / outputs * inputs, weight, i % outputs * inputs, inputs);
            expected[i] = (LinearEpilogue)epilogue == LinearEpilogue.None ? sum : GemvKernelTests.Activate((Activation)function, sum);
        }

        Numbers.AssertClose(expected, bench.ReadRows(y, rows, outputs), 2e-6, "product");
        Assert.All(bench.ReadFloats(y).Skip(rows * KernelBench.RoundUp8(outputs)), static value => Assert.True(float.IsNaN(value), "a row behind the last was written"));
    }

    [Theory]
    [InlineData(29)]
    [InlineData(72)]
    [InlineData(4)]
    public void Rows_of_the_table_are_summed_by_their_taps(int width)
    {
        const int rows = 19;
        const int places = 9;
        foreach (ElementFormat format in (ElementFormat[])[ElementFormat.Float32, ElementFormat.Float16, ElementFormat.BFloat16])
        {
            float[] table = Numbers.Exact(places * width, 7);
            (int Row, float Weight)[] taps = [.. Enumerable.Range(0, 4 * rows).Select(static i => (i * 7 % places, 0.125f * (i % 5)))];
            using KernelBench bench = new(new ElementBlocks(format));
            bench.Step(past: 0, tokens: rows);
            BufferRange x = bench.Unset("x", rows * KernelBench.RoundUp8(width));
            uint[] words = [.. taps.SelectMany(static tap => new[] { (uint)tap.Row, BitConverter.SingleToUInt32Bits(tap.Weight) })];

            bench.Run((InterpolateKernel.Emit("Interpolate", 4, places, width).Define(), [bench.Words("taps", words), bench.Matrix("table", table, places, width), x]));

            double[] expected = [.. Enumerable.Range(0, rows * width).Select(i => taps.Skip(i / width * 4).Take(4).Sum(tap => (double)tap.Weight * table[(tap.Row * width) + (i % width)]))];
            Numbers.AssertClose(expected, bench.ReadRows(x, rows, width), 1e-6, "positions");
        }
    }

    public static TheoryData<int, int, int[], int> Segments() => new()
    {
        // heads, head dim, lengths of segments, keys of one dispatch (0: the kernel's own)
        { 7, 4, [1, 4, 12, 3], 0 },
        { 1, 72, [130, 64, 65, 1], 0 },
        { 1, 72, [130, 64, 65, 1], 64 },
        { 3, 20, [97], 32 },
        { 2, 6, [9, 9, 9, 9], 16 },
        { 1, 128, [40], 0 },
    };

    /// <summary>Heads are turned and laid apart, then attended to; keys come in one dispatch or in several, and no row sees another segment's.</summary>
    [Theory]
    [MemberData(nameof(Segments))]
    public void Attends_within_segments(int heads, int dim, int[] lengths, int segmentKeys)
    {
        int rows = lengths.Sum();
        int width = heads * dim;
        int padded = KernelBench.RoundUp8(dim);
        float[] projection = [.. Numbers.Exact(rows * 3 * width, 8).Select(static value => 3 * value)];
        float[] angles = Numbers.Exact(rows * dim / 2, 9);
        float[] rope = [.. angles.Chunk(dim / 2).SelectMany(static row => row.Select(MathF.Cos).Concat(row.Select(MathF.Sin)))];
        (int First, int End)[] bounds = [.. lengths.Select((length, i) => (lengths.Take(i).Sum(), lengths.Take(i + 1).Sum()))];
        AttentionShape shape = new(heads, heads, dim, OutputGate: false);
        KernelDefinition attention = SegmentAttentionKernel.Emit("Attention", shape).Define();
        attention = segmentKeys == 0 ? attention : attention with { SegmentKeys = segmentKeys };
        using KernelBench bench = new();
        bench.Step(past: 0, tokens: rows);
        (BufferRange q, BufferRange k, BufferRange v) = (bench.Unset("q", rows * heads * padded), bench.Unset("k", rows * heads * padded), bench.Unset("v", rows * heads * padded));
        (BufferRange eight, BufferRange four) = (bench.Unset("8 rows a subgroup", rows * KernelBench.RoundUp8(width)), bench.Unset("4 rows a subgroup", rows * KernelBench.RoundUp8(width)));
        uint[] segments = [.. bounds.SelectMany(static b => Enumerable.Repeat(new[] { (uint)b.First, (uint)b.End }, b.End - b.First).SelectMany(static words => words))];

        BufferRange accumulators = bench.Unset("accumulators", rows * heads * (padded + AttentionPrefillKernel.AccumulatorTail));
        bench.Run(
            (RotateHeadsKernel.Emit("RotateHeads", heads, dim).Define(), [bench.Rows("projection", projection, rows, 3 * width), bench.Floats("rope", rope), q, k, v]),
            (attention.WithRows(8), [q, k, v, bench.Words("segments", segments), accumulators, eight]),
            (attention.WithRows(4), [q, k, v, bench.Words("segments", segments), accumulators, four]));

        double[] expected = Plain(projection, angles, heads, dim, bounds);
        Assert.All(new[] { eight, four }, result => Numbers.AssertClose(expected, bench.ReadRows(result, rows, width), 2e-5, "attention"));
    }

    private static double[] Plain(float[] projection, float[] angles, int heads, int dim, (int First, int End)[] bounds)
    {
        int width = heads * dim;
        double[] attended = new double[bounds[^1].End * width];
        foreach ((int first, int end) in bounds)
        {
            for (int i = first * heads; i < end * heads; i++)
            {
                (int row, int head) = (i / heads, i % heads);
                double[] query = Turned(row, head * dim);
                double[] weights = [.. Enumerable.Range(first, end - first).Select(key => Math.Exp(Turned(key, width + (head * dim)).Zip(query, static (a, b) => a * b).Sum() / Math.Sqrt(dim)))];
                for (int d = 0; d < dim; d++)
                {
                    attended[(row * width) + (head * dim) + d] =
                        weights.Select((weight, key) => weight * projection[((first + key) * 3 * width) + (2 * width) + (head * dim) + d]).Sum() / weights.Sum();
                }
            }
        }

        return attended;

        double[] Turned(int row, int at) =>
        [
            .. Enumerable.Range(0, dim).Select(d =>
            {
                double angle = angles[(row * (dim / 2)) + (d % (dim / 2))];
                double other = projection[(row * 3 * width) + at + ((d + (dim / 2)) % dim)];
                return (projection[(row * 3 * width) + at + d] * Math.Cos(angle)) + ((d < dim / 2 ? -other : other) * Math.Sin(angle));
            }),
        ];
    }

    private static double[] Normed(float[] x, float[] weight, float[] bias)
    {
        double mean = x.Average(static value => (double)value);
        double variance = x.Average(value => (value - mean) * (value - mean));
        return [.. x.Select((value, i) => ((value - mean) / Math.Sqrt(variance + 1e-5) * weight[i]) + bias[i])];
    }
}
