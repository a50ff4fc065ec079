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
        node.Op is Add && Block(builder, builder.Define(inputs[1])) is Parts parts ? Fuse(builder, parts, inputs[0], node.Origin) : null);

    private static ValueId? Fuse(GraphBuilder builder, Parts parts, ValueId residual, string origin)
    {
        Node experts = parts.Experts;
        Experts op = (Experts)experts.Op;
        if (builder.Define(experts.Inputs[1]) is not { Op: TopK topK } routes
            || builder.Define(routes.Inputs[0]) is not { Op: Softmax } softmax
            || Logits(builder, softmax.Inputs[0]) is not Node logits)
        {
            return null;
        }

        ValueId x = experts.Inputs[0];
        Router router = new(op.Count, topK.K, topK.Renormalise, parts.Shared is not null, Norm: null);
        ValueId chosen = builder.Add(router, $"{logits.Origin}, {routes.Origin}", [x, logits.Inputs[1]]);

        List<ValueId> inputs = [x, chosen, experts.Inputs[2], experts.Inputs[3]];
        if (parts.Shared is SharedExpert shared)
        {
            inputs.AddRange([shared.GateUp, shared.Down]);
        }

        inputs.Add(residual);
        RoutedExperts routed = new(builder.TypeOf(x).Width, op.Count, op.Width, topK.K, parts.Shared?.Width, op.Function, Norm: null);
        return builder.Add(routed, $"{experts.Origin}{(parts.Shared is null ? "" : ", mlp.shared_expert")}, {origin}", inputs);
    }

    /// <summary>Experts alone, or experts plus a shared expert scaled by its gate.</summary>
    private static Parts? Block(GraphBuilder builder, Node result) => result.Op switch
    {
        Experts => new Parts(result, null),
        Add when builder.Define(result.Inputs[0]) is { Op: Experts } experts && Shared(builder, builder.Define(result.Inputs[1])) is SharedExpert shared =>
            new Parts(experts, shared),
        _ => null,
    };

    private static SharedExpert? Shared(GraphBuilder builder, Node scaled) =>
        scaled.Op is Multiply
        && builder.Define(scaled.Inputs[1]) is { Op: Sigmoid }
        && builder.Define(scaled.Inputs[0]) is { Op: Linear } down
        && builder.Define(down.Inputs[0]) is { Op: Multiply } hidden
        && builder.Define(hidden.Inputs[1]) is { Op: Slice up }
        && builder.Define(builder.Define(hidden.Inputs[1]).Inputs[0]) is { Op: Linear } gateUp
            ? new SharedExpert(gateUp.Inputs[1], down.Inputs[1], up.Length)
            : null;

    /// <summary>The router's product, under a slice where the shared gate is its last row.</summary>
    private static Node? Logits(GraphBuilder builder, ValueId value)
    {
        Node node = builder.Define(value);
        node = node.Op is Slice ? builder.Define(node.Inputs[0]) : node;
        return node.Op is Linear ? node : null;
    }

    private sealed record Parts(Node Experts, SharedExpert? Shared);

    private sealed record SharedExpert(ValueId GateUp, ValueId Down, int Width);
}
