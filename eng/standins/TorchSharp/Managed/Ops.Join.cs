using System;
using System.Collections.Generic;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    public static NativeTensor Cat(NativeTensor[] parts, long dim)
    {
        if (parts.Length == 0)
        {
            throw NativeError.Of("torch.cat(): expected a non-empty list of Tensors");
        }

        // Empty vectors are skipped whatever the other shapes, a kindness of libtorch that its users rely on.
        List<NativeTensor> joined = [];
        foreach (NativeTensor part in parts)
        {
            if (part.Rank == 0)
            {
                throw NativeError.Of("zero-dimensional tensor (at position 0) cannot be concatenated");
            }

            if (part.Rank != 1 || part.Sizes[0] != 0)
            {
                joined.Add(part);
            }
        }

        ScalarType type = ElementTypes.ResultType(parts);
        if (joined.Count == 0)
        {
            return NativeTensor.Empty(type, [0]);
        }

        int d = Shape.Dim(dim, joined[0].Rank);
        long[] sizes = [.. joined[0].Sizes];
        sizes[d] = 0;
        long[] starts = new long[joined.Count];
        for (int i = 0; i < joined.Count; i++)
        {
            RefuseMisfit(joined[0].Sizes, joined[i].Sizes, d, i);
            starts[i] = sizes[d];
            sizes[d] += joined[i].Sizes[d];
        }

        NativeTensor result = joined[0].EmptyLike(type, sizes);
        for (int i = 0; i < joined.Count; i++)
        {
            Geometry.Slice(result, d, starts[i], joined[i].Sizes[d], 1).WriteFrom(joined[i]);
        }

        NativeTensor[] inputs = [.. joined];
        return Tape.Record(result, "CatBackward0", inputs, [], (g, _) =>
        {
            NativeTensor?[] grads = new NativeTensor?[inputs.Length];
            for (int i = 0; i < grads.Length; i++)
            {
                grads[i] = Convert(Geometry.Slice(g, d, starts[i], inputs[i].Sizes[d], 1), inputs[i].Type);
            }

            return grads;
        });
    }

    public static NativeTensor Stack(NativeTensor[] parts, long dim)
    {
        if (parts.Length == 0)
        {
            throw NativeError.Of("stack expects a non-empty TensorList");
        }

        int d = Shape.Dim(dim, parts[0].Rank + 1);
        foreach (NativeTensor part in parts)
        {
            if (!Shape.Same(part.Sizes, parts[0].Sizes))
            {
                throw NativeError.Of(
                    $"stack expects each tensor to be equal size, but got {Shape.Text(parts[0].Sizes)} at entry 0 and {Shape.Text(part.Sizes)} at another");
            }
        }

        return Cat(Array.ConvertAll(parts, part => Unsqueeze(part, d)), d);
    }

    public static NativeTensor Repeat(NativeTensor x, ReadOnlySpan<long> repeats)
    {
        int extra = repeats.Length - x.Rank;
        if (extra < 0)
        {
            throw NativeError.Of("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
        }

        long[] padded = new long[repeats.Length];
        Array.Fill(padded, 1);
        x.Sizes.CopyTo(padded, extra);
        List<long> interleaved = [];
        List<long> wanted = [];
        long[] sizes = new long[padded.Length];
        for (int d = 0; d < padded.Length; d++)
        {
            interleaved.AddRange([1, padded[d]]);
            wanted.AddRange([repeats[d], padded[d]]);
            sizes[d] = repeats[d] * padded[d];
        }

        return Reshape(Clone(Expand(Reshape(x, [.. interleaved]), [.. wanted])), sizes);
    }

    /// <summary>Constant padding; the pairs count from the last dimension. Negative amounts crop.</summary>
    public static NativeTensor Pad(NativeTensor x, ReadOnlySpan<long> pads, double value)
    {
        if (pads.Length % 2 != 0 || pads.Length / 2 > x.Rank)
        {
            throw NativeError.Of($"Padding length must be divisible by 2 and at most twice the number of dimensions of the input, but got {Shape.Text(pads)}");
        }

        long[] sizes = [.. x.Sizes];
        long[] before = new long[x.Rank];
        for (int i = 0; i < pads.Length / 2; i++)
        {
            int d = x.Rank - 1 - i;
            before[d] = pads[2 * i];
            sizes[d] += pads[2 * i] + pads[(2 * i) + 1];
        }

        int[] positions = new int[checked((int)Shape.Numel(sizes))];
        long[] strides = Shape.Contiguous(x.Sizes);
        bool[] outside = new bool[positions.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            long rest = i;
            long position = 0;
            for (int d = x.Rank - 1; d >= 0; d--)
            {
                long coordinate = (rest % sizes[d]) - before[d];
                rest /= sizes[d];
                outside[i] |= coordinate < 0 || coordinate >= x.Sizes[d];
                position += coordinate * strides[d];
            }

            positions[i] = outside[i] ? -1 : (int)position;
        }

        NativeTensor result = Take(x, positions, sizes, "ConstantPadNdBackward0");
        if (value != 0)
        {
            double[] values = result.ToDoubles();
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = outside[i] ? value : values[i];
            }

            result.Write(values);
        }

        return result;
    }

    private static void RefuseMisfit(long[] first, long[] other, int dim, int at)
    {
        if (first.Length != other.Length)
        {
            throw NativeError.Of($"Tensors must have same number of dimensions: got {Shape.Number(first.Length)} and {Shape.Number(other.Length)}");
        }

        for (int d = 0; d < first.Length; d++)
        {
            if (d != dim && first[d] != other[d])
            {
                throw NativeError.Of(
                    $"Sizes of tensors must match except in dimension {Shape.Number(dim)}. Expected size {Shape.Number(first[d])} but got size {Shape.Number(other[d])} " +
                    $"for tensor number {Shape.Number(at)} in the list.");
            }
        }
    }
}
