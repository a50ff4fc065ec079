using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    /// <summary>Over no named dimension: over all.</summary>
    public static NativeTensor Sum(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim, ScalarType? type)
    {
        ScalarType result = type ?? (x.IsFloat ? x.Type : ScalarType.Int64);
        return Additive("SumBackward1", x, dims, keepDim, result, mean: false);
    }

    public static NativeTensor Mean(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim, ScalarType? type)
    {
        ScalarType result = type ?? x.Type;
        return ElementTypes.IsFloat(result) ? Additive("MeanBackward1", x, dims, keepDim, result, mean: true) : throw NativeError.Of(
            $"mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {ElementTypes.NativeName(result)}");
    }

    public static NativeTensor Prod(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim, ScalarType? type)
    {
        ScalarType result = type ?? (x.IsFloat ? x.Type : ScalarType.Int64);
        return Reduce(x, dims, keepDim, result, static run =>
        {
            double product = 1;
            foreach (double value in run)
            {
                product *= value;
            }

            return product;
        });
    }

    /// <summary>Largest or smallest over some dimensions, the gradient shared evenly among equals.</summary>
    public static NativeTensor Extreme(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim, bool larger)
    {
        if (x.Numel == 0)
        {
            throw NativeError.Of($"{(larger ? "max" : "min")}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.");
        }

        long[] over = dims.ToArray();
        NativeTensor result = Reduce(x, over, keepDim, x.Type, larger ? Largest : Smallest);
        long[] kept = KeptSizes(x, over, keepDim: true);
        return Tape.Record(result, larger ? "AmaxBackward0" : "AminBackward0", [x], [x, result], (g, s) =>
        {
            NativeTensor chosen = Convert(Compare(s[0], Reshape(s[1], kept), static (a, b) => a == b, static (a, b) => a == b), g.Type);
            return [Mul(Div(chosen, Sum(chosen, over, keepDim: true, null)), Reshape(g, kept))];
        });
    }

    public static NativeTensor Any(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim) =>
        Reduce(Test(x, static v => v != 0), dims, keepDim, ScalarType.Bool, Largest);

    public static NativeTensor All(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim) => Reduce(
        Test(x, static v => v != 0), dims, keepDim, ScalarType.Bool, static run => run.IndexOf(0.0) < 0 ? 1 : 0);

    /// <summary>Where the largest (smallest) of each run along a dimension is; the first of equals.</summary>
    public static NativeTensor ArgExtreme(NativeTensor x, long? dim, bool keepDim, bool larger)
    {
        if (x.Numel == 0)
        {
            throw NativeError.Of("argmax(): Expected reduction dim to be specified for input.numel() == 0.");
        }

        return Reduce(x, dim is long d ? [d] : [], keepDim, ScalarType.Int64, run =>
        {
            int best = 0;
            for (int i = 1; i < run.Length; i++)
            {
                bool better = larger ? run[i] > run[best] : run[i] < run[best];
                if (better || (double.IsNaN(run[i]) && !double.IsNaN(run[best])))
                {
                    best = i;
                }
            }

            return best;
        });
    }

    public static (NativeTensor Values, NativeTensor Indices) ExtremeAlong(NativeTensor x, long dim, bool keepDim, bool larger)
    {
        NativeTensor at = ArgExtreme(x, dim, keepDim: true, larger);
        NativeTensor values = Gather(x, dim, at);
        return keepDim || x.Rank == 0 ? (values, at) : (Squeeze(values, dim), Squeeze(at, dim));
    }

    public static NativeTensor Variance(NativeTensor x, ReadOnlySpan<long> dims, bool unbiased, bool keepDim, ScalarType? type)
    {
        NativeTensor input = type is ScalarType t ? Convert(x, t) : x;
        NativeTensor mean = Mean(input, dims, keepDim: true, null);
        NativeTensor squares = Sum(Square(Sub(input, mean)), dims, keepDim, null);
        double count = (double)input.Numel / Math.Max(1, mean.Numel);
        return Div(squares, NativeTensor.Number(Math.Max(0, count - (unbiased ? 1 : 0))));
    }

    /// <summary>The p-norm, the largest magnitude for p = infinity.</summary>
    public static NativeTensor Norm(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim, double p)
    {
        if (double.IsPositiveInfinity(p))
        {
            return Extreme(Abs(x), dims, keepDim, larger: true);
        }

        return p == 2
            ? Sqrt(Sum(Square(x), dims, keepDim, null))
            : Pow(Sum(Pow(Abs(x), NativeTensor.Number(p)), dims, keepDim, null), NativeTensor.Number(1 / p));
    }

    public static NativeTensor LogSumExp(NativeTensor x, long dim, bool keepDim)
    {
        NativeTensor top = Detach(Extreme(x, [dim], keepDim: true, larger: true));
        NativeTensor sum = Add(Log(Sum(Exp(Sub(x, top)), [dim], keepDim: true, null)), top);
        return keepDim ? sum : Squeeze(sum, dim);
    }

    private static NativeTensor Additive(string name, NativeTensor x, ReadOnlySpan<long> dims, bool keepDim, ScalarType type, bool mean)
    {
        long[] over = dims.ToArray();
        NativeTensor result = ElementTypes.IsFloat(type)
            ? Reduce(x, over, keepDim, type, mean ? Average : Total)
            : ReduceLongs(x, over, keepDim, type);
        long[] kept = KeptSizes(x, over, keepDim: true);
        double share = mean ? (double)result.Numel / x.Numel : 1;
        return Tape.Record(result, name, [x], [], (g, _) =>
        {
            NativeTensor part = mean ? Mul(g, NativeTensor.Number(share)) : g;
            return [Convert(Geometry.Expand(Reshape(part, kept), x.Sizes), x.Type)];
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Total(ReadOnlySpan<double> run)
    {
        double sum = 0;
        foreach (double value in run)
        {
            sum += value;
        }

        return sum;
    }

    private static double Average(ReadOnlySpan<double> run) => Total(run) / run.Length;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Largest(ReadOnlySpan<double> run)
    {
        double best = run[0];
        foreach (double value in run)
        {
            best = Math.Max(best, value);
        }

        return best;
    }

    private static double Smallest(ReadOnlySpan<double> run)
    {
        double best = run[0];
        foreach (double value in run)
        {
            best = Math.Min(best, value);
        }

        return best;
    }
}
