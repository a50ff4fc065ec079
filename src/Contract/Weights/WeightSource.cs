using System;
using System.Collections.Generic;
using System.Globalization;

namespace Modelwright.Contract;

/// <summary>
/// Checkpoint tensors that a slot is made of. A tensor is seen as a matrix of (product of all dimensions but the last) rows and (last dimension) columns;
/// a one-dimensional tensor [n] as n rows of one column.
/// </summary>
/// <param name="Key">The checkpoint's key, with <c>{layer}</c> and <c>{expert}</c> where numbers stand.</param>
/// <param name="Shape">The shape of one checkpoint tensor.</param>
/// <param name="Experts">0, or how many tensors there are: the key stands for the experts 0 to Experts - 1.</param>
/// <param name="Blocks">Which of its rows go where.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record WeightSource(string Key, EquatableArray<int> Shape, int Experts, EquatableArray<RowBlock> Blocks)
{
    /// <summary>Whether the first dimension alone counts rows, as a convolution over its whole input is a product: all others together are the columns.</summary>
    public bool Flattened { get; init; }

    /// <summary>Whether the last two dimensions are exchanged before rows are counted: of a tensor [experts, inputs, outputs] each output of an expert is a row.</summary>
    public bool Transposed { get; init; }

    /// <summary>Whether it stays in 16 bits or more where weights are quantised while they are loaded: little memory, much hangs on it.</summary>
    public bool Wide { get; init; }

    /// <summary>Rows of one tensor, seen as a matrix.</summary>
    public int Rows => Flattened ? Shape[0] : Transposed ? MatrixShape.Rows(Shape) / Shape[^2] * Shape[^1] : MatrixShape.Rows(Shape);

    /// <summary>Columns of one tensor, seen as a matrix.</summary>
    public int Columns => Flattened ? MatrixShape.Rows(Shape) / Shape[0] * MatrixShape.Columns(Shape) : Transposed ? Shape[^2] : MatrixShape.Columns(Shape);

    /// <summary>A whole tensor, whose first row becomes slot row <paramref name="targetRow"/>.</summary>
    public static WeightSource Whole(string key, EquatableArray<int> shape, int targetRow = 0) =>
        new(key, shape, Experts: 0, [RowBlock.Run(0, targetRow, MatrixShape.Rows(shape))]);

    /// <summary>A whole tensor, each entry of its first dimension one row.</summary>
    public static WeightSource Flat(string key, EquatableArray<int> shape) => new(key, shape, Experts: 0, [RowBlock.Run(0, 0, shape[0])]) { Flattened = true };

    /// <summary>A whole tensor of matrices, each transposed.</summary>
    public static WeightSource Transpose(string key, EquatableArray<int> shape)
    {
        WeightSource source = new(key, shape, Experts: 0, []) { Transposed = true };
        return source with { Blocks = [RowBlock.Run(0, 0, source.Rows)] };
    }

    /// <summary>Some rows of a tensor.</summary>
    public static WeightSource Part(string key, EquatableArray<int> shape, params EquatableArray<RowBlock> blocks) =>
        new(key, shape, Experts: 0, blocks);

    /// <summary>
    /// One tensor an expert, each whole: expert e's first row becomes slot row <c>e * expertStride + targetRow</c>.
    /// Its rows go <paramref name="rowStride"/> rows apart. An <paramref name="expertStride"/> of 0 stands for the tensor's own rows: the experts follow each other.
    /// </summary>
    public static WeightSource EachExpert(string key, EquatableArray<int> shape, int experts, int targetRow = 0, int expertStride = 0, int rowStride = 1)
    {
        int rows = MatrixShape.Rows(shape);
        return new(key, shape, experts, [new RowBlock(0, 0, targetRow, 0, rows, ExpertTargetStride: expertStride == 0 ? rows : expertStride, RowStride: rowStride)]);
    }

    /// <summary>The checkpoint's key for a layer and an expert; numbers that the key has no place for are not used.</summary>
    public string KeyFor(int layer, int expert) => Key
        .Replace("{layer}", layer.ToString(CultureInfo.InvariantCulture))
        .Replace("{expert}", expert.ToString(CultureInfo.InvariantCulture));

    /// <summary>All of the checkpoint's keys for a layer.</summary>
    public IEnumerable<string> KeysFor(int layer)
    {
        for (int expert = 0; expert < Math.Max(1, Experts); expert++)
        {
            yield return KeyFor(layer, expert);
        }
    }
}
