using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

/// <summary>What a tower that sees needs beside a text tower's kernels, in every width, against plain sums in double.</summary>
public unsafe class VisionKernelTests
{
    public static TheoryData<int> Widths => [4, 8, 16];

    /// <summary>Rows far from zero too: taken from the sum of squares, their variance would be rounding.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Layer_norm_takes_off_the_mean(int lanes)
    {
        foreach (int count in (int[])[1, 3, 37, 128, 1153])
        {
            foreach (float offset in (float[])[0, 300])
            {
                float[] x = Random(count, seed: count).Select(value => value + offset).ToArray();
                float[] weight = Random(count, 1);
                float[] bias = Random(count, 2);
                float[] result = new float[count];
                fixed (float* from = x, w = weight, b = bias, to = result)
                {
                    Of(lanes).LayerNorm(from, w, b, count, 1e-6f, to);
                }

                double mean = x.Average(static value => (double)value);
                double variance = x.Average(value => (value - mean) * (value - mean));
                for (int i = 0; i < count; i++)
                {
                    double wanted = ((x[i] - mean) / Math.Sqrt(variance + 1e-6) * weight[i]) + bias[i];
                    Assert.Equal(wanted, result[i], offset == 0 ? 1e-5 : 2e-4);
                }
            }
        }
    }

    /// <summary>The two forms differ by up to 4.7e-4, so one for the other is seen.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Both_forms_of_GELU_over_their_whole_range(int lanes)
    {
        float[] x = [.. Enumerable.Range(-3000, 6001).Select(static i => i / 250f), -1e20f, 1e20f, -100, 100, 0];
        Check(CpuActivation.GeluTanh, static v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))));
        Check(CpuActivation.Gelu, static v => 0.5 * v * (1 + CpuMath.Erf(v / Math.Sqrt(2))));

        void Check(CpuActivation function, Func<double, double> plain)
        {
            float[] result = [.. x];
            fixed (float* values = result)
            {
                Of(lanes).Activate(function, values, result.Length);
            }

            for (int i = 0; i < x.Length; i++)
            {
                double wanted = plain(x[i]);
                Assert.True(Math.Abs(result[i] - wanted) <= 1e-6 * Math.Max(1, Math.Abs(wanted)), FormattableString.Invariant($"{function}({x[i]}) is {result[i]}; wanted {wanted}"));
            }
        }
    }

    public static TheoryData<int, int, int, int[]> Segments
    {
        get
        {
            TheoryData<int, int, int, int[]> data = [];
            foreach (int lanes in (int[])[4, 8, 16])
            {
                data.Add(lanes, 7, 4, [1, 4, 12, 3]);
                data.Add(lanes, 1, 72, [130, 64, 65, 1]);
                data.Add(lanes, 3, 20, [97]);
                data.Add(lanes, 2, 36, [200, 100]);
            }

            return data;
        }
    }

    /// <summary>Heads and segments of odd sizes, longer and shorter than tiles and units; nothing may be seen across a segment's ends.</summary>
    [Theory]
    [MemberData(nameof(Segments))]
    public void Attention_within_segments(int lanes, int heads, int dim, int[] lengths)
    {
        int rows = lengths.Sum();
        int width = heads * dim;
        float[] projection = Random(rows * 3 * width, seed: 3).Select(static value => 3 * value).ToArray();
        float[] angles = Random(rows * dim / 2, seed: 4);
        float[] rope = [.. Enumerable.Range(0, rows).SelectMany(row => Angles(row).Select(MathF.Cos).Concat(Angles(row).Select(MathF.Sin)))];
        double[] wanted = Plain(projection, angles, heads, dim, lengths);
        float[] attended = new float[rows * width];
        PatchSegment[] segments = [.. lengths.Select((length, i) => new PatchSegment(lengths.Take(i).Sum(), lengths.Take(i + 1).Sum()))];
        using ThreadTeam team = new(3);
        fixed (float* p = projection, r = rope, to = attended)
        {
            SegmentAttentionCall call = new() { Heads = heads, HeadDim = dim, Rows = rows, Projection = p, Attended = to, Rope = r };
            new SegmentAttentionWork(Of(lanes), team).Run(call, segments);
        }

        for (int i = 0; i < attended.Length; i++)
        {
            Assert.Equal(wanted[i], attended[i], 1e-5);
        }

        IEnumerable<float> Angles(int row) => angles.Skip(row * dim / 2).Take(dim / 2);
    }

    [Theory]
    [InlineData(ElementFormat.Float32)]
    [InlineData(ElementFormat.Float16)]
    [InlineData(ElementFormat.BFloat16)]
    public void Rows_of_a_table_are_summed_by_their_taps(ElementFormat format)
    {
        const int rows = 41;
        const int width = 29;
        using Numbers table = new(9 * width, format, seed: 5);
        PatchTap[] taps = [.. Enumerable.Range(0, 4 * rows).Select(static i => new PatchTap((i * 7) % 9, 0.1f * (i % 5)))];
        float[] result = new float[rows * width];
        using ThreadTeam team = new(2);
        fixed (float* to = result)
        {
            new InterpolationWork(Of(8), team).Run(new CpuMatrix(width, [new RowSegment((nint)table.Data, 0, 9, new ElementBlocks(format))]), taps, 4, rows, to);
        }

        for (int i = 0; i < result.Length; i++)
        {
            Assert.Equal(taps.Skip(i / width * 4).Take(4).Sum(tap => (double)tap.Weight * table[(tap.Row * width) + (i % width)]), result[i], 1e-6);
        }
    }

    private static double[] Plain(float[] projection, float[] angles, int heads, int dim, int[] lengths)
    {
        int width = heads * dim;
        double[] attended = new double[lengths.Sum() * width];
        int start = 0;
        foreach (int length in lengths)
        {
            for (int row = start; row < start + length; row++)
            {
                for (int head = 0; head < heads; head++)
                {
                    double[] query = Turned(row, head * dim);
                    double[] weights = [.. Enumerable.Range(start, length).Select(key => Math.Exp(Turned(key, width + (head * dim)).Zip(query, static (a, b) => a * b).Sum() / Math.Sqrt(dim)))];
                    for (int d = 0; d < dim; d++)
                    {
                        int from = (2 * width) + (head * dim) + d;
                        attended[(row * width) + (head * dim) + d] = weights.Select((weight, key) => weight * projection[((start + key) * 3 * width) + from]).Sum() / weights.Sum();
                    }
                }
            }

            start += length;
        }

        return attended;

        double[] Turned(int row, int at) =>
        [
            .. Enumerable.Range(0, dim).Select(d =>
            {
                int half = dim / 2;
                double angle = angles[(row * half) + (d % half)];
                double self = projection[(row * 3 * width) + at + d];
                double other = projection[(row * 3 * width) + at + ((d + half) % dim)];
                return (self * Math.Cos(angle)) + ((d < half ? -other : other) * Math.Sin(angle));
            }),
        ];
    }

    private static float[] Random(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static CpuKernels Of(int lanes) => lanes switch
    {
        16 => new CpuKernels<Vector512<float>, Lanes512>(),
        8 => new CpuKernels<Vector256<float>, Lanes256>(),
        _ => new CpuKernels<Vector128<float>, Lanes128>(),
    };
}
