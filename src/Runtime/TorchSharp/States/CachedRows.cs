using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Keys or values as they are cached, a row for each head and column: numbers of the cache's type; where that is int8, with a float32 scale for every 32 of a row.</summary>
/// <param name="Numbers">[…, head dimension], of int8 rounded up to whole groups.</param>
/// <param name="Scales">[…, groups].</param>
internal sealed record CachedRows(Tensor Numbers, Tensor? Scales)
{
    /// <summary>What is divided by where all numbers of a group are 0.</summary>
    private const float LeastScale = 1e-38f;

    /// <summary>All tensors of it.</summary>
    public IReadOnlyList<Tensor> All => Scales is null ? [Numbers] : [Numbers, Scales];

    /// <summary>Bytes of a row.</summary>
    public static long RowBytes(long headDim, ScalarType type) => type == ScalarType.Int8
        ? Groups(headDim) * (CacheFormats.Group + sizeof(float))
        : headDim * TorchTypes.Of(type).SizeInBytes();

    /// <summary>Rows of zeros.</summary>
    /// <param name="rows">How many, along each dimension.</param>
    /// <param name="headDim">Numbers of a row.</param>
    /// <param name="type">The cache's type.</param>
    /// <param name="device">Where.</param>
    public static CachedRows Zeros(IReadOnlyList<long> rows, long headDim, ScalarType type, Device device) => type == ScalarType.Int8
        ? new CachedRows(zeros([.. rows, Groups(headDim) * CacheFormats.Group], dtype: type, device: device), zeros([.. rows, Groups(headDim)], dtype: float32, device: device))
        : new CachedRows(zeros([.. rows, headDim], dtype: type, device: device), null);

    public CachedRows Narrow(long dimension, long first, long count) => new(Numbers.narrow(dimension, first, count), Scales?.narrow(dimension, first, count));

    public CachedRows Select(long index) => new(Numbers.select(0, index).DetachFromDisposeScope(), Scales?.select(0, index).DetachFromDisposeScope());

    /// <summary>One for each layer.</summary>
    public CachedRows[] Unbind()
    {
        Tensor[] numbers = Numbers.unbind(0);
        Tensor[]? scales = Scales?.unbind(0);
        return [.. numbers.Select((layer, i) => new CachedRows(layer, scales?[i]))];
    }

    /// <summary>Writes all rows.</summary>
    public void Write(Tensor rows)
    {
        (Tensor numbers, Tensor? scales) = Encode(rows);
        Numbers.copy_(numbers);
        Scales?.copy_(scales!);
    }

    /// <summary>Writes the rows of one column.</summary>
    /// <param name="dimension">Which dimension counts columns.</param>
    /// <param name="column">The column's number, int64 [1].</param>
    /// <param name="rows">What is written there.</param>
    public void Write(long dimension, Tensor column, Tensor rows)
    {
        (Tensor numbers, Tensor? scales) = Encode(rows);
        Numbers.index_copy_(dimension, column, numbers);
        Scales?.index_copy_(dimension, column, scales!);
    }

    /// <summary>The rows in another type: a view where they have it.</summary>
    /// <param name="type">The type that is computed in.</param>
    /// <param name="headDim">Numbers of a row.</param>
    public Tensor Read(ScalarType type, long headDim)
    {
        if (Scales is null)
        {
            return As(type, Numbers);
        }

        Tensor scaled = Numbers.to(type).reshape([.. Scales.shape, CacheFormats.Group]) * As(type, Scales).unsqueeze(-1);
        return scaled.reshape(Numbers.shape).narrow(-1, 0, headDim);
    }

    public void Dispose()
    {
        Numbers.Dispose();
        Scales?.Dispose();
    }

    private (Tensor Numbers, Tensor? Scales) Encode(Tensor rows)
    {
        if (Scales is null)
        {
            return (As(Numbers.dtype, rows), null);
        }

        long padding = Numbers.shape[^1] - rows.shape[^1];
        Tensor wide = rows.to(float32);
        Tensor padded = padding == 0 ? wide : nn.functional.pad(wide, [0, padding]);
        Tensor groups = padded.reshape([.. rows.shape[..^1], Scales.shape[^1], CacheFormats.Group]);
        Tensor scales = groups.abs().amax([-1], keepdim: true) / sbyte.MaxValue;
        Tensor codes = (groups / scales.clamp_min(LeastScale)).round().to(int8);
        return (codes.reshape([.. rows.shape[..^1], Numbers.shape[^1]]), scales.squeeze(-1));
    }

    private static long Groups(long headDim) => (headDim + CacheFormats.Group - 1) / CacheFormats.Group;

    private static Tensor As(ScalarType type, Tensor x) => x.dtype == type ? x : x.to(type);
}
