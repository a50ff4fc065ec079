using System;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

internal static partial class Ops
{
    /// <summary>softmax(q·kᵀ/√d + mask)·v. A causal mask is aligned top left: query i sees keys 0 to i, however many keys there are.</summary>
    public static NativeTensor Attention(NativeTensor q, NativeTensor k, NativeTensor v, NativeTensor? mask, double dropout, bool causal)
    {
        if (q.Type != k.Type || q.Type != v.Type)
        {
            throw NativeError.Of(
                $"Expected query, key, and value to have the same dtype, but got query.dtype: {TypeWord(q.Type)} key.dtype: {TypeWord(k.Type)} and value.dtype: {TypeWord(v.Type)} instead.");
        }

        if (q.Rank < 2 || k.Rank < 2 || v.Rank < 2)
        {
            throw NativeError.Of("Expected query, key, and value to all be  at least 2 dimensional");
        }

        if (mask is not null && mask.Type != ScalarType.Bool && mask.Type != q.Type && mask.Type != ScalarType.Float32)
        {
            throw NativeError.Of(
                $"Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: {TypeWord(mask.Type)} and  query.dtype: {TypeWord(q.Type)} instead.");
        }

        // The batch dimensions must fit by broadcasting alone: grouped heads are refused, as the genuine call has no enable_gqa.
        _ = Shape.Broadcast(q.Sizes.AsSpan(0, q.Rank - 2), k.Sizes.AsSpan(0, k.Rank - 2));
        ScalarType working = Working(q.Type);
        NativeTensor query = Mul(Convert(q, working), NativeTensor.Number(1 / Math.Sqrt(q.Sizes[^1])));
        NativeTensor scores = Matmul(query, Transpose(Convert(k, working), -2, -1));
        NativeTensor? allowed = mask is { Type: ScalarType.Bool } ? mask
            : causal ? Triangle(Full([q.Sizes[^2], k.Sizes[^2]], 1, ScalarType.Bool), 0, upper: false)
            : null;
        if (allowed is not null)
        {
            scores = Where(allowed, scores, NativeTensor.Number(double.NegativeInfinity));
        }
        else if (mask is not null)
        {
            scores = Add(scores, Convert(mask, working));
        }

        // A row that may see nothing gives zeros, not NaN, as in libtorch.
        NativeTensor weights = Softmax(scores, -1, null, safe: true);
        NativeTensor dropped = dropout > 0 ? Dropout(weights, dropout) : weights;
        return Convert(Matmul(dropped, Convert(v, working)), q.Type);
    }

    public static NativeTensor Dropout(NativeTensor x, double p)
    {
        if (p is < 0 or > 1)
        {
            throw NativeError.Of("dropout probability has to be between 0 and 1, but got " + p.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        double[] kept = RandomSource.Uniform(checked((int)x.Numel), null);
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = kept[i] < p ? 0 : 1 / (1 - p);
        }

        return Mul(x, NativeTensor.From(kept, x.Sizes, x.Type));
    }

    public static NativeTensor Embedding(NativeTensor weight, NativeTensor index)
    {
        if (index.Type is not (ScalarType.Int64 or ScalarType.Int32))
        {
            throw NativeError.Of(
                "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; " +
                $"but got {ElementTypes.NativeName(index.Type)} instead (while checking arguments for embedding)");
        }

        NativeTensor rows = IndexSelect(weight, 0, Reshape(index, [-1]));
        return View(rows, [.. index.Sizes, .. weight.Sizes[1..]]);
    }

    /// <summary>Cross-entropy of class numbers; classes in dimension 1, or 0 for a single example.</summary>
    public static NativeTensor CrossEntropy(
        NativeTensor input, NativeTensor target, NativeTensor? weight, long ignored, nn.Reduction reduction, double smoothing)
    {
        if (target.Type != ScalarType.Int64)
        {
            throw NativeError.Of($"expected scalar type Long but found {ElementTypes.NativeName(target.Type)}");
        }

        int classDim = input.Rank == 1 ? 0 : 1;
        long classes = input.Size(classDim);
        if (!Shape.Same(Geometry.Without(input.Sizes, classDim), target.Sizes))
        {
            throw NativeError.Of(
                $"Expected input batch_size ({Shape.Number(input.Sizes[0])}) to match target batch_size ({Shape.Number(target.Rank == 0 ? 1 : target.Sizes[0])}).");
        }

        NativeTensor logs = LogSoftmax(input, classDim, null);
        NativeTensor skip = Compare(target, NativeTensor.Number(new Scalar(ignored)), static (a, b) => a == b, static (a, b) => a == b);
        NativeTensor safe = MaskedFill(target, skip, new Scalar(0L));
        foreach (long label in safe.ToLongs())
        {
            InRange(label, classes, $"Target {Shape.Number(label)} is out of bounds.");
        }

        NativeTensor picked = Squeeze(Gather(logs, classDim, Unsqueeze(safe, classDim)), classDim);
        NativeTensor scale = weight is null ? Full(target.Sizes, 1, input.Type) : Reshape(IndexSelect(weight, 0, Reshape(safe, [-1])), target.Sizes);
        scale = MaskedFill(scale, skip, new Scalar(0.0));
        NativeTensor losses = Neg(Mul(MaskedFill(picked, skip, new Scalar(0.0)), scale));
        NativeTensor total = Sum(scale, [], keepDim: false, null);
        NativeTensor result = Reduced(losses, reduction, total);
        if (smoothing <= 0)
        {
            return result;
        }

        NativeTensor spread = weight is null ? logs : Mul(logs, Reshape(weight, classDim == 0 ? [classes] : Ones(input.Rank, 1, classes)));
        NativeTensor uniform = MaskedFill(Neg(Sum(spread, [classDim], keepDim: false, null)), skip, new Scalar(0.0));
        return Add(
            Mul(result, NativeTensor.Number(1 - smoothing)),
            Mul(Reduced(uniform, reduction, total), NativeTensor.Number(smoothing / classes)));
    }

    public static NativeTensor LayerNorm(NativeTensor x, long[] normalized, NativeTensor? weight, NativeTensor? bias, double eps)
    {
        int rank = normalized.Length;
        if (rank == 0 || rank > x.Rank || !Shape.Same(x.Sizes.AsSpan(x.Rank - rank), normalized))
        {
            throw NativeError.Of(
                $"Given normalized_shape={Shape.Text(normalized)}, expected input with shape [*, {Shape.Text(normalized)[1..]}, but got input of size{Shape.Text(x.Sizes)}");
        }

        long[] dims = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            dims[i] = i - rank;
        }

        NativeTensor input = Convert(x, Working(x.Type));
        NativeTensor centred = Sub(input, Mean(input, dims, keepDim: true, null));
        NativeTensor variance = Mean(Square(centred), dims, keepDim: true, null);
        NativeTensor result = Mul(centred, Rsqrt(Add(variance, NativeTensor.Number(eps))));
        result = weight is null ? result : Mul(result, weight);
        return Convert(bias is null ? result : Add(result, bias), x.Type);
    }

    private static NativeTensor Reduced(NativeTensor losses, nn.Reduction reduction, NativeTensor total) => reduction switch
    {
        nn.Reduction.None => losses,
        nn.Reduction.Sum => Sum(losses, [], keepDim: false, null),
        _ => Div(Sum(losses, [], keepDim: false, null), total),
    };

    private static long[] Ones(int rank, int at, long value)
    {
        long[] sizes = new long[rank];
        Array.Fill(sizes, 1);
        sizes[at] = value;
        return sizes;
    }
}
