using System;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    public static NativeTensor Mm(NativeTensor a, NativeTensor b)
    {
        RefuseRank("self must be a matrix", a, 2);
        RefuseRank("mat2 must be a matrix", b, 2);
        return a.Sizes[1] == b.Sizes[0] ? Squeeze(Bmm(Unsqueeze(a, 0), Unsqueeze(b, 0)), 0) : throw NativeError.Of(
            $"mat1 and mat2 shapes cannot be multiplied ({Pair(a.Sizes)} and {Pair(b.Sizes)})");
    }

    public static NativeTensor Bmm(NativeTensor a, NativeTensor b)
    {
        RefuseRank("batch1 must be a 3D tensor", a, 3);
        RefuseRank("batch2 must be a 3D tensor", b, 3);
        if (a.Sizes[0] != b.Sizes[0] || a.Sizes[2] != b.Sizes[1])
        {
            throw NativeError.Of(
                $"Expected size for first two dimensions of batch2 tensor to be: {Shape.Text([a.Sizes[0], a.Sizes[2]])} but got: {Shape.Text([b.Sizes[0], b.Sizes[1]])}.");
        }

        RefuseOtherType("expected scalar type {0} but found {1}", a, b);
        NativeTensor result = BatchProduct(a, Geometry.Transpose(b, 1, 2));
        return Tape.Record(result, "BmmBackward0", [a, b], [a, b], (g, s) =>
        [
            a.RequiresGrad ? BatchProduct(g, s[1]) : null,
            b.RequiresGrad ? BatchProduct(Geometry.Transpose(s[0], 1, 2), Geometry.Transpose(g, 1, 2)) : null,
        ]);
    }

    /// <summary>
    /// With every case of torch.matmul: vectors, matrices and broadcast batches of them. What is refused here with an
    /// ExternalException ends the process in the genuine package, which has no guard around this one entry.
    /// </summary>
    public static NativeTensor Matmul(NativeTensor a, NativeTensor b)
    {
        if (a.Rank == 0 || b.Rank == 0)
        {
            throw NativeError.Of($"both arguments to matmul need to be at least 1D, but they are {Shape.Number(a.Rank)}D and {Shape.Number(b.Rank)}D");
        }

        NativeTensor left = a.Rank == 1 ? Unsqueeze(a, 0) : a;
        NativeTensor right = b.Rank == 1 ? Unsqueeze(b, 1) : b;
        long rows = left.Sizes[^2];
        long inner = left.Sizes[^1];
        long columns = right.Sizes[^1];
        if (inner != right.Sizes[^2])
        {
            throw NativeError.Of($"mat1 and mat2 shapes cannot be multiplied ({Pair([rows, inner])} and {Pair([right.Sizes[^2], columns])})");
        }

        RefuseOtherType("expected m1 and m2 to have the same dtype, but got: {0} != {1}", a, b);
        long[] batch = Shape.Broadcast(left.Sizes.AsSpan(0, left.Rank - 2), right.Sizes.AsSpan(0, right.Rank - 2));
        long count = Shape.Numel(batch);
        NativeTensor product = Bmm(
            Reshape(Expand(left, [.. batch, rows, inner]), [count, rows, inner]),
            Reshape(Expand(right, [.. batch, inner, columns]), [count, inner, columns]));
        long[] sizes = batch;
        if (a.Rank > 1)
        {
            sizes = [.. sizes, rows];
        }

        if (b.Rank > 1)
        {
            sizes = [.. sizes, columns];
        }

        return Reshape(product, sizes);
    }

    public static NativeTensor Linear(NativeTensor input, NativeTensor weight, NativeTensor? bias)
    {
        if (weight.Rank is not (1 or 2) || input.Rank == 0)
        {
            throw NativeError.Of("linear(): input and weight must be at least 1D, and weight at most 2D");
        }

        NativeTensor matrix = weight.Rank == 1 ? Unsqueeze(weight, 0) : weight;
        long inner = matrix.Sizes[1];
        long columns = matrix.Sizes[0];
        long rows = input.Sizes[^1] == 0 ? 0 : input.Numel / input.Sizes[^1];
        if (input.Sizes[^1] != inner)
        {
            throw NativeError.Of($"mat1 and mat2 shapes cannot be multiplied ({Pair([rows, input.Sizes[^1]])} and {Pair([inner, columns])})");
        }

        RefuseOtherType("mat1 and mat2 must have the same dtype, but got {0} and {1}", input, weight);
        if (bias is not null)
        {
            RefuseOtherType("mat1 and bias must have the same dtype, but got {0} and {1}", input, bias);
        }

        if (input.IsMeta || weight.IsMeta)
        {
            return NativeTensor.EmptyMeta(input.Type, [.. input.Sizes[..^1], columns]);
        }

        NativeTensor flat = Reshape(input, [1, rows, inner]);
        NativeTensor product = Bmm(flat, Transpose(Unsqueeze(matrix, 0), 1, 2));
        NativeTensor shaped = View(product, weight.Rank == 1 ? input.Sizes[..^1] : [.. input.Sizes[..^1], columns]);
        return bias is null ? shaped : Add(shaped, bias);
    }

    public static NativeTensor Dot(NativeTensor a, NativeTensor b)
    {
        RefuseRank("1D tensors expected, but got a tensor of another rank", a, 1);
        RefuseRank("1D tensors expected, but got a tensor of another rank", b, 1);
        return a.Sizes[0] == b.Sizes[0] ? Matmul(a, b) : throw NativeError.Of(
            $"inconsistent tensor size, expected tensor [{Shape.Number(a.Sizes[0])}] and src [{Shape.Number(b.Sizes[0])}] to have the same number of elements");
    }

    public static NativeTensor Outer(NativeTensor a, NativeTensor b)
    {
        RefuseRank("outer: Expected 1-D argument self", a, 1);
        RefuseRank("outer: Expected 1-D argument vec2", b, 1);
        return Mul(Unsqueeze(a, 1), b);
    }

    /// <summary><c>beta·x + alpha·(a @ b)</c>.</summary>
    public static NativeTensor AddProduct(NativeTensor x, NativeTensor product, float beta, float alpha) =>
        Add(beta == 1 ? x : Mul(x, NativeTensor.Number(beta)), alpha == 1 ? product : Mul(product, NativeTensor.Number(alpha)));

    /// <summary>For each batch, the rows of one by the rows of the other.</summary>
    private static NativeTensor BatchProduct(NativeTensor a, NativeTensor bRows)
    {
        int batch = (int)a.Sizes[0];
        int rows = (int)a.Sizes[1];
        int inner = (int)a.Sizes[2];
        int columns = (int)bRows.Sizes[1];
        long[] sizes = [batch, rows, columns];
        if (a.IsMeta || bRows.IsMeta)
        {
            return NativeTensor.EmptyMeta(a.Type, sizes);
        }

        if (!a.IsFloat)
        {
            long[] whole = new long[batch * rows * columns];
            Multiply<long>(a.ToLongs(), bRows.ToLongs(), whole, batch, rows, columns, inner);
            return NativeTensor.From(whole, sizes, a.Type);
        }

        if (a.Type == ScalarType.Float64)
        {
            double[] doubles = new double[batch * rows * columns];
            Multiply<double>(a.ToDoubles(), bRows.ToDoubles(), doubles, batch, rows, columns, inner);
            return NativeTensor.From(doubles, sizes, a.Type);
        }

        float[] floats = new float[batch * rows * columns];
        Multiply(a.ToFloats(), bRows.ToFloats(), floats, batch, rows, columns, inner);
        return NativeTensor.From(floats, sizes, a.Type);
    }

    private static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int batch, int rows, int columns, int inner)
        where T : struct, System.Numerics.INumber<T>
    {
        for (int i = 0; i < batch; i++)
        {
            Products.RowsByRows(
                a.Slice(i * rows * inner, rows * inner),
                b.Slice(i * columns * inner, columns * inner),
                c.Slice(i * rows * columns, rows * columns),
                rows,
                columns,
                inner);
        }
    }

    private static void RefuseRank(string words, NativeTensor x, int rank)
    {
        if (x.Rank != rank)
        {
            throw NativeError.Of(words);
        }
    }

    private static void RefuseOtherType(string words, NativeTensor a, NativeTensor b)
    {
        if (a.Type != b.Type)
        {
            throw NativeError.Of(words
                .Replace("{0}", TypeWord(a.Type), StringComparison.Ordinal)
                .Replace("{1}", TypeWord(b.Type), StringComparison.Ordinal));
        }
    }

    private static string TypeWord(ScalarType type) => type switch
    {
        ScalarType.Float32 => "float",
        ScalarType.Float64 => "double",
        ScalarType.Float16 => "c10::Half",
        ScalarType.BFloat16 => "c10::BFloat16",
        _ => ElementTypes.NativeName(type),
    };

    private static string Pair(ReadOnlySpan<long> sizes) => $"{Shape.Number(sizes[0])}x{Shape.Number(sizes[1])}";
}
