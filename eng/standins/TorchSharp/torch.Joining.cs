using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Tensor.Wrap(Ops.Cat(Natives(tensors), dim));

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Tensor.Wrap(Ops.Cat(Natives(tensors), dim));

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Tensor.Wrap(Ops.Cat(Natives(tensors.ToArray()), dim));

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Tensor.Wrap(Ops.Stack(Natives(tensors), dim));

    public static Tensor where(Tensor condition, Tensor x, Tensor y) =>
        Tensor.Wrap(Ops.Where(Tensor.Condition(condition), x.Native, y.Native));

    public static Tensor[] where(Tensor condition) => Tensor.WrapAll(Ops.Unbind(Ops.NonZero(condition.Native), 1));

    public static Tensor einsum(string equation, params Tensor[] tensors) => Tensor.Wrap(Einsum.Run(equation, Natives(tensors)));

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        NativeTensor[] axes = Natives(tensors);
        if (indexing != "ij")
        {
            throw new NotSupportedException("meshgrid: only the indexing 'ij' is part of this library.");
        }

        long[] sizes = [.. axes.Select(static a => a.Numel)];
        return Tensor.WrapAll([.. axes.Select((axis, at) =>
        {
            long[] own = new long[sizes.Length];
            Array.Fill(own, 1);
            own[at] = sizes[at];
            return Ops.Expand(Ops.Reshape(axis, own), sizes);
        })]);
    }

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors)
    {
        long[] sizes = tensors.Aggregate(Array.Empty<long>(), static (all, t) => Shape.Broadcast(all, t.Native.Sizes));
        return [.. tensors.Select(t => t.expand(sizes))];
    }

    private static NativeTensor[] Natives(IEnumerable<Tensor> tensors) => [.. tensors.Select(static t => t.Native)];
}
