using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    /// <summary>Always stable, which libtorch allows itself not to be.</summary>
    public static (NativeTensor Values, NativeTensor Indices) Sort(NativeTensor x, long dim, bool descending)
    {
        NativeTensor order = SortOrder(x, dim, descending);
        return (Gather(x, dim, order), order);
    }

    public static (NativeTensor Values, NativeTensor Indices) TopK(NativeTensor x, long k, long dim, bool largest)
    {
        long size = x.Rank == 0 ? 1 : x.Size(dim);
        if (k < 0 || k > size)
        {
            throw NativeError.Of("selected index k out of range");
        }

        NativeTensor order = SortOrder(x, dim, largest);
        NativeTensor first = x.Rank == 0 ? order : CloneOf(Narrow(order, dim, 0, k));
        return (Gather(x, dim, first), first);
    }

    /// <summary>How often each number from 0 on occurs, or the sum of its weights.</summary>
    public static NativeTensor Bincount(NativeTensor x, NativeTensor? weights, long minLength)
    {
        if (x.Rank != 1 || x.IsFloat)
        {
            throw NativeError.Of("bincount only supports 1-d non-negative integral inputs.");
        }

        long[] values = x.ToLongs();
        long length = minLength;
        foreach (long value in values)
        {
            length = Math.Max(length, value >= 0 ? value + 1 : throw NativeError.Of("bincount only supports 1-d non-negative integral inputs."));
        }

        double[] sums = new double[length];
        double[]? shares = weights?.ToDoubles();
        for (int i = 0; i < values.Length; i++)
        {
            sums[values[i]] += shares is null ? 1 : shares[i];
        }

        ScalarType type = weights is null ? ScalarType.Int64 : weights.Type == ScalarType.Float32 ? ScalarType.Float32 : ScalarType.Float64;
        return NativeTensor.From(sums, [length], type);
    }

    public static NativeTensor OneHot(NativeTensor x, long classes)
    {
        if (x.Type != ScalarType.Int64)
        {
            throw NativeError.Of("one_hot is only applicable to index tensor of type LongTensor.");
        }

        long[] values = x.ToLongs();
        long count = classes;
        if (classes < 0)
        {
            count = 0;
            foreach (long value in values)
            {
                count = Math.Max(count, value + 1);
            }
        }

        long[] hot = new long[values.Length * count];
        for (int i = 0; i < values.Length; i++)
        {
            hot[(i * count) + InRange(values[i], count, "Class values must be smaller than num_classes.")] = 1;
        }

        return NativeTensor.From(hot, [.. x.Sizes, count], ScalarType.Int64);
    }

    /// <summary>The coordinates of what is not zero, one row each.</summary>
    public static NativeTensor NonZero(NativeTensor x)
    {
        double[] values = x.ToDoubles();
        List<long> rows = [];
        long[] strides = Shape.Contiguous(x.Sizes);
        long found = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == 0)
            {
                continue;
            }

            found++;
            for (int d = 0; d < x.Rank; d++)
            {
                rows.Add(i / strides[d] % x.Sizes[d]);
            }
        }

        return NativeTensor.From([.. rows], [found, x.Rank], ScalarType.Int64);
    }

    public static NativeTensor MaskedSelect(NativeTensor x, NativeTensor mask)
    {
        if (mask.Type != ScalarType.Bool)
        {
            throw NativeError.Of("masked_select: expected BoolTensor for mask");
        }

        long[] sizes = Shape.Broadcast(x.Sizes, mask.Sizes);
        int[] positions = MaskPositions(Geometry.Expand(mask, sizes));
        return Take(Expand(x, sizes), positions, [positions.Length], "MaskedSelectBackward0");
    }

    public static int[] MaskPositions(NativeTensor mask)
    {
        byte[] flags = mask.Raw<byte>();
        List<int> positions = [];
        for (int i = 0; i < flags.Length; i++)
        {
            if (flags[i] != 0)
            {
                positions.Add(i);
            }
        }

        return [.. positions];
    }

    private static NativeTensor SortOrder(NativeTensor x, long dim, bool descending)
    {
        int d = Shape.Dim(dim, x.Rank);
        int last = Math.Max(0, x.Rank - 1);
        NativeTensor moved = Geometry.Transpose(x, d, last);
        int run = x.Rank == 0 ? 1 : (int)x.Sizes[d];
        double[] values = moved.ToDoubles();
        long[] order = new long[values.Length];
        int[] indices = new int[run];
        for (int start = 0; run > 0 && start < values.Length; start += run)
        {
            for (int i = 0; i < run; i++)
            {
                indices[i] = i;
            }

            int from = start;
            Array.Sort(indices, (a, b) =>
            {
                int byValue = Compare(values[from + a], values[from + b]);
                return byValue != 0 ? (descending ? -byValue : byValue) : a.CompareTo(b);
            });
            for (int i = 0; i < run; i++)
            {
                order[start + i] = indices[i];
            }
        }

        NativeTensor result = NativeTensor.Empty(ScalarType.Int64, x.Sizes);
        Geometry.Transpose(result, d, last).Write(order);
        return result;
    }

    /// <summary>NaN counts as the largest, as in libtorch.</summary>
    private static int Compare(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : a.CompareTo(b);
}
