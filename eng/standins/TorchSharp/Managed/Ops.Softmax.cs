using System;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    /// <param name="safe">A run of nothing but negative infinity gives zeros, not NaN.</param>
    public static NativeTensor Softmax(NativeTensor x, long dim, ScalarType? type, bool safe = false)
    {
        NativeTensor input = FloatInput(x, type, "softmax_lastdim_kernel_impl");
        NativeTensor result = AlongRuns(input, dim, run =>
        {
            double top = Largest(run);
            if (safe && double.IsNegativeInfinity(top))
            {
                run.Clear();
                return;
            }

            double sum = 0;
            for (int i = 0; i < run.Length; i++)
            {
                run[i] = Math.Exp(run[i] - top);
                sum += run[i];
            }

            for (int i = 0; i < run.Length; i++)
            {
                run[i] /= sum;
            }
        });
        return Tape.Record(result, "SoftmaxBackward0", [input], [result], (g, s) =>
        {
            NativeTensor weighted = Mul(g, s[0]);
            return [Sub(weighted, Mul(s[0], Sum(weighted, [dim], keepDim: true, null)))];
        });
    }

    public static NativeTensor LogSoftmax(NativeTensor x, long dim, ScalarType? type)
    {
        NativeTensor input = FloatInput(x, type, "log_softmax_lastdim_kernel_impl");
        NativeTensor result = AlongRuns(input, dim, static run =>
        {
            double top = Largest(run);
            double sum = 0;
            foreach (double value in run)
            {
                sum += Math.Exp(value - top);
            }

            double shift = top + Math.Log(sum);
            for (int i = 0; i < run.Length; i++)
            {
                run[i] -= shift;
            }
        });
        return Tape.Record(
            result, "LogSoftmaxBackward0", [input], [result], (g, s) => [Sub(g, Mul(Exp(s[0]), Sum(g, [dim], keepDim: true, null)))]);
    }

    public static NativeTensor Cumsum(NativeTensor x, long dim, ScalarType? type)
    {
        NativeTensor input = Convert(x, type ?? (x.IsFloat ? x.Type : ScalarType.Int64));
        NativeTensor result = AlongRuns(input, dim, static run => Accumulate(run, backwards: false));
        return Tape.Record(result, "CumsumBackward0", [input], [], (g, _) => [AlongRuns(g, dim, static run => Accumulate(run, backwards: true))]);
    }

    public static NativeTensor Cumprod(NativeTensor x, long dim, ScalarType? type)
    {
        NativeTensor input = Convert(x, type ?? (x.IsFloat ? x.Type : ScalarType.Int64));
        NativeTensor result = AlongRuns(input, dim, static run =>
        {
            for (int i = 1; i < run.Length; i++)
            {
                run[i] *= run[i - 1];
            }
        });
        return Tape.Record(result, "CumprodBackward0", [input], [input, result], (g, s) =>
            [Div(AlongRuns(Mul(g, s[1]), dim, static run => Accumulate(run, backwards: true)), s[0])]);
    }

    /// <summary>Keeps what lies on and below (tril) or above (triu) a diagonal of the last two dimensions.</summary>
    public static NativeTensor Triangle(NativeTensor x, long diagonal, bool upper)
    {
        if (x.Rank < 2)
        {
            throw NativeError.Of($"{(upper ? "triu" : "tril")}: input tensor must have at least 2 dimensions");
        }

        int rows = (int)x.Sizes[^2];
        int columns = (int)x.Sizes[^1];
        int[] positions = new int[checked((int)x.Numel)];
        for (int i = 0; i < positions.Length; i++)
        {
            long distance = (i % columns) - (i / columns % rows);
            positions[i] = (upper ? distance >= diagonal : distance <= diagonal) ? i : -1;
        }

        return Take(x, positions, x.Sizes, upper ? "TriuBackward0" : "TrilBackward0");
    }

    private static NativeTensor FloatInput(NativeTensor x, ScalarType? type, string kernel)
    {
        NativeTensor input = type is ScalarType t ? Convert(x, t) : x;
        return input.IsFloat ? input : throw NativeError.Of($"\"{kernel}\" not implemented for '{ElementTypes.NativeName(input.Type)}'");
    }

    private static void Accumulate(Span<double> run, bool backwards)
    {
        double sum = 0;
        for (int k = 0; k < run.Length; k++)
        {
            int i = backwards ? run.Length - 1 - k : k;
            sum += run[i];
            run[i] = sum;
        }
    }

    private delegate void RunChange(Span<double> run);

    private static NativeTensor AlongRuns(NativeTensor x, long dim, RunChange change)
    {
        int d = Shape.Dim(dim, x.Rank);
        NativeTensor result = NativeTensor.Empty(x.Type, x.Sizes);
        int run = x.Rank == 0 ? 1 : (int)x.Sizes[d];
        int last = Math.Max(0, x.Rank - 1);
        double[] values = Geometry.Transpose(x, d, last).ToDoubles();
        for (int i = 0; run > 0 && i < values.Length; i += run)
        {
            change(values.AsSpan(i, run));
        }

        Geometry.Transpose(result, d, last).Write(values);
        return result;
    }
}
