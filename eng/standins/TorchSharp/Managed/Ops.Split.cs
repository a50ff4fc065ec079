using System;
using System.Collections.Generic;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    public static NativeTensor[] Split(NativeTensor x, ReadOnlySpan<long> lengths, long dim)
    {
        int d = Shape.Dim(dim, x.Rank);
        long total = 0;
        foreach (long length in lengths)
        {
            total += length;
        }

        if (total != x.Sizes[d])
        {
            throw NativeError.Of(
                $"split_with_sizes expects split_sizes to sum exactly to {Shape.Number(x.Sizes[d])} (input tensor's size at dimension {Shape.Number(d)}), " +
                $"but got split_sizes={Shape.Text(lengths)}");
        }

        NativeTensor[] parts = new NativeTensor[lengths.Length];
        long start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Narrow(x, d, start, lengths[i]);
            start += lengths[i];
        }

        return parts;
    }

    public static NativeTensor[] SplitEvery(NativeTensor x, long size, long dim)
    {
        int d = Shape.Dim(dim, x.Rank);
        if (size <= 0)
        {
            throw NativeError.Of($"split expects split_size be non-negative, but got split_size={Shape.Number(size)}");
        }

        List<long> lengths = [];
        for (long start = 0; start < x.Sizes[d]; start += size)
        {
            lengths.Add(Math.Min(size, x.Sizes[d] - start));
        }

        return Split(x, lengths.Count > 0 ? [.. lengths] : [0], d);
    }

    public static NativeTensor[] Chunk(NativeTensor x, long chunks, long dim)
    {
        long size = x.Size(dim);
        return chunks > 0
            ? SplitEvery(x, Math.Max(1, (size + chunks - 1) / chunks), dim)
            : throw NativeError.Of($"chunk expects `chunks` to be greater than 0, got: {Shape.Number(chunks)}");
    }

    public static NativeTensor[] Unbind(NativeTensor x, long dim)
    {
        int d = Shape.Dim(dim, x.Rank);
        NativeTensor[] parts = new NativeTensor[x.Sizes[d]];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Select(x, d, i);
        }

        return parts;
    }
}
