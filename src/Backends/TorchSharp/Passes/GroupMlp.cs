using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary><c>linear(activate(slice(product))·slice(product))</c> becomes <c>gated_mlp</c>.</summary>
internal sealed class GroupMlp : IPass
{
    public string Name => "group-mlp";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        MlpPattern.Match(builder, node.Op, inputs) is MlpPattern mlp
            ? builder.Add(new GatedMlp(mlp.Width, mlp.Function), node.Origin, [mlp.X, mlp.GateUp, mlp.Down])
            : null);
}
