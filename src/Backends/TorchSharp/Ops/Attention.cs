using System;
using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>
/// The module <c>self_attn</c>, projections included: (x, positions, then its weights). libtorch has the attention itself as one call,
/// so what stands around it is written out in the module's text.
/// </summary>
internal sealed record SelfAttention(int Heads, int KeyValueHeads, int HeadDim, int RotaryDim, int? Window, bool OutputGate, bool Bias, NormSpec Norm)
    : Op("self_attention")
{
    /// <summary>The share of attention weights that are dropped while a model is trained.</summary>
    public double Dropout { get; init; }

    public override string Attributes =>
        $"{Heads}/{KeyValueHeads} of {HeadDim}, rope {RotaryDim}{(OutputGate ? ", gated" : "")}{(Bias ? ", bias" : "")}{(Window is int window ? $", window={window}" : "")}, {Norm}" +
        (Dropout > 0 ? FormattableString.Invariant($", dropout={Dropout}") : "");

    public override StateSpec? AdvancesState => new StateSpec.KeyValue(KeyValueHeads, HeadDim);

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Element is ElementType.Position1D or ElementType.Position3D, "positions turn it", inputs);
        Require(inputs[2].Width == inputs[0].Width, "the projection takes x", inputs);
        return inputs[0];
    }
}
