using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Modelwright.Runtime.Cpu;

namespace Modelwright.Runtime.Tests.Cpu;

/// <summary>Every small kernel, in every width, against plain sums in double.</summary>
public unsafe partial class KernelTests
{
    public static TheoryData<int, ElementFormat> All
    {
        get
        {
            TheoryData<int, ElementFormat> data = [];
            foreach (int lanes in (int[])[4, 8, 16])
            {
                foreach (ElementFormat format in (ElementFormat[])[ElementFormat.Float32, ElementFormat.Float16, ElementFormat.BFloat16])
                {
                    data.Add(lanes, format);
                }
            }

            return data;
        }
    }

    public static TheoryData<int> Widths => [4, 8, 16];

    [Theory]
    [MemberData(nameof(All))]
    public void Products_of_rows_where_they_lie(int lanes, ElementFormat format)
    {
        CpuKernels kernels = Of(lanes);
        foreach ((int rows, int columns, int batch) in ((int, int, int)[])[(1, 1, 1), (7, 33, 1), (8, 64, 2), (5, 100, 3), (32, 130, 5), (3, 303, 2)])
        {
            using Numbers weights = new(rows * columns, format, seed: rows);
            using Numbers x = new(batch * columns, ElementFormat.Float32, seed: 2);
            float[] products = new float[batch * rows];
            fixed (float* to = products)
            {
                kernels.Dot(format, weights.Data, rows, columns, (float*)x.Data, columns, batch, to, rows);
            }

            Close(products, batch, rows, columns, (b, k) => x[(b * columns) + k], (row, k) => weights[(row * columns) + k]);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Products_with_packed_panels(int lanes, ElementFormat format)
    {
        CpuKernels kernels = Of(lanes);
        int width = kernels.PanelWidth;
        byte** pointers = stackalloc byte*[width];
        foreach ((int m, int columns) in ((int, int)[])[(1, 3), (2, 17), (5, 32), (13, 70), (31, 100)])
        {
            using Numbers weights = new(width * columns, format, seed: m);
            using Numbers x = new(m * columns, ElementFormat.Float32, seed: 5);
            float[] products = new float[m * width];
            Array.Fill(products, float.NaN);
            using Numbers panel = new(width * columns, ElementFormat.Float32, seed: 0);
            fixed (float* to = products)
            {
                for (int row = 0; row < width; row++)
                {
                    pointers[row] = weights.Data + ((long)row * columns * format.SizeInBytes());
                }

                int half = columns / 2;
                kernels.Pack(format, pointers, 0, half, (float*)panel.Data);
                kernels.Multiply((float*)x.Data, columns, m, (float*)panel.Data, half, kernels.Factor(format), to, width, accumulate: false);
                kernels.Pack(format, pointers, half, columns - half, (float*)panel.Data);
                kernels.Multiply((float*)x.Data + half, columns, m, (float*)panel.Data, columns - half, kernels.Factor(format), to, width, accumulate: true);
            }

            Close(products, m, width, columns, (b, k) => x[(b * columns) + k], (row, k) => weights[(row * columns) + k]);
        }
    }

    /// <summary>All 65,536 of them, to the bit, but for the payloads of NaN.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_float16_is_widened_exactly(int lanes)
    {
        ushort[] halves = [.. Enumerable.Range(0, 1 << 16).Select(static bits => (ushort)bits)];
        float[] widened = new float[halves.Length];
        fixed (ushort* from = halves)
        fixed (float* to = widened)
        {
            Of(lanes).Widen(ElementFormat.Float16, (byte*)from, halves.Length, to);
        }

        Assert.Equal(halves.Select(static bits => (float)BitConverter.UInt16BitsToHalf(bits)), widened);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Norms_activations_and_softmax(int lanes)
    {
        CpuKernels kernels = Of(lanes);
        const int count = 37;
        using Numbers x = new(count, ElementFormat.Float32, seed: 1);
        using Numbers w = new(count, ElementFormat.Float32, seed: 2);
        float[] result = new float[count];
        double square = Enumerable.Range(0, count).Sum(i => (double)x[i] * x[i]);
        fixed (float* to = result)
        {
            kernels.RmsNorm((float*)x.Data, (float*)w.Data, count, 1e-5f, zeroCentred: true, to);
            Close(result, i => x[i] / Math.Sqrt((square / count) + 1e-5) * (1 + w[i]));
            kernels.L2Norm((float*)x.Data, count, 0.25f, to);
            Close(result, i => x[i] / Math.Sqrt(square + 1e-6) * 0.25);
            foreach ((CpuActivation function, Func<double, double> plain) in Activations)
            {
                kernels.ActivateAndMultiply(function, (float*)x.Data, (float*)w.Data, count, to);
                Close(result, i => plain(x[i]) * w[i]);
            }

            new Span<float>(x.Data, count).CopyTo(result);
            double largest = result[3..30].Max();
            Assert.Equal((float)largest, kernels.Largest(to, 3, 30));
            float sum = kernels.Exponentials(to, count, 3, 30, (float)largest);
            Close(result, i => i is >= 3 and < 30 ? Math.Exp(x[i] - largest) : 0);
            Assert.Equal(result.Sum(static e => (double)e), sum, 1e-5);
        }
    }

    /// <summary>Where the exponential is zero or infinite, and where there is no number.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Activations_of_numbers_far_from_zero(int lanes)
    {
        float[] x = [-1e30f, -1000, -100, -88.8f, -87.4f, -30, 30, 87.4f, 88.8f, 100, 1000, 1e15f, 0, -0.0f, 1e-30f, float.NaN];
        float[] result = new float[x.Length];
        float[] ones = [.. x.Select(static _ => 1f)];
        foreach ((CpuActivation function, Func<double, double> plain) in Activations)
        {
            fixed (float* from = x, to = result, up = ones)
            {
                Of(lanes).ActivateAndMultiply(function, from, up, x.Length, to);
            }

            Assert.All(x.Zip(result).SkipLast(1), pair => Assert.Equal(plain(pair.First), pair.Second, 2e-7 * Math.Max(1, Math.Abs(plain(pair.First)))));
            Assert.Equal(float.NaN, result[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exponentials_from_the_smallest_to_the_largest(int lanes)
    {
        float[] x = [.. Enumerable.Range(0, 4000).Select(static i => -87.3f + (i * 0.044f)), 0, -0.0f, 88.7f];
        float[] powers = [.. x];
        float[] outside = [-87.4f, -1000, float.NegativeInfinity, 88.8f, 1e30f, float.PositiveInfinity, float.NaN, 1, .. new float[24]];
        fixed (float* of = powers, beyond = outside)
        {
            Of(lanes).Exponentials(of, powers.Length, 0, powers.Length, largest: 0);
            Of(lanes).Exponentials(beyond, outside.Length, 0, outside.Length, largest: 0);
        }

        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(1, powers[i] / Math.Exp(x[i]), 1.2e-7); // a unit of the last place is at most that
        }

        Assert.Equal([0, 0, 0, float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity, float.NaN], outside[..7]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(-1.5, -0.9661051464753108)]
    [InlineData(2.9, 0.9999589021219005)]
    [InlineData(4, 0.9999999845827421)]
    [InlineData(9, 1)]
    public void The_error_function(double x, double wanted) => Assert.Equal(wanted, CpuMath.Erf(x), 1e-9);

    private static readonly (CpuActivation Function, Func<double, double> Plain)[] Activations =
    [
        (CpuActivation.Silu, static x => x / (1 + Math.Exp(-x))),
        (CpuActivation.Gelu, static x => 0.5 * x * (1 + CpuMath.Erf(x / Math.Sqrt(2)))),
        (CpuActivation.GeluTanh, static x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        (CpuActivation.QuickGelu, static x => x / (1 + Math.Exp(-1.702 * x))),
        (CpuActivation.Relu, static x => Math.Max(x, 0)),
        (CpuActivation.Relu2, static x => Math.Max(x, 0) * Math.Max(x, 0)),
    ];

    private static CpuKernels Of(int lanes) => lanes switch
    {
        4 => new CpuKernels<Vector128<float>, Lanes128>(),
        8 => new CpuKernels<Vector256<float>, Lanes256>(),
        _ => new CpuKernels<Vector512<float>, Lanes512>(),
    };

    private static void Close(float[] products, int batch, int rows, int columns, Func<int, int, float> x, Func<int, int, float> w, double tolerance = 2e-5)
    {
        for (int b = 0; b < batch; b++)
        {
            for (int row = 0; row < rows; row++)
            {
                Assert.Equal(Enumerable.Range(0, columns).Sum(k => (double)x(b, k) * w(row, k)), products[(b * rows) + row], tolerance);
            }
        }
    }

    private static void Close(float[] result, Func<int, double> wanted)
    {
        for (int i = 0; i < result.Length; i++)
        {
            Assert.Equal(wanted(i), result[i], 1e-5);
        }
    }
}
