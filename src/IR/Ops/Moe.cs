using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>Softmax over the last dimension.</summary>
internal sealed record Softmax() : Op("softmax")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => inputs[0];
}

/// <summary>The <paramref name="K"/> largest entries of the last dimension with their indexes; weights divided by their sum when <paramref name="Renormalise"/>.</summary>
internal sealed record TopK(int K, bool Renormalise) : Op("topk")
{
    public override string Attributes => Renormalise ? $"k={K}, renormalise" : $"k={K}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(K >= 1 && K <= inputs[0].Width, "k lies within the last dimension", inputs);
        return TensorType.Of(ElementType.Route, inputs[0].Shape[0], K);
    }
}

/// <summary>
/// Sends every row through its routes' experts and sums by weight: (x[rows, h], routes[rows, k], gate_up[experts*2*width, h], down[experts*h, width]).
/// An expert is <c>down(act(gate(x))·up(x))</c>.
/// </summary>
internal sealed record Experts(int Count, int Width, Activation Function) : Op("experts")
{
    public override string Attributes => $"{Count} of {Width}, {Function.ToString().ToLowerInvariant()}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Element == ElementType.Route, "routes choose the experts", inputs);
        Require(inputs[2].Shape[0] == 2 * Count * Width && inputs[2].Width == inputs[0].Width, "gate and up rows for each expert", inputs);
        Require(inputs[3].Shape[0] == Count * inputs[0].Width && inputs[3].Width == Width, "down rows for each expert", inputs);
        return inputs[0];
    }
}
