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
        Dictionary<ValueId, int> gates = graph.Nodes.SelectMany(Gated).Distinct().ToDictionary(static gated => gated.Weight, static gated => gated.Gates);
        return graph.Rewrite((node, _, builder) => node.Op is Weight weight && gates.TryGetValue(node.Result, out int count)
            ? builder.Add(new Weight(GateRows.Interleave(weight.Slot, count)), node.Origin, [])
            : null);
    }

    /// <summary>The weights of a node that have gates, and how many stand before their ups.</summary>
    private static IEnumerable<(ValueId Weight, int Gates)> Gated(Node node) => node.Op switch
    {
        FusedLinear { Epilogue: LinearEpilogue.Gated } linear => [(node.Inputs[1], linear.Outputs)],
        RoutedExperts { SharedInput: int shared } experts => [(node.Inputs[2], experts.Width), (node.Inputs[shared], experts.SharedWidth ?? 0)],
        RoutedExperts experts => [(node.Inputs[2], experts.Width)],
        _ => [],
    };
}
