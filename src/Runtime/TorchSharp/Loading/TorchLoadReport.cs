using System;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>How a model was loaded: where, and in which element types.</summary>
/// <param name="Device">Where it computes.</param>
/// <param name="Weights">The parameters' type. Steps of one column multiply in it: they are bound by the memory that the weights take.</param>
/// <param name="Compute">The type in which passes of many columns multiply, and in which attention is computed; weights of another type are converted where they are used.</param>
/// <param name="Cache">The type of cached keys and values; int8 has scales.</param>
/// <param name="Reason">Why <paramref name="Compute"/> is what it is.</param>
public sealed record TorchLoadReport(Device Device, ScalarType Weights, ScalarType Compute, ScalarType Cache, string Reason)
{
    /// <summary>Bytes that the parameters take, known before they are read.</summary>
    public long WeightBytes { get; init; }

    /// <summary>Whether the checkpoint has quantised weights, which are widened to <see cref="Weights"/>.</summary>
    public bool Widened { get; init; }

    /// <summary>Rows up to which a product in the weights' own type is quicker than converting them.</summary>
    private const int NarrowRows = 2;

    /// <summary>Whether so many rows are multiplied in the weights' own type.</summary>
    internal bool MultipliesAsStored(int rows) => Compute == Weights || rows <= NarrowRows;

    /// <summary>One line for a log.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Device}; {(Widened ? "quantised weights widened to" : "weights")} {Weights}, {WeightBytes / 1048576.0:F1} MiB, computed in {Compute} ({Reason}), cache {Cache}");
}
