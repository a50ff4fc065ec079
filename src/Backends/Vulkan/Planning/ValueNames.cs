using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Names of a block's scratch buffers: what a value is, in a word that generated code can show.</summary>
internal static class ValueNames
{
    /// <summary>The name of each node's result, unique in the graph.</summary>
    public static IReadOnlyList<string> Of(Graph graph)
    {
        List<string> names = [];
        foreach (Node node in graph.Nodes)
        {
            string name = Word(graph, node);
            int same = names.Count(other => other == name);
            names.Add(same == 0 ? name : name + Literal.Of(same + 1));
        }

        return names;
    }

    private static string Word(Graph graph, Node node) => node.Op switch
    {
        FusedLinear { Epilogue: LinearEpilogue.Gated or LinearEpilogue.Activated } => "Hidden",
        FusedLinear => Reader(graph, node) switch
        {
            PrepareAttention or RotatedAttention => "Projection",
            ConvolutionMix => "DeltaProjection",
            _ => "Product",
        },
        RmsNorm or MaskedNorm when graph.Define(node.Inputs[1]).Op is Weight weight => CSharpName.Pascal(weight.Slot.Name) + "ed",
        LayerNorm or MergedNorm => "Normed",
        PrepareAttention => "Queries",
        CachedAttention or RotatedAttention => "Attended",
        Router => "Routes",
        ConvolutionMix => "Mixed",
        GatedDelta => "DeltaOutput",
        _ => CSharpName.Pascal(node.Op.Name),
    };

    private static Op? Reader(Graph graph, Node node) => graph.Users(node.Result).Select(static user => user.Op).FirstOrDefault(static op => op is PrepareAttention or RotatedAttention or ConvolutionMix);
}
