using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>The module <c>linear_attn</c>, projections and padding mask included: (x, then its weights).</summary>
internal sealed record LinearAttention(int KeyHeads, int ValueHeads, int KeyDim, int ValueDim, int Kernel, Activation Function, NormSpec Norm)
    : Op("linear_attention")
{
    public override string Attributes => $"{KeyHeads} of {KeyDim}, {ValueHeads} of {ValueDim}, kernel={Kernel}, {Function.ToString().ToLowerInvariant()}, {Norm}";

    public override StateSpec? AdvancesState => new StateSpec.Recurrent(ValueHeads, ValueDim, KeyDim);

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Width == inputs[0].Width, "the projection takes x", inputs);
        return inputs[0];
    }
}
