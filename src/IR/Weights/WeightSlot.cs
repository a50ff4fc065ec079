using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// A weight as the compute functions want it, and how it is put together from the checkpoint.
/// A slot used by a layer block exists once for each layer of the block.
/// </summary>
/// <param name="Name">Our name, unique in a model.</param>
/// <param name="Rows">Output rows; for a vector its length.</param>
/// <param name="Columns">Input columns; 1 for a vector.</param>
/// <param name="Alternatives">Ways to fill it, in order of preference: the first whose keys are all in the checkpoint is taken.</param>
internal sealed record WeightSlot(string Name, WeightKind Kind, int Rows, int Columns, EquatableArray<WeightAlternative> Alternatives)
{
    public static WeightSlot Vector(string name, int length, string key, params int[] shape) =>
        new(name, WeightKind.Vector, length, 1, [new WeightAlternative([WeightSource.Whole(key, new EquatableArray<int>(shape.Length == 0 ? [length] : shape))])]);

    public static WeightSlot Matrix(string name, int rows, int columns, params WeightSource[] sources) =>
        new(name, WeightKind.Matrix, rows, columns, [new WeightAlternative(sources.ToEquatableArray())]);
}

/// <summary>How a slot is stored on the device.</summary>
internal enum WeightKind
{
    /// <summary>In the storage format asked for, rows padded to 8 columns.</summary>
    Matrix,

    /// <summary>Always float32.</summary>
    Vector,
}

/// <summary>One way to fill a slot: the rows of all its sources together are the slot's rows.</summary>
internal sealed record WeightAlternative(EquatableArray<WeightSource> Sources);

/// <summary>
/// A checkpoint tensor (or one for each expert) and where its rows go.
/// <paramref name="Key"/> may hold <c>{layer}</c> and <c>{expert}</c>; <paramref name="Shape"/> is that of one tensor.
/// A tensor counts as rows of its last dimension; a vector as rows of one column; a convolution weight [C, 1, k] as C rows of k.
/// </summary>
internal sealed record WeightSource(string Key, EquatableArray<int> Shape, int Experts, EquatableArray<RowBlock> Blocks)
{
    public static WeightSource Whole(string key, EquatableArray<int> shape) =>
        Rows(key, shape, new RowBlock(0, 0, 0, 0, shape.Count == 1 ? shape[0] : shape.Take(shape.Count - 1).Aggregate(1, static (a, b) => a * b)));

    public static WeightSource Rows(string key, EquatableArray<int> shape, params RowBlock[] blocks) => new(key, shape, 0, blocks.ToEquatableArray());

    /// <summary>Every expert's tensor, whole, at <paramref name="targetStart"/> of that expert's <paramref name="expertStride"/> rows.</summary>
    public static WeightSource PerExpert(string key, EquatableArray<int> shape, int experts, int targetStart, int expertStride) =>
        new(key, shape, experts, [new RowBlock(0, 0, targetStart, 0, shape[0], 1, expertStride)]);
}

/// <summary>
/// For each expert e and each j below <paramref name="Blocks"/>: <paramref name="Rows"/> rows from source row
/// <c>SourceStart + j*SourceStride</c> go to slot row <c>e*ExpertStride + TargetStart + j*TargetStride</c>.
/// </summary>
internal sealed record RowBlock(int SourceStart, int SourceStride, int TargetStart, int TargetStride, int Rows, int Blocks = 1, int ExpertStride = 0);
