using System;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using Modelwright.Runtime;

namespace Modelwright.Backends.Tests;

[Collection(KernelRunnerCollection.Name)]
[Trait("Subgroups", "Any")]
public sealed class GemvKernelTests(KernelRunner runner)
{
    private static readonly NormSpec ZeroCentred = new(1e-5f, ZeroCentred: true);
    private static readonly NormSpec Plain = new(1e-6f, ZeroCentred: false);

    [Theory]
    [InlineData("Float32", 72, 100, null, null)]
    [InlineData("Float16", 512, 67, null, null)]
    [InlineData("BFloat16", 43, 27, null, null)]
    [InlineData("Float32", 44, 29, 3, 2)]
    [InlineData("Float16", 71, 100, 2, 1)]
    [InlineData("BFloat16", 200, 33, 1, 8)]
    [InlineData("Float16", 1100, 21, null, 16)]
    [InlineData("Float32", 1100, 21, 2, 3)]
    [InlineData("Int8", 512, 67, null, null)]
    [InlineData("Int8 64 wide", 1100, 21, 2, 3)]
    [InlineData("Int8 16 zeros", 43, 27, null, null)]
    [InlineData("Int4", 512, 67, null, null)]
    [InlineData("Int4 64", 1100, 21, 2, 16)]
    [InlineData("Int4 128 wide", 43, 27, null, null)]
    [InlineData("Int4 32 zeros", 331, 9, 3, 2)]
    [InlineData("Int4 64 wide zeros", 2600, 5, null, null)]
    [InlineData("Float8", 512, 67, null, null)]
    [InlineData("Float8 16 wide", 331, 21, 2, 3)]
    public void A_matrix_times_rows_with_norm_and_bias(string format, int inputs, int outputs, int? subgroups, int? rows)
    {
        KernelSetting setting = new() { Batch = 3, Subgroups = subgroups, Rows = rows };
        double[] x = Reference.Numbers(1, 3 * inputs);
        Reference.Faint(x, inputs, inputs);
        double[] weights = Reference.Numbers(2, outputs * inputs);
        double[] norm = Reference.Numbers(3, inputs);
        double[] bias = Reference.Numbers(4, outputs);
        KernelBuffer matrix = KernelBuffer.Matrix(weights, inputs, format);
        KernelBuffer y = KernelBuffer.Unwritten(3 * Stride(outputs));
        Kernel kernel = GemvKernel.Emit("NormBias", new FusedLinear(inputs, outputs, ZeroCentred, Bias: true, LinearEpilogue.None, Activation.Silu, LastColumn: false));

        runner.Run(kernel, setting, KernelBuffer.Rows(x, inputs), matrix, KernelBuffer.Vector(norm), KernelBuffer.Vector(bias), y);

        double[] normed = Reference.Norm(x, norm, ZeroCentred.Epsilon, zeroCentred: true);
        double[] expected = Rows(3, outputs, (row, n) => Reference.Dot(normed, row, weights, n, inputs) + bias[n]);
        Reference.Close(expected, i => y.Floats[(i / outputs * Stride(outputs)) + (i % outputs)]);
    }

    [Theory]
    [InlineData("Float32", 40, 24)]
    [InlineData("Float16", 27, 31)]
    [InlineData("Int4", 200, 31)]
    public void Sums_are_added_to_the_residual_stream(string format, int inputs, int outputs)
    {
        double[] x = Reference.Numbers(1, 2 * inputs);
        double[] weights = Reference.Numbers(2, outputs * inputs);
        double[] residual = Reference.Numbers(3, 2 * outputs);
        KernelBuffer matrix = KernelBuffer.Matrix(weights, inputs, format);
        KernelBuffer y = KernelBuffer.Rows(residual, outputs);
        Kernel kernel = GemvKernel.Emit("Residual", new FusedLinear(inputs, outputs, null, Bias: false, LinearEpilogue.Residual, Activation.Silu, LastColumn: false));

        runner.Run(kernel, new KernelSetting { Batch = 2 }, KernelBuffer.Rows(x, inputs), matrix, y);

        double[] expected = Rows(2, outputs, (row, n) => residual[(row * outputs) + n] + Reference.Dot(x, row, weights, n, inputs));
        Reference.Close(expected, i => y.Floats[(i / outputs * Stride(outputs)) + (i % outputs)]);
    }

