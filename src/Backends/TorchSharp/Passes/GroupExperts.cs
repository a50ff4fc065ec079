using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Router, experts and shared expert become <c>sparse_mlp</c>: one module of the checkpoint. Needs the shared expert as <c>gated_mlp</c>.</summary>
internal sealed class GroupExperts : IPass
{
    public string Name => "group-experts";

    /// <summary>The experts alone are grouped first; the sum of them and a shared expert then takes their place.</summary>
    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) => node.Op switch
    {
        Experts experts => Alone(builder, experts, inputs),
        Add => Shared(builder, builder.Define(inputs[0]), builder.Define(inputs[1])),
        _ => null,
    });

    private static ValueId? Alone(GraphBuilder builder, Experts experts, IReadOnlyList<ValueId> inputs)
    {
        Node routes = builder.Define(inputs[1]);
        if (routes.Op is not TopK topK || builder.Define(routes.Inputs[0]) is not { Op: Softmax } softmax)
        {
            return null;
        }

        Node logits = builder.Define(softmax.Inputs[0]);
        logits = logits.Op is Slice ? builder.Define(logits.Inputs[0]) : logits;
        return logits.Op is Linear
            ? builder.Add(
                new SparseMlp(experts.Count, topK.K, experts.Width, SharedWidth: null, topK.Renormalise, experts.Function), "mlp", [inputs[0], logits.Inputs[1], .. inputs.Skip(2)])
            : null;
    }

    private static ValueId? Shared(GraphBuilder builder, Node routed, Node scaled) =>
        routed.Op is SparseMlp { SharedWidth: null } sparse
        && scaled.Op is Multiply
        && builder.Define(scaled.Inputs[0]) is { Op: GatedMlp expert } shared
        && builder.Define(scaled.Inputs[1]) is { Op: Sigmoid }
            ? builder.Add(sparse with { SharedWidth = expert.Width }, "mlp", [.. routed.Inputs, .. shared.Inputs.Skip(1)])
            : null;
}
