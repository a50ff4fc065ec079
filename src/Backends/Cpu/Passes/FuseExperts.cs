using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Choice and experts become <c>routed_experts</c>, which adds to the residual stream where it lies; a shared expert is added after them.</summary>
internal sealed class FuseExperts : IPass
{
    public string Name => "fuse-experts";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        ExpertsPattern.Match(builder, node.Op, inputs) is ExpertsPattern experts ? Fuse(builder, experts) : null);

    private static ValueId Fuse(GraphBuilder builder, ExpertsPattern pattern)
    {
        Experts op = pattern.Op;
        ValueId logits = pattern.Logits.Result;
        ValueId routed = builder.Add(
            new RoutedExperts(op.Count, pattern.Choice.K, op.Width, pattern.Choice.Renormalise, op.Function),
            $"{pattern.Routes.Origin}, {pattern.Experts.Origin}, residual",
            [pattern.X, logits, pattern.Experts.Inputs[2], pattern.Residual, pattern.Experts.Inputs[3]]);
        if (pattern.Shared is not MlpPattern shared)
        {
            return routed;
        }

        ValueId hidden = builder.Add(new GatedLinear(shared.Width, shared.Function), "mlp.shared_expert.gate_proj, up_proj", [shared.X, shared.GateUp]);
        return builder.Add(
            new LinearAddGated(op.Count), "mlp.shared_expert.down_proj, mlp.shared_expert_gate, residual", [hidden, shared.Down, routed, logits]);
    }
}
