using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// Operations in an order in which every value is defined before it is used. Immutable and compared by content.
/// Value <c>%i</c> is defined by node <c>i</c>.
/// </summary>
internal sealed record Graph(EquatableArray<Node> Nodes, EquatableArray<ValueId> Results)
{
    public Node Define(ValueId value) => Nodes[value.Index];

    public TensorType TypeOf(ValueId value) => Nodes[value.Index].Type;

    public IEnumerable<Node> Users(ValueId value) => Nodes.Where(node => node.Inputs.Contains(value));

    /// <summary>For each node whether a result needs it. Parameters count as needed: they are the graph's face to the outside.</summary>
    public bool[] Live()
    {
        bool[] live = new bool[Nodes.Count];
        foreach (ValueId result in Results)
        {
            live[result.Index] = true;
        }

        for (int i = Nodes.Count - 1; i >= 0; i--)
        {
            live[i] |= Nodes[i].Op is Parameter;
            foreach (ValueId input in live[i] ? Nodes[i].Inputs : [])
            {
                live[input.Index] = true;
            }
        }

        return live;
    }

    /// <summary>
    /// Rebuilds the graph node by node. <paramref name="rewrite"/> gets a node, its inputs in the new graph and the builder;
    /// it returns the value that stands for the node, or null to keep the node as it is.
    /// </summary>
    public Graph Rewrite(Func<Node, IReadOnlyList<ValueId>, GraphBuilder, ValueId?> rewrite)
    {
        GraphBuilder builder = new();
        ValueId[] map = new ValueId[Nodes.Count];
        foreach (Node node in Nodes)
        {
            ValueId[] inputs = [.. node.Inputs.Select(input => map[input.Index])];
            map[node.Result.Index] = rewrite(node, inputs, builder) ?? builder.Add(node.Op, node.Origin, inputs);
        }

        return builder.Build([.. Results.Select(result => map[result.Index])]);
    }

    public override string ToString() => GraphPrinter.Print(this);
}
