namespace Modelwright.Contract;

/// <summary>
/// One weight as the generated code uses it: a matrix of rows and columns for each layer that has it, and how it is made from a checkpoint.
/// The compiler's graphs name slots before it is known which layers have them; the manifest says which.
/// </summary>
/// <param name="Name">Our name, unique in the model.</param>
/// <param name="Kind">How it is stored.</param>
/// <param name="Rows">Rows for one layer.</param>
/// <param name="Columns">Columns, without padding.</param>
/// <param name="Layers">Numbers of the layers that have it, ascending; empty for one that stands outside the layers.</param>
/// <param name="Alternatives">Ways to make it, the preferred one first: the first whose keys are all in the checkpoint is used; of several with the same keys the one whose shapes the tensors have.</param>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
sealed record WeightSlot(
    string Name, WeightKind Kind, int Rows, int Columns, EquatableArray<int> Layers, EquatableArray<WeightAlternative> Alternatives)
{
    /// <summary>What stands for the layer of a slot outside the layers.</summary>
    public const int NoLayer = -1;

    /// <summary>A slot made from one tensor of the checkpoint, whole. <paramref name="shape"/> is the tensor's.</summary>
    public static WeightSlot Of(string name, WeightKind kind, string key, EquatableArray<int> shape, params EquatableArray<int> layers) =>
        new(name, kind, MatrixShape.Rows(shape), MatrixShape.Columns(shape), layers, [WeightAlternative.Of(WeightSource.Whole(key, shape))]);

    /// <summary>A vector that is one tensor of the checkpoint, of layers to be named.</summary>
    public static WeightSlot Vector(string name, int length, string key) => Of(name, WeightKind.Vector, key, [length]);

    /// <summary>A matrix that can be made in one way, of layers to be named.</summary>
    public static WeightSlot Matrix(string name, int rows, int columns, params EquatableArray<WeightSource> sources) =>
        new(name, WeightKind.Matrix, rows, columns, Layers: [], [new WeightAlternative(sources)]);

    /// <summary>The layers to read it for: <see cref="Layers"/>, or <see cref="NoLayer"/> alone.</summary>
    public EquatableArray<int> Instances => Layers.Count == 0 ? [NoLayer] : Layers;

    /// <summary>Columns as stored: a matrix's are padded with zeros to a multiple of 8, so that a row is a whole number of 16-byte words in every format.</summary>
    public int PaddedColumns => Kind == WeightKind.Matrix ? (Columns + 7) / 8 * 8 : Columns;
}
