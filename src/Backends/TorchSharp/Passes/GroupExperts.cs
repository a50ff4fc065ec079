using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Router, experts and shared expert become <c>sparse_mlp</c>: one module of the checkpoint, added to the residual stream.</summary>
internal sealed class GroupExperts : IPass
{
    public string Name => "group-experts";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        ExpertsPattern.Match(builder, node.Op, inputs) is ExpertsPattern experts ? builder.Add(node.Op, node.Origin, [experts.Residual, Group(builder, experts)]) : null);

    private static ValueId Group(GraphBuilder builder, ExpertsPattern pattern)
    {
        SparseMlp op = new(pattern.Op.Count, pattern.Choice.K, pattern.Op.Width, pattern.Shared?.Width, pattern.Choice.Renormalise, pattern.Op.Function);
        List<ValueId> inputs = [pattern.X, pattern.RouterWeight, .. pattern.Experts.Inputs.Skip(2)];
        if (pattern.Shared is MlpPattern shared)
        {
            inputs.AddRange([shared.GateUp, shared.Down]);
        }

        return builder.Add(op, "mlp", inputs);
    }
}
