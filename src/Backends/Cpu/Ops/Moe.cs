using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Choice of experts and their weighted sum, onto the residual in place: (x, logits, gate and up rows, residual, down rows).</summary>
internal sealed record RoutedExperts(int Count, int PerToken, int Width, bool Renormalise, Activation Function) : Op("routed_experts")
{
    public override string Attributes => $"{PerToken} of {Count}, {Width}{(Renormalise ? ", renormalise" : "")}, {Function.ToString().ToLowerInvariant()}";

    public override int InPlaceInput => 3;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Width >= Count, "a logit for each expert", inputs);
        Require(inputs[2].Shape[0] == 2 * Count * Width && inputs[4].Width == Width, "rows for each expert", inputs);
        return inputs[3];
    }
}
