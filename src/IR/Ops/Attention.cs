using System;
using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>Turns the first <paramref name="RotaryDim"/> dimensions of each head by the token's position: (x[rows, heads, d], positions).</summary>
internal sealed record Rope(int RotaryDim) : Op("rope")
{
    public override string Attributes => $"{RotaryDim}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Shape.Count == 3 && RotaryDim <= inputs[0].Width && RotaryDim % 2 == 0, "an even part of a head turns", inputs);
        Require(inputs[1].Element is ElementType.Position1D or ElementType.Position2D or ElementType.Position3D, "positions turn it", inputs);
        return inputs[0];
    }
}

/// <summary>
/// Appends k and v to the layer's cache, then attends to the cache causally: (q[rows, heads, d], k[rows, kv heads, d], v).
/// Scale d^-1/2; query head j reads kv head j / (heads / kv heads); keys older than <paramref name="Window"/> are out of sight.
/// </summary>
internal sealed record Attention(StateSpec.KeyValue State, int? Window) : Op("attention")
{
    /// <summary>The share of weights that are dropped while a model is trained.</summary>
    public double Dropout { get; init; }

    public override string Attributes => (Window is int window ? $"window={window}" : "causal") + (Dropout > 0 ? FormattableString.Invariant($", dropout={Dropout}") : "");

    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1] == inputs[2] && inputs[1].Shape[1] == State.Heads && inputs[0].Width == State.HeadDim, "keys and values fit the cache", inputs);
        Require(inputs[0].Shape[1].Factor % State.Heads == 0, "query heads are a multiple of kv heads", inputs);
        return inputs[0];
    }
}

/// <summary>
/// Every row attends to all rows of its own segment, before and behind it: (q[rows, heads, d], k, v, segments). Scale d^-1/2; no cache.
/// A segment is a run of rows of any length; rows of different segments never meet.
/// </summary>
internal sealed record SegmentAttention() : Op("segment_attention")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Shape.Count == 3 && inputs[0] == inputs[1] && inputs[1] == inputs[2], "queries, keys and values are alike", inputs);
        Require(inputs[3] == TensorType.Of(ElementType.Segment, inputs[0].Shape[0]), "every row has a segment", inputs);
        return inputs[0];
    }
}
