using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>A gated feed-forward part: <c>down(act(gate(x))·up(x))</c> from (x, gate and up rows, down rows).</summary>
internal sealed record GatedMlp(int Width, Activation Function) : Op("gated_mlp")
{
    public override string Attributes => $"{Width}, {Function.ToString().ToLowerInvariant()}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Shape[0] == 2 * Width && inputs[1].Width == inputs[0].Width && inputs[2].Width == Width, "gate, up and down rows", inputs);
        return inputs[0];
    }
}
