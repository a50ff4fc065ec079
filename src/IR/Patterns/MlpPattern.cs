using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>A gated feed-forward part without biases, <c>down(act(gate(x))·up(x))</c> with gate and up in one product: dense or a shared expert.</summary>
internal sealed record MlpPattern(ValueId X, ValueId GateUp, ValueId Down, int Width, Activation Function)
{
    public static MlpPattern? Match(GraphBuilder builder, Op op, IReadOnlyList<ValueId> inputs) =>
        op is Linear
        && inputs.Count == 2
        && builder.Define(inputs[0]) is Node hidden
        && GatedProductPattern.Match(builder, hidden.Op, hidden.Inputs) is GatedProductPattern gated
        && gated.Product is { Op: Linear, Inputs.Count: 2 } both
            ? new MlpPattern(both.Inputs[0], both.Inputs[1], inputs[1], gated.Width, gated.Function)
            : null;
}
