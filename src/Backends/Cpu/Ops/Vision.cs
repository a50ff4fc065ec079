using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Rotation of queries and keys, and attention of every row to its segment: (projection[rows, queries | keys | values], positions, segments).</summary>
internal sealed record RotatedAttention(int Heads, int HeadDim) : Op("rotated_attention")
{
    public override string Attributes => $"{Heads} of {HeadDim}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == 3 * Heads * HeadDim, "the projection has queries, keys and values", inputs);
        Require(inputs[1].Element == ElementType.Position2D && inputs[2].Element == ElementType.Segment, "positions turn it, segments bound it", inputs);
        return inputs[0].WithWidth(Heads * HeadDim);
    }
}

/// <summary><c>act(x·Wᵀ (+ bias))</c>: (x, weight, bias?).</summary>
internal sealed record LinearActivate(Activation Function) : Op("linear_activate")
{
    public override string Attributes => Function.ToString().ToLowerInvariant();

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == inputs[1].Width, "x and the weight agree in columns", inputs);
        return inputs[0].WithWidth(inputs[1].Shape[0].Factor);
    }
}
