using System;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Testing;

/// <summary>Products, norms and what is done number by number.</summary>
internal static class PlainOps
{
    public static Tensor Embedding(int[] tokens, Tensor table)
    {
        Tensor result = new(new double[tokens.Length * table.RowWidth], tokens.Length);
        for (int row = 0; row < tokens.Length; row++)
        {
            table.Row(tokens[row]).CopyTo(result.Row(row));
        }

        return result;
    }

    /// <summary>x·Wᵀ, and a bias where there is one.</summary>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias)
    {
        Tensor result = new(new double[x.Rows * weight.Rows], x.Rows);
        for (int row = 0; row < x.Rows; row++)
        {
            for (int column = 0; column < weight.Rows; column++)
            {
                result.Data[(row * weight.Rows) + column] = Dot(x.Row(row), weight.Row(column)) + (bias is null ? 0 : bias.Data[column]);
            }
        }

        return result;
    }

    public static Tensor RmsNorm(Tensor x, Tensor weight, NormSpec norm) => x.PerHead(x.Width, (row, head, result) =>
    {
        Span<double> numbers = x.Head(row, head);
        double scale = 1 / Math.Sqrt((Dot(numbers, numbers) / x.Width) + norm.Epsilon);
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = numbers[i] * scale * (weight.Data[i] + (norm.ZeroCentred ? 1 : 0));
        }
    });

    public static Tensor GatedRmsNorm(Tensor x, Tensor gate, Tensor weight, NormSpec norm) => Zip(RmsNorm(x, weight, norm), gate, static (value, by) => value * Silu(by));

    public static Tensor L2Norm(Tensor x, float scale) => x.PerHead(x.Width, (row, head, result) =>
    {
        Span<double> numbers = x.Head(row, head);
        double by = scale / Math.Sqrt(Dot(numbers, numbers) + 1e-6);
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = numbers[i] * by;
        }
    });

    public static Tensor Slice(Tensor x, int start, int length) => x.PerHead(length, (row, head, result) => x.Head(row, head).Slice(start, length).CopyTo(result));

    public static Tensor Zip(Tensor left, Tensor right, Func<double, double, double> combine) =>
        left with { Data = [.. left.Data.Zip(right.Data, combine)] };

    /// <summary>The second factor may be one number a row.</summary>
    public static Tensor Multiply(Tensor left, Tensor right) => right.RowWidth == left.RowWidth
        ? Zip(left, right, static (a, b) => a * b)
        : left with { Data = [.. left.Data.Select((value, i) => value * right.Data[i / left.RowWidth])] };

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Silu(double x) => x * Sigmoid(x);

    public static double Activate(Activation function, double x) => function switch
    {
        Activation.Silu => Silu(x),
        Activation.Gelu => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        Activation.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        Activation.QuickGelu => x * Sigmoid(1.702 * x),
        Activation.Relu => Math.Max(x, 0),
        Activation.Relu2 => Math.Max(x, 0) * Math.Max(x, 0),
        _ => throw new IrException($"activation {function}"),
    };

    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>The error function by its Taylor series, and beyond 4 by its continued fraction: to the last digits of a double.</summary>
    private static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (size < 4)
        {
            (double term, double sum) = (size, size);
            for (int n = 1; Math.Abs(term) > 1e-18; n++)
            {
                term *= -size * size / n;
                sum += term / ((2 * n) + 1);
            }

            return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * sum;
        }

        double fraction = size;
        for (int n = 60; n > 0; n--)
        {
            fraction = size + (n / 2.0 / fraction);
        }

        return Math.Sign(x) * (1 - (Math.Exp(-size * size) / Math.Sqrt(Math.PI) / fraction));
    }
}
