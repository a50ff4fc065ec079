using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Head counts of a softmax attention; a projection row is [q | gate? | k | v].</summary>
internal sealed record AttentionShape(int Heads, int KeyValueHeads, int HeadDim, bool OutputGate)
{
    /// <summary>Head size as caches and prepared queries store it.</summary>
    public int PaddedHeadDim => (HeadDim + 7) / 8 * 8;

    public int ProjectionWidth => ((OutputGate ? 2 : 1) * Heads * HeadDim) + (2 * KeyValueHeads * HeadDim);

    public override string ToString() => $"{Heads}/{KeyValueHeads} of {HeadDim}{(OutputGate ? ", gated" : "")}";
}

/// <summary>
/// Norm of each query and key head, RoPE, and the write to the cache, from one projection row:
/// (projection, positions, q norm, k norm) to prepared queries [rows, heads, padded head dim].
/// </summary>
internal sealed record PrepareAttention(AttentionShape Shape, int RotaryDim, NormSpec Norm, StateSpec.KeyValue State) : Op("prepare_attention")
{
    public override string Attributes => $"{Shape}, rope {RotaryDim}, {Norm}";

    public override StateSpec? AdvancesState => State;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == Shape.ProjectionWidth && inputs[2].Width == Shape.HeadDim && inputs[3].Width == Shape.HeadDim, "the projection has every section", inputs);
        return TensorType.Of(ElementType.F32, inputs[0].Shape[0], Shape.Heads, Shape.PaddedHeadDim);
    }
}

/// <summary>Attention of prepared queries over the layer's cache, times <c>sigmoid(gate)</c> where gated: (q, projection).</summary>
internal sealed record CachedAttention(AttentionShape Shape, int? Window, StateSpec.KeyValue State) : Op("cached_attention")
{
    public override string Attributes => Window is int window ? $"{Shape}, window={window}" : Shape.ToString();

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == Shape.PaddedHeadDim && inputs[1].Width == Shape.ProjectionWidth, "prepared queries and their projection", inputs);
        return inputs[1].WithWidth(Shape.Heads * Shape.HeadDim);
    }
}
