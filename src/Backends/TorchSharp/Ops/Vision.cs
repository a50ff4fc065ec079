using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Attention within segments from a projection to one row of heads, rotation included: (projection[rows, q | k | v], positions, segments).</summary>
internal sealed record SegmentHeads(int Heads, int HeadDim) : Op("segment_heads")
{
    public override string Attributes => $"{Heads} of {HeadDim}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == 3 * Heads * HeadDim, "queries, keys and values of all heads", inputs);
        return inputs[0].WithWidth(Heads * HeadDim);
    }
}
