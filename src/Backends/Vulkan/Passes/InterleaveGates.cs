using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Gate and up rows of a gated product lie in turn, so that one window of the weight holds both and one stream of memory is read.
/// How a slot is put together says so; the checkpoint stays as it is.
/// </summary>
internal sealed class InterleaveGates : IPass
{
    public string Name => "interleave-gates";

    public Graph Run(Graph graph)
    {
        Dictionary<ValueId, GatedWeight> gated = graph.Nodes.SelectMany(Gated).Distinct().ToDictionary(static gated => gated.Weight);
        return graph.Rewrite((node, _, builder) => node.Op is Weight weight && gated.TryGetValue(node.Result, out GatedWeight? found)
            ? builder.Add(new Weight(GateRows.Interleave(weight.Slot, found.Gates)), node.Origin, [])
            : null);
    }

    /// <summary>The weights of a node that have gates.</summary>
    private static IEnumerable<GatedWeight> Gated(Node node) => node.Op switch
    {
        FusedLinear { Epilogue: LinearEpilogue.Gated } linear => [new(node.Inputs[1], linear.Outputs)],
        RoutedExperts { SharedInput: int shared } experts => [new(node.Inputs[2], experts.Width), new(node.Inputs[shared], experts.SharedWidth ?? 0)],
        RoutedExperts experts => [new(node.Inputs[2], experts.Width)],
        _ => [],
    };

    /// <summary>A weight, and how many gates stand before their ups.</summary>
    private sealed record GatedWeight(ValueId Weight, int Gates);
}
