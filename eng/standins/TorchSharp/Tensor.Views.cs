using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Windows on the same memory.</summary>
    public partial class Tensor
    {
        public Tensor alias() => Wrap(Ops.Alias(Native));

        public Tensor view(params long[] shape) => Wrap(Ops.View(Native, shape));

        public Tensor view_as(Tensor other) => view(other.shape);

        public Tensor reshape(params long[] shape) => Wrap(Ops.Reshape(Native, shape));

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Wrap(Ops.Flatten(Native, start_dim, end_dim));

        public Tensor ravel() => flatten();

        public Tensor unflatten(long dim, params long[] sizes) => Wrap(Ops.Unflatten(Native, dim, sizes));

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Wrap(Ops.Expand(Native, sizes));

        public Tensor expand(long[] sizes, bool isImplicit = false) => Wrap(Ops.Expand(Native, sizes));

        public Tensor expand(params long[] sizes) => Wrap(Ops.Expand(Native, sizes));

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor broadcast_to(params long[] shape) => expand(shape);

        public Tensor permute(params long[] permutation) => Wrap(Ops.Permute(Native, permutation));

        public Tensor permute(IEnumerable<long> permutation) => Wrap(Ops.Permute(Native, permutation.ToArray()));

        public Tensor transpose(long dim0, long dim1) => Wrap(Ops.Transpose(Native, dim0, dim1));

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor select(long dim, long index) => Wrap(Ops.Select(Native, dim, index));

        public Tensor narrow(long dim, long start, long length) => Wrap(Ops.Narrow(Native, dim, start, length));

        public Tensor slice(long dim, long start, long finish, long step) => Wrap(Ops.Slice(Native, dim, start, finish, step));

        public Tensor unsqueeze(long dim) => Wrap(Ops.Unsqueeze(Native, dim));

        public Tensor squeeze(long? dim = null) => Wrap(Ops.Squeeze(Native, dim));

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Wrap(Ops.Diagonal(Native, offset, dim1, dim2));

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Wrap(Ops.AsStrided(Native, size, strides, storageOffset));

        public Tensor unfold(long dimension, long size, long step) => Wrap(Ops.Unfold(Native, dimension, size, step));

        public Tensor detach() => Wrap(Ops.Detach(Native));

        public Tensor[] split(long size, int dim = 0) => WrapAll(Ops.SplitEvery(Native, size, dim));

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => WrapAll(Ops.Split(Native, sizes, dim));

        public Tensor[] split(long[] sizes, long dim = 0) => WrapAll(Ops.Split(Native, sizes, dim));

        public Tensor[] split(params long[] sizes) => WrapAll(Ops.Split(Native, sizes, 0));

        public Tensor[] chunk(long chunks, long dim = 0) => WrapAll(Ops.Chunk(Native, chunks, dim));

        public Tensor[] unbind(long dimension = 0) => WrapAll(Ops.Unbind(Native, dimension));
    }
}
