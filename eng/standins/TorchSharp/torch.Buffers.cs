using System;
using TorchSharp.Managed;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Shares the array where the type is its own; else each element, not each byte, is converted.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (offset < 0 || offset >= rawArray.LongLength)
        {
            throw new ArgumentException(FormattableString.Invariant($"invalid value for 'offset': {offset}"));
        }

        long length = count < 0 ? rawArray.LongLength - offset : count;
        if (length > rawArray.LongLength - offset)
        {
            throw new IndexOutOfRangeException(FormattableString.Invariant($"element count is too large: {length}"));
        }

        ScalarType own = ElementTypes.Of(rawArray.GetType().GetElementType()!);
        NativeTensor shared = new(Storage.Over(rawArray, own), [length], [1], offset);
        return Factory.Finish(Ops.Convert(shared, dtype), requires_grad);
    }

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        NativeTensor shared = new(Storage.Over(rawArray, ElementTypes.Of(rawArray.GetType().GetElementType()!)), [rawArray.LongLength], [1], 0);
        long[] sizes = new long[rawArray.Rank];
        for (int d = 0; d < sizes.Length; d++)
        {
            sizes[d] = rawArray.GetLongLength(d);
        }

        NativeTensor own = Ops.CloneOf(shared.Window(sizes, Shape.Contiguous(sizes), 0));
        NativeTensor typed = Ops.Convert(own, dtype ?? own.Type);
        return Factory.Finish(Factory.OnMeta(device) ? NativeTensor.EmptyMeta(typed.Type, sizes) : typed, requires_grad, names);
    }

    /// <summary>Linear algebra.</summary>
    public static partial class linalg
    {
        public static Tensor solve_triangular(
            Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null)
        {
            NativeTensor result = Ops.SolveTriangular(A.Native, B.Native, upper, left, unitriangular);
            if (@out is null)
            {
                return Tensor.Wrap(result);
            }

            Ops.Copy(@out.Native, result);
            return @out;
        }

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Tensor.Wrap(Ops.Norm(input.Native, dims ?? [], keepdim, ord));
    }
}
