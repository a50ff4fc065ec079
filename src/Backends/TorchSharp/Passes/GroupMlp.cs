using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary><c>linear(activate(slice(product))·slice(product))</c> becomes <c>gated_mlp</c>, dense or shared expert alike.</summary>
internal sealed class GroupMlp : IPass
{
    public string Name => "group-mlp";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is Linear
        && inputs.Count == 2
        && builder.Define(inputs[0]) is { Op: Multiply } hidden
        && builder.Define(hidden.Inputs[0]) is { Op: Activate activate } gate
        && builder.Define(gate.Inputs[0]) is { Op: Slice { Start: 0 } lower } rows
        && builder.Define(hidden.Inputs[1]) is { Op: Slice upper } others
        && upper.Start == lower.Length
        && rows.Inputs[0] == others.Inputs[0]
        && builder.Define(rows.Inputs[0]) is { Op: Linear } both
            ? builder.Add(new GatedMlp(lower.Length, activate.Function), node.Origin, [both.Inputs[0], both.Inputs[1], inputs[1]])
            : null);
}
