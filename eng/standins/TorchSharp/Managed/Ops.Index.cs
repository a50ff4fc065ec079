using System;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    public static NativeTensor IndexSelect(NativeTensor x, long dim, NativeTensor index)
    {
        int d = Shape.Dim(dim, x.Rank);
        RefuseNotIndex("index_select(): Expected dtype int32 or int64 for index", index);
        if (index.Rank > 1)
        {
            throw NativeError.Of("index_select(): Index is supposed to be a vector");
        }

        long[] sizes = [.. x.Sizes];
        if (x.Rank > 0)
        {
            sizes[d] = index.Numel;
        }

        return Take(x, AlongPositions(x.Sizes, d, index), sizes, "IndexSelectBackward0");
    }

    public static NativeTensor Gather(NativeTensor x, long dim, NativeTensor index)
    {
        int d = Shape.Dim(dim, x.Rank);
        if (index.Type != ScalarType.Int64)
        {
            throw NativeError.Of("gather(): Expected dtype int64 for index");
        }

        RefuseOtherRank("Index tensor must have the same number of dimensions as input tensor", x, index);
        return Take(x, GridPositions("gather", x.Sizes, d, index), index.Sizes, "GatherBackward0");
    }

    public static NativeTensor Scatter(NativeTensor x, long dim, NativeTensor index, NativeTensor source, bool accumulate)
    {
        (int[] positions, NativeTensor part) = ScatterPlan(x, dim, index, source);
        return Put(x, positions, part, accumulate, accumulate ? "ScatterAddBackward0" : "ScatterBackward0");
    }

    public static void ScatterInPlace(NativeTensor self, long dim, NativeTensor index, NativeTensor source, bool accumulate)
    {
        (int[] positions, NativeTensor part) = ScatterPlan(self, dim, index, source);
        PutInPlace(self, positions, part, accumulate, accumulate ? "ScatterAddBackward0" : "ScatterBackward0");
    }

    public static NativeTensor IndexAdd(NativeTensor x, long dim, NativeTensor index, NativeTensor source, Scalar alpha)
    {
        int[] positions = IndexPlan("index_add", x, dim, index, source);
        return Put(x, positions, Scaled(source, alpha), accumulate: true, "IndexAddBackward0");
    }

    public static void IndexAddInPlace(NativeTensor self, long dim, NativeTensor index, NativeTensor source, Scalar alpha)
    {
        int[] positions = IndexPlan("index_add", self, dim, index, source);
        PutInPlace(self, positions, Scaled(source, alpha), accumulate: true, "IndexAddBackward0");
    }

    public static NativeTensor IndexCopy(NativeTensor x, long dim, NativeTensor index, NativeTensor source) =>
        Put(x, IndexPlan("index_copy", x, dim, index, source), source, accumulate: false, "IndexCopyBackward0");

    public static void IndexCopyInPlace(NativeTensor self, long dim, NativeTensor index, NativeTensor source) =>
        PutInPlace(self, IndexPlan("index_copy", self, dim, index, source), source, accumulate: false, "IndexCopyBackward0");

    public static NativeTensor IndexFill(NativeTensor x, long dim, NativeTensor index, Scalar value)
    {
        int[] positions = AlongPositions(x.Sizes, Shape.Dim(dim, x.Rank), index);
        NativeTensor source = Geometry.Expand(Convert(NativeTensor.Number(value), x.Type), [positions.Length]);
        return Put(x, positions, source, accumulate: false, "IndexFillBackward0");
    }

    public static NativeTensor RepeatInterleave(NativeTensor x, NativeTensor repeats, long? dim, long? outputSize)
    {
        if (dim is not long along)
        {
            return RepeatInterleave(Flatten(x, 0, -1), repeats, 0, outputSize);
        }

        RefuseNotIndex("repeats has to be Long or Int tensor", repeats);
        int d = Shape.Dim(along, x.Rank);
        long[] counts = repeats.ToLongs();
        if (repeats.Rank > 1 || (counts.Length != 1 && counts.Length != x.Sizes[d]))
        {
            throw NativeError.Of("repeats must have the same size as input along dim, but got " +
                $"repeats.size(0) = {Shape.Number(counts.Length)} and input.size({Shape.Number(d)}) = {Shape.Number(x.Sizes[d])}");
        }

        System.Collections.Generic.List<long> index = [];
        for (int i = 0; i < x.Sizes[d]; i++)
        {
            long count = counts[counts.Length == 1 ? 0 : i];
            for (long k = 0; k < (count >= 0 ? count : throw NativeError.Of("repeats can not be negative")); k++)
            {
                index.Add(i);
            }
        }

        if (outputSize is long wanted && wanted != index.Count)
        {
            throw NativeError.Of("allocated size does not match required size");
        }

        return IndexSelect(x, d, NativeTensor.From([.. index], [index.Count], ScalarType.Int64));
    }

    public static NativeTensor Flip(NativeTensor x, ReadOnlySpan<long> dims)
    {
        NativeTensor result = x;
        foreach (long dim in dims)
        {
            int d = Shape.Dim(dim, x.Rank);
            long[] index = new long[x.Sizes[d]];
            for (int i = 0; i < index.Length; i++)
            {
                index[i] = index.Length - 1 - i;
            }

            result = IndexSelect(result, d, NativeTensor.From(index, [index.Length], ScalarType.Int64));
        }

        return dims.IsEmpty ? Clone(x) : result;
    }

    public static NativeTensor Roll(NativeTensor x, long shift, long? dim)
    {
        if (dim is not long along)
        {
            return Reshape(Roll(Flatten(x, 0, -1), shift, 0), x.Sizes);
        }

        int d = Shape.Dim(along, x.Rank);
        long[] index = new long[x.Sizes[d]];
        for (int i = 0; i < index.Length; i++)
        {
            index[i] = (((i - shift) % index.Length) + index.Length) % index.Length;
        }

        return IndexSelect(x, d, NativeTensor.From(index, [index.Length], ScalarType.Int64));
    }

    /// <summary>Checks one index against the size of its dimension, counting negatives from the end where that is allowed.</summary>
    public static int InRange(long index, long size, string words) =>
        index >= 0 && index < size ? (int)index : throw NativeError.Of(words);
}
