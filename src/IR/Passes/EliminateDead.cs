using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Drops what no result needs. A parameter stays: it is the graph's face to the outside.</summary>
internal sealed class EliminateDead : IPass
{
    public string Name => "eliminate-dead";

    public Graph Run(Graph graph)
    {
        bool[] live = graph.Live();
        GraphBuilder builder = new();
        Dictionary<ValueId, ValueId> map = [];
        foreach (Node node in graph.Nodes.Where(node => live[node.Result.Index]))
        {
            map[node.Result] = builder.Add(node.Op, node.Origin, [.. node.Inputs.Select(input => map[input])]);
        }

        return builder.Build([.. graph.Results.Select(result => map[result])]);
    }
}
