using System;
using System.Collections.Generic;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    public static NativeTensor Alias(NativeTensor x) => Tape.View("AliasBackward0", x, static t => t.Window());

    public static NativeTensor Detach(NativeTensor x) => x.Window();

    public static NativeTensor View(NativeTensor x, ReadOnlySpan<long> wanted)
    {
        long[] sizes = Shape.Infer(wanted, x.Numel);
        if (Geometry.ViewStrides(x, sizes) is null)
        {
            throw NativeError.Of(
                "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). " +
                "Use .reshape(...) instead.");
        }

        return Tape.View("ViewBackward0", x, t => t.Window(sizes, Geometry.ViewStrides(t, sizes)!, t.Offset));
    }

    /// <summary>A view where the strides allow one, else a copy.</summary>
    public static NativeTensor Reshape(NativeTensor x, ReadOnlySpan<long> wanted)
    {
        long[] sizes = Shape.Infer(wanted, x.Numel);
        return Geometry.ViewStrides(x, sizes) is null ? View(Clone(x), sizes) : View(x, sizes);
    }

    public static NativeTensor Expand(NativeTensor x, ReadOnlySpan<long> wanted)
    {
        long[] sizes = Geometry.Expand(x, wanted).Sizes;
        return Tape.View("ExpandBackward0", x, t => Geometry.Expand(t, sizes));
    }

    public static NativeTensor Permute(NativeTensor x, ReadOnlySpan<long> order)
    {
        long[] dims = order.ToArray();
        return Tape.View("PermuteBackward0", x, t => Geometry.Permute(t, dims));
    }

    public static NativeTensor Transpose(NativeTensor x, long dim0, long dim1)
    {
        int a = Shape.Dim(dim0, x.Rank);
        int b = Shape.Dim(dim1, x.Rank);
        return Tape.View("TransposeBackward0", x, t => Geometry.Transpose(t, a, b));
    }

    public static NativeTensor Select(NativeTensor x, long dim, long index)
    {
        if (x.Rank == 0)
        {
            throw NativeError.Of("select() cannot be applied to a 0-dim tensor.");
        }

        int d = Shape.Dim(dim, x.Rank);
        long at = index < 0 ? index + x.Sizes[d] : index;
        if (at < 0 || at >= x.Sizes[d])
        {
            throw NativeError.Of(
                $"select(): index {Shape.Number(index)} out of range for tensor of size {Shape.Text(x.Sizes)} at dimension {Shape.Number(d)}");
        }

        return Tape.View("SelectBackward0", x, t => Geometry.Select(t, d, at));
    }

    public static NativeTensor Narrow(NativeTensor x, long dim, long start, long length)
    {
        if (x.Rank == 0)
        {
            throw NativeError.Of("narrow() cannot be applied to a 0-dim tensor.");
        }

        int d = Shape.Dim(dim, x.Rank);
        long from = start < 0 ? start + x.Sizes[d] : start;
        if (length < 0)
        {
            throw NativeError.Of("narrow(): length must be non-negative.");
        }

        if (from < 0 || from > x.Sizes[d] || from + length > x.Sizes[d])
        {
            throw NativeError.Of(
                $"start ({Shape.Number(from)}) + length ({Shape.Number(length)}) exceeds dimension size ({Shape.Number(x.Sizes[d])}).");
        }

        return Tape.View("SliceBackward0", x, t => Geometry.Slice(t, d, from, length, 1));
    }

    /// <summary>Clamps both ends into the dimension, as Python's slices do.</summary>
    public static NativeTensor Slice(NativeTensor x, long dim, long start, long finish, long step)
    {
        if (step <= 0)
        {
            throw NativeError.Of("slice step must be positive");
        }

        if (x.Rank == 0)
        {
            throw NativeError.Of("slice() cannot be applied to a 0-dim tensor.");
        }

        int d = Shape.Dim(dim, x.Rank);
        long size = x.Sizes[d];
        long from = Math.Clamp(start < 0 ? start + size : start, 0, size);
        long to = Math.Clamp(finish < 0 ? finish + size : finish, from, size);
        long length = (to - from + step - 1) / step;
        return Tape.View("SliceBackward0", x, t => Geometry.Slice(t, d, from, length, step));
    }

    public static NativeTensor Unsqueeze(NativeTensor x, long dim)
    {
        int d = Shape.Dim(dim, x.Rank + 1);
        return Tape.View("UnsqueezeBackward0", x, t => Geometry.Unsqueeze(t, d));
    }

    public static NativeTensor Squeeze(NativeTensor x, long? dim) => Tape.View("SqueezeBackward0", x, t => Geometry.Squeeze(t, dim));

    public static NativeTensor Flatten(NativeTensor x, long startDim, long endDim)
    {
        if (x.Rank == 0)
        {
            return Reshape(x, [1]);
        }

        int start = Shape.Dim(startDim, x.Rank);
        int end = Shape.Dim(endDim, x.Rank);
        if (start > end)
        {
            throw NativeError.Of("flatten() has invalid args: start_dim cannot come after end_dim");
        }

        List<long> sizes = [.. x.Sizes[..start], Shape.Numel(x.Sizes.AsSpan(start, end - start + 1)), .. x.Sizes[(end + 1)..]];
        return Reshape(x, [.. sizes]);
    }

    public static NativeTensor Unflatten(NativeTensor x, long dim, ReadOnlySpan<long> wanted)
    {
        int d = Shape.Dim(dim, x.Rank);
        long[] inner = Shape.Infer(wanted, x.Sizes[d]);
        return View(x, [.. x.Sizes[..d], .. inner, .. x.Sizes[(d + 1)..]]);
    }

    public static NativeTensor Diagonal(NativeTensor x, long offset, long dim1, long dim2)
    {
        int a = Shape.Dim(dim1, x.Rank);
        int b = Shape.Dim(dim2, x.Rank);
        if (a == b)
        {
            throw NativeError.Of("diagonal dimensions cannot be identical");
        }

        return Tape.View("DiagonalBackward0", x, t =>
        {
            long length = Math.Max(0, offset >= 0
                ? Math.Min(t.Sizes[a], t.Sizes[b] - offset)
                : Math.Min(t.Sizes[a] + offset, t.Sizes[b]));
            long start = length == 0 ? 0 : offset >= 0 ? offset * t.Strides[b] : -offset * t.Strides[a];
            int high = Math.Max(a, b);
            int low = Math.Min(a, b);
            long[] sizes = [.. Geometry.Without(Geometry.Without(t.Sizes, high), low), length];
            long[] strides = [.. Geometry.Without(Geometry.Without(t.Strides, high), low), t.Strides[a] + t.Strides[b]];
            return t.Window(sizes, strides, t.Offset + start);
        });
    }

    public static NativeTensor AsStrided(NativeTensor x, long[] sizes, long[] strides, long offset) =>
        Tape.View("AsStridedBackward0", x, t => t.Window([.. sizes], [.. strides], offset));

    public static NativeTensor Unfold(NativeTensor x, long dimension, long size, long step)
    {
        int d = Shape.Dim(dimension, x.Rank);
        if (size > x.Sizes[d] || step <= 0)
        {
            throw NativeError.Of(
                $"maximum size for tensor at dimension {Shape.Number(d)} is {Shape.Number(x.Sizes[d])} but size is {Shape.Number(size)}");
        }

        return Tape.View("UnfoldBackward0", x, t =>
        {
            long[] sizes = [.. t.Sizes, size];
            long[] strides = [.. t.Strides, t.Strides[d]];
            sizes[d] = ((t.Sizes[d] - size) / step) + 1;
            strides[d] *= step;
            return t.Window(sizes, strides, t.Offset);
        });
    }
}
