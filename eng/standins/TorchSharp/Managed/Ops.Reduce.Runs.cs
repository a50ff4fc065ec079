using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    private static bool[] Reduced(NativeTensor x, ReadOnlySpan<long> dims)
    {
        bool[] reduced = new bool[x.Rank];
        if (dims.IsEmpty)
        {
            Array.Fill(reduced, true);
        }

        foreach (long dim in dims)
        {
            int d = Shape.Dim(dim, x.Rank);
            if (x.Rank > 0)
            {
                reduced[d] = !reduced[d] ? true : throw NativeError.Of($"dim {Shape.Number(d)} appears multiple times in the list of dims");
            }
        }

        return reduced;
    }

    private static long[] KeptSizes(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim)
    {
        bool[] reduced = Reduced(x, dims);
        List<long> sizes = [];
        for (int d = 0; d < x.Rank; d++)
        {
            if (!reduced[d])
            {
                sizes.Add(x.Sizes[d]);
            }
            else if (keepDim)
            {
                sizes.Add(1);
            }
        }

        return [.. sizes];
    }

    /// <summary>The tensor with the reduced dimensions last, and the length of one run.</summary>
    private static (NativeTensor Moved, int Run) RunsLast(NativeTensor x, ReadOnlySpan<long> dims)
    {
        bool[] reduced = Reduced(x, dims);
        List<long> order = [];
        List<long> last = [];
        int run = 1;
        for (int d = 0; d < x.Rank; d++)
        {
            (reduced[d] ? last : order).Add(d);
            run *= reduced[d] ? (int)x.Sizes[d] : 1;
        }

        return (Geometry.Permute(x, [.. order, .. last]), run);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static NativeTensor Reduce(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim, ScalarType type, Func<ReadOnlySpan<double>, double> op)
    {
        long[] sizes = KeptSizes(x, dims, keepDim);
        (NativeTensor moved, int run) = RunsLast(x, dims);
        double[] values = moved.ToDoubles();
        double[] results = new double[checked((int)Shape.Numel(sizes))];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = op(values.AsSpan(i * run, run));
        }

        return NativeTensor.From(results, sizes, type);
    }

    private static NativeTensor ReduceLongs(NativeTensor x, ReadOnlySpan<long> dims, bool keepDim, ScalarType type)
    {
        long[] sizes = KeptSizes(x, dims, keepDim);
        (NativeTensor moved, int run) = RunsLast(x, dims);
        long[] values = moved.ToLongs();
        long[] results = new long[checked((int)Shape.Numel(sizes))];
        for (int i = 0; i < values.Length; i++)
        {
            results[i / run] += values[i];
        }

        return NativeTensor.From(results, sizes, type);
    }
}
