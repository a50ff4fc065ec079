using System;
using System.Globalization;

namespace TorchSharp.Managed;

/// <summary>Arithmetic on sizes and strides, with libtorch's complaints.</summary>
internal static class Shape
{
    public static long Numel(ReadOnlySpan<long> sizes)
    {
        long product = 1;
        foreach (long size in sizes)
        {
            product *= size;
        }

        return product;
    }

    public static long[] Contiguous(ReadOnlySpan<long> sizes)
    {
        long[] strides = new long[sizes.Length];
        long stride = 1;
        for (int d = sizes.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= Math.Max(sizes[d], 1);
        }

        return strides;
    }

    public static void RefuseNegative(ReadOnlySpan<long> sizes)
    {
        foreach (long size in sizes)
        {
            if (size < 0)
            {
                throw NativeError.Of($"Trying to create tensor with negative dimension {Number(size)}: {Text(sizes)}");
            }
        }
    }

    /// <summary>A dimension counted from either end, as one counted from the front.</summary>
    public static int Dim(long dim, int rank)
    {
        int limit = Math.Max(rank, 1);
        if (dim < -limit || dim >= limit)
        {
            throw NativeError.Of(
                $"Dimension out of range (expected to be in range of [{Number(-limit)}, {Number(limit - 1)}], but got {Number(dim)})");
        }

        return (int)(dim < 0 ? dim + limit : dim);
    }

    public static long[] Broadcast(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        int rank = Math.Max(a.Length, b.Length);
        long[] result = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            int da = i - (rank - a.Length);
            int db = i - (rank - b.Length);
            long sa = da < 0 ? 1 : a[da];
            long sb = db < 0 ? 1 : b[db];
            if (sa != sb && sa != 1 && sb != 1)
            {
                throw NativeError.Of(
                    $"The size of tensor a ({Number(sa)}) must match the size of tensor b ({Number(sb)}) at non-singleton dimension {Number(i)}");
            }

            result[i] = sa == 1 ? sb : sa;
        }

        return result;
    }

    /// <summary>Fills in a single -1.</summary>
    public static long[] Infer(ReadOnlySpan<long> wanted, long numel)
    {
        long[] sizes = wanted.ToArray();
        int unknown = -1;
        long known = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] == -1)
            {
                unknown = unknown < 0 ? i : throw NativeError.Of("only one dimension can be inferred");
            }
            else
            {
                known *= sizes[i] >= 0 ? sizes[i] : throw NativeError.Of($"invalid shape dimension {Number(sizes[i])}");
            }
        }

        bool fits = unknown < 0 ? known == numel : known > 0 && numel % known == 0;
        if (!fits)
        {
            throw NativeError.Of($"shape '{Text(wanted)}' is invalid for input of size {Number(numel)}");
        }

        if (unknown >= 0)
        {
            sizes[unknown] = numel / known;
        }

        return sizes;
    }

    public static bool Same(ReadOnlySpan<long> a, ReadOnlySpan<long> b) => a.SequenceEqual(b);

    public static string Text(ReadOnlySpan<long> sizes)
    {
        string[] parts = new string[sizes.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Number(sizes[i]);
        }

        return "[" + string.Join(", ", parts) + "]";
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
