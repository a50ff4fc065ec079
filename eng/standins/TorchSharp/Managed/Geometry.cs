using System;
using System.Collections.Generic;

namespace TorchSharp.Managed;

/// <summary>New windows on the same memory, without a word to the gradient graph.</summary>
internal static class Geometry
{
    public static NativeTensor Expand(NativeTensor t, ReadOnlySpan<long> wanted)
    {
        int extra = wanted.Length - t.Rank;
        if (extra < 0)
        {
            throw NativeError.Of(
                $"The expanded size of the tensor ({Shape.Text(wanted)}) must have at least as many dimensions as the tensor {Shape.Text(t.Sizes)}");
        }

        long[] sizes = wanted.ToArray();
        long[] strides = new long[sizes.Length];
        for (int d = 0; d < sizes.Length; d++)
        {
            long own = d < extra ? 1 : t.Sizes[d - extra];
            if (sizes[d] == -1)
            {
                sizes[d] = d >= extra ? own : throw NativeError.Of(
                    $"The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension {Shape.Number(d)}");
            }

            if (own != sizes[d] && own != 1)
            {
                throw NativeError.Of(
                    $"The expanded size of the tensor ({Shape.Number(sizes[d])}) must match the existing size ({Shape.Number(own)}) " +
                    $"at non-singleton dimension {Shape.Number(d)}.  Target sizes: {Shape.Text(wanted)}.  Tensor sizes: {Shape.Text(t.Sizes)}");
            }

            strides[d] = d < extra || (own == 1 && sizes[d] != 1) ? 0 : t.Strides[d - extra];
        }

        return t.Window(sizes, strides, t.Offset);
    }

    /// <summary>The strides under which a window of other sizes shows the same elements, or null where it would need a copy.</summary>
    public static long[]? ViewStrides(NativeTensor t, long[] sizes)
    {
        if (t.IsContiguous)
        {
            return Shape.Contiguous(sizes);
        }

        long[] strides = new long[sizes.Length];
        int to = sizes.Length - 1;
        long chunkStride = t.Rank > 0 ? t.Strides[^1] : 1;
        long old = 1;
        long made = 1;
        for (int from = t.Rank - 1; from >= 0; from--)
        {
            old *= t.Sizes[from];
            bool chunkEnds = from == 0 || (t.Sizes[from - 1] != 1 && t.Strides[from - 1] != old * chunkStride);
            if (!chunkEnds)
            {
                continue;
            }

            while (to >= 0 && (made < old || sizes[to] == 1))
            {
                strides[to] = made * chunkStride;
                made *= sizes[to];
                to--;
            }

            if (made != old)
            {
                return null;
            }

            if (from > 0)
            {
                chunkStride = t.Strides[from - 1];
                old = 1;
                made = 1;
            }
        }

        return to == -1 ? strides : null;
    }

    public static NativeTensor Permute(NativeTensor t, ReadOnlySpan<long> order)
    {
        if (order.Length != t.Rank)
        {
            throw NativeError.Of(
                $"permute: number of dimensions in the tensor input does not match the length of the desired ordering of dimensions " +
                $"i.e. input.dim() = {Shape.Number(t.Rank)} is not equal to len(dims) = {Shape.Number(order.Length)}");
        }

        long[] sizes = new long[t.Rank];
        long[] strides = new long[t.Rank];
        bool[] seen = new bool[t.Rank];
        for (int i = 0; i < order.Length; i++)
        {
            int d = Shape.Dim(order[i], t.Rank);
            if (seen[d])
            {
                throw NativeError.Of("permute(): duplicate dims are not allowed.");
            }

            seen[d] = true;
            sizes[i] = t.Sizes[d];
            strides[i] = t.Strides[d];
        }

        return t.Window(sizes, strides, t.Offset);
    }

    public static NativeTensor Transpose(NativeTensor t, int a, int b)
    {
        if (t.Rank == 0)
        {
            return t.Window();
        }

        long[] sizes = [.. t.Sizes];
        long[] strides = [.. t.Strides];
        (sizes[a], sizes[b]) = (sizes[b], sizes[a]);
        (strides[a], strides[b]) = (strides[b], strides[a]);
        return t.Window(sizes, strides, t.Offset);
    }

    public static NativeTensor Slice(NativeTensor t, int dim, long start, long length, long step)
    {
        long[] sizes = [.. t.Sizes];
        long[] strides = [.. t.Strides];
        sizes[dim] = length;
        strides[dim] *= step;
        return t.Window(sizes, strides, t.Offset + (start * t.Strides[dim]));
    }

    public static NativeTensor Select(NativeTensor t, int dim, long index)
    {
        return t.Window(Without(t.Sizes, dim), Without(t.Strides, dim), t.Offset + (index * t.Strides[dim]));
    }

    public static NativeTensor Unsqueeze(NativeTensor t, int dim)
    {
        long stride = dim < t.Rank ? t.Sizes[dim] * t.Strides[dim] : 1;
        return t.Window(With(t.Sizes, dim, 1), With(t.Strides, dim, stride), t.Offset);
    }

    public static NativeTensor Squeeze(NativeTensor t, long? dim)
    {
        int only = dim is long asked ? Shape.Dim(asked, t.Rank) : -1;
        List<long> sizes = [];
        List<long> strides = [];
        for (int d = 0; d < t.Rank; d++)
        {
            if (t.Sizes[d] != 1 || (only >= 0 && d != only))
            {
                sizes.Add(t.Sizes[d]);
                strides.Add(t.Strides[d]);
            }
        }

        return t.Window([.. sizes], [.. strides], t.Offset);
    }

    public static long[] Without(long[] values, int at)
    {
        long[] rest = new long[values.Length - 1];
        Array.Copy(values, rest, at);
        Array.Copy(values, at + 1, rest, at, rest.Length - at);
        return rest;
    }

    public static long[] With(long[] values, int at, long value)
    {
        long[] more = new long[values.Length + 1];
        Array.Copy(values, more, at);
        more[at] = value;
        Array.Copy(values, at, more, at + 1, values.Length - at);
        return more;
    }
}
