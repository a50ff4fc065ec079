using System;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    private static NativeTensor Scaled(NativeTensor source, Scalar alpha) => alpha.AsDouble == 1 ? source : Mul(source, NativeTensor.Number(alpha));

    private static void RefuseNotIndex(string words, NativeTensor index)
    {
        if (index.Type is not (ScalarType.Int64 or ScalarType.Int32))
        {
            throw NativeError.Of(words);
        }
    }

    private static void RefuseOtherRank(string words, NativeTensor x, NativeTensor index)
    {
        if (Math.Max(x.Rank, 1) != Math.Max(index.Rank, 1))
        {
            throw NativeError.Of(words);
        }
    }

    private static (int[] Positions, NativeTensor Part) ScatterPlan(NativeTensor x, long dim, NativeTensor index, NativeTensor source)
    {
        int d = Shape.Dim(dim, x.Rank);
        if (index.Type != ScalarType.Int64)
        {
            throw NativeError.Of("scatter(): Expected dtype int64 for index");
        }

        if (source.Type != x.Type)
        {
            throw NativeError.Of("scatter(): Expected self.dtype to be equal to src.dtype");
        }

        RefuseOtherRank("Index tensor must have the same number of dimensions as self tensor", x, index);
        RefuseOtherRank("Index tensor must have the same number of dimensions as src tensor", source, index);
        NativeTensor part = source;
        for (int k = 0; k < index.Rank; k++)
        {
            if (index.Sizes[k] > source.Sizes[k])
            {
                throw NativeError.Of(
                    $"Expected index {Shape.Text(index.Sizes)} to be no larger than self {Shape.Text(x.Sizes)} apart from dimension {Shape.Number(d)} " +
                    $"and to be no larger size than src {Shape.Text(source.Sizes)}");
            }

            part = index.Sizes[k] == source.Sizes[k] ? part : Narrow(part, k, 0, index.Sizes[k]);
        }

        return (GridPositions("scatter", x.Sizes, d, index), part);
    }

    private static int[] IndexPlan(string name, NativeTensor x, long dim, NativeTensor index, NativeTensor source)
    {
        int d = Shape.Dim(dim, x.Rank);
        RefuseNotIndex($"{name}_(): Expected dtype int32/int64 for index", index);
        if (source.Type != x.Type)
        {
            throw NativeError.Of(
                $"{name}_(): self ({ElementTypes.NativeName(x.Type)}) and source ({ElementTypes.NativeName(source.Type)}) must have the same scalar type");
        }

        long[] expected = [.. x.Sizes];
        if (expected.Length > 0)
        {
            expected[d] = index.Numel;
        }

        if (index.Rank > 1 || !Shape.Same(expected, source.Sizes))
        {
            throw NativeError.Of(
                $"{name}_(): Number of indices ({Shape.Number(index.Numel)}) and source {Shape.Text(source.Sizes)} do not fit self {Shape.Text(x.Sizes)} at dimension {Shape.Number(d)}");
        }

        return AlongPositions(x.Sizes, d, index);
    }

    /// <summary>Whole slices: for each entry of the index, every element with that coordinate at the dimension.</summary>
    private static int[] AlongPositions(long[] sizes, int dim, NativeTensor index)
    {
        long[] at = index.ToLongs();
        long size = sizes.Length == 0 ? 1 : sizes[dim];
        int inner = sizes.Length == 0 ? 1 : (int)Shape.Numel(sizes.AsSpan(dim + 1));
        int outer = sizes.Length == 0 ? 1 : (int)Shape.Numel(sizes.AsSpan(0, dim));
        int[] positions = new int[outer * at.Length * inner];
        int next = 0;
        for (int o = 0; o < outer; o++)
        {
            foreach (long entry in at)
            {
                int first = (int)((o * size) + InRange(entry, size, "index out of range in self")) * inner;
                for (int i = 0; i < inner; i++)
                {
                    positions[next++] = first + i;
                }
            }
        }

        return positions;
    }

    /// <summary>Single elements: each entry of the index replaces its own coordinate at the dimension.</summary>
    private static int[] GridPositions(string name, long[] sizes, int dim, NativeTensor index)
    {
        long[] at = index.ToLongs();
        int[] positions = new int[at.Length];
        long[] strides = Shape.Contiguous(sizes);
        for (int d = 0; d < index.Rank; d++)
        {
            if (d != dim && index.Sizes[d] > sizes[d])
            {
                throw NativeError.Of(
                    $"Size does not match at dimension {Shape.Number(d)} expected index {Shape.Text(index.Sizes)} to be no larger than self {Shape.Text(sizes)} " +
                    $"apart from dimension {Shape.Number(dim)}");
            }
        }

        for (int i = 0; i < at.Length; i++)
        {
            long rest = i;
            long position = 0;
            for (int d = index.Rank - 1; d >= 0; d--)
            {
                long coordinate = rest % index.Sizes[d];
                rest /= index.Sizes[d];
                long size = sizes.Length == 0 ? 1 : sizes[d];
                position += d == dim
                    ? InRange(at[i], size, $"index {Shape.Number(at[i])} is out of bounds for dimension {Shape.Number(dim)} with size {Shape.Number(size)} ({name})") * (sizes.Length == 0 ? 1 : strides[d])
                    : coordinate * strides[d];
            }

            positions[i] = (int)position;
        }

        return positions;
    }
}
