using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Router product, softmax and top-k become <c>router</c>; experts, shared expert, its gate and the residual become <c>routed_experts</c>.
/// The shared expert is one more route, so its gate costs no kernel of its own.
/// </summary>
internal sealed class FuseExperts : IPass
{
    public string Name => "fuse-experts";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        ExpertsPattern.Match(builder, node.Op, inputs) is ExpertsPattern experts ? Fuse(builder, experts, node.Origin) : null);

    private static ValueId? Fuse(GraphBuilder builder, ExpertsPattern pattern, string origin)
    {
        (Node experts, Experts op, TopK choice) = (pattern.Experts, pattern.Op, pattern.Choice);
        Router router = new(op.Count, choice.K, choice.Renormalise, pattern.Shared is not null, Norm: null);
        ValueId chosen = builder.Add(router, $"{pattern.Logits.Origin}, {pattern.Routes.Origin}", [pattern.X, pattern.RouterWeight]);
        List<ValueId> inputs = [pattern.X, chosen, experts.Inputs[2], experts.Inputs[3]];
        if (pattern.Shared is MlpPattern shared)
        {
            inputs.AddRange([shared.GateUp, shared.Down]);
        }

        inputs.Add(pattern.Residual);
        RoutedExperts routed = new(builder.TypeOf(pattern.X).Width, op.Count, op.Width, choice.K, pattern.Shared?.Width, op.Function, Norm: null);
        return builder.Add(routed, $"{experts.Origin}{(pattern.Shared is null ? "" : ", mlp.shared_expert")}, {origin}", inputs);
    }
}