    [Theory]
    [InlineData(nameof(Activation.Silu))]
    [InlineData(nameof(Activation.Gelu))]
    [InlineData(nameof(Activation.GeluTanh))]
    [InlineData(nameof(Activation.QuickGelu))]
    [InlineData(nameof(Activation.Relu))]
    [InlineData(nameof(Activation.Relu2))]
    public void Gates_are_activated_and_multiplied_with_ups(string function)
    {
        Activation activation = Enum.Parse<Activation>(function);
        const int inputs = 36;
        const int outputs = 21;
        double[] x = Reference.Numbers(1, inputs, 2);
        double[] weights = Reference.Numbers(2, 2 * outputs * inputs);
        double[] norm = Reference.Numbers(3, inputs);
        double[] bias = Reference.Numbers(4, 2 * outputs);
        KernelBuffer matrix = KernelBuffer.Matrix(weights, inputs, "BFloat16");
        KernelBuffer y = KernelBuffer.Unwritten(Stride(outputs));
        Kernel kernel = GemvKernel.Emit("Gated", new FusedLinear(inputs, outputs, Plain, Bias: true, LinearEpilogue.Gated, activation, LastColumn: false));

        runner.Run(
            kernel,
            new KernelSetting(),
            KernelBuffer.Rows(x, inputs),
            matrix,
            KernelBuffer.Vector(norm),
            KernelBuffer.Vector(bias),
            y);

        double[] normed = Reference.Norm(x, norm, Plain.Epsilon, zeroCentred: false);
        double[] expected = Rows(1, outputs, (row, n) =>
            Activate(activation, Reference.Dot(normed, row, weights, 2 * n, inputs) + bias[n])
            * (Reference.Dot(normed, row, weights, (2 * n) + 1, inputs) + bias[outputs + n]));
        Reference.Close(expected, i => y.Floats[i]);
    }

    [Fact]
    public void Logits_are_of_the_last_token_of_each_sequence()
    {
        const int inputs = 24;
        const int outputs = 50;
        double[] x = Reference.Numbers(1, 2 * 3 * inputs);
        double[] weights = Reference.Numbers(2, outputs * inputs);
        KernelBuffer matrix = KernelBuffer.Matrix(weights, inputs, "Float32");
        KernelBuffer y = KernelBuffer.Unwritten(2 * Stride(outputs));
        Kernel kernel = GemvKernel.Emit("Logits", new FusedLinear(inputs, outputs, null, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: true));

        runner.Run(kernel, new KernelSetting { Batch = 2, Tokens = 3 }, KernelBuffer.Rows(x, inputs), matrix, y);

        double[] expected = Rows(2, outputs, (row, n) => Reference.Dot(x, (row * 3) + 2, weights, n, inputs));
        Reference.Close(expected, i => y.Floats[(i / outputs * Stride(outputs)) + (i % outputs)]);
    }

    [Theory]
    [InlineData("Float32")]
    [InlineData("Float16")]
    [InlineData("BFloat16")]
    [InlineData("Int8")]
    [InlineData("Int4 64")]
    [InlineData("Int4 32 wide zeros")]
    [InlineData("Float8 16 wide")]
    public void Embeddings_are_rows_of_the_table(string format)
    {
        const int hidden = 84;
        double[] table = Reference.Numbers(1, 19 * hidden);
        KernelBuffer matrix = KernelBuffer.Matrix(table, hidden, format);
        uint[] tokens = [18, 0, 7, 7];
        KernelBuffer x = KernelBuffer.Unwritten(4 * Stride(hidden));

        runner.Run(EmbedKernel.Emit("Embed", 19, hidden), new KernelSetting { Batch = 2, Tokens = 2 }, KernelBuffer.Of(tokens), matrix, x);

        double[] expected = Rows(4, hidden, (row, i) => table[(tokens[row] * hidden) + i]);
        Reference.Close(expected, i => x.Floats[(i / hidden * Stride(hidden)) + (i % hidden)], tolerance: 0);
    }

    internal static double Activate(Activation activation, double x) => activation switch
    {
        Activation.Silu => Reference.Silu(x),
        Activation.Gelu => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        Activation.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        Activation.QuickGelu => x * Reference.Sigmoid(1.702 * x),
        Activation.Relu => Math.Max(x, 0),
        _ => Math.Max(x, 0) * Math.Max(x, 0),
    };

    /// <summary>By its Taylor series, which is exact enough up to 5 in double precision; beyond, it is one.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 5)
        {
            return Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; n < 120; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static int Stride(int width) => (width + 7) / 8 * 8;

    private static double[] Rows(int rows, int width, Func<int, int, double> value)
    {
        double[] values = new double[rows * width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value(i / width, i % width);
        }

        return values;
    }
}
