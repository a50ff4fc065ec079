using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>
/// The rules every graph keeps, after lowering and after every pass. Breaking one is the compiler's fault.
/// <list type="number">
/// <item>Node i defines value %i.</item>
/// <item>A value is defined before it is used.</item>
/// <item>A node's type is what its op infers from its inputs.</item>
/// <item>There is a result, and every result is defined.</item>
/// <item>Two weights of one name are the same slot; no port has two parameters.</item>
/// <item>A state is advanced by one live node at most.</item>
/// <item>A value that an op overwrites in place has no later live use.</item>
/// </list>
/// </summary>
internal static class GraphVerifier
{
    public static void Verify(Graph graph, string after)
    {
        string? broken = Check(graph).FirstOrDefault();
        if (broken is not null)
        {
            throw new IrException($"after {after}: {broken}\n{graph}");
        }
    }

    private static IEnumerable<string> Check(Graph graph) =>
        Order(graph).Concat(Results(graph)).Concat(Types(graph)).Concat(Names(graph)).Concat(States(graph)).Concat(Overwrites(graph));

    private static IEnumerable<string> Order(Graph graph)
    {
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph.Nodes[i];
            if (node.Result.Index != i)
            {
                yield return $"rule 1: node {i} defines {node.Result}";
            }

            foreach (ValueId input in node.Inputs.Where(input => input.Index < 0 || input.Index >= i))
            {
                yield return $"rule 2: {node.Result} uses {input} before it is defined";
            }
        }
    }

    private static IEnumerable<string> Types(Graph graph)
    {
        foreach (Node node in graph.Nodes)
        {
            TensorType inferred = node.Op.Infer([.. node.Inputs.Select(graph.TypeOf)]);
            if (inferred != node.Type)
            {
                yield return $"rule 3: {node.Result} is {node.Type}, its op infers {inferred}";
            }
        }
    }

    private static IEnumerable<string> Results(Graph graph)
    {
        if (graph.Results.Count == 0)
        {
            yield return "rule 4: the graph has no result";
        }

        foreach (ValueId result in graph.Results.Where(result => result.Index < 0 || result.Index >= graph.Nodes.Count))
        {
            yield return $"rule 4: result {result} is not defined";
        }
    }

    private static IEnumerable<string> Names(Graph graph)
    {
        foreach (IGrouping<string, Weight> weights in graph.Nodes.Select(static node => node.Op).OfType<Weight>().GroupBy(static w => w.Slot.Name))
        {
            if (weights.Distinct().Count() > 1)
            {
                yield return $"rule 5: weight '{weights.Key}' has two definitions";
            }
        }

        Parameter[] parameters = [.. graph.Nodes.Select(static node => node.Op).OfType<Parameter>()];
        foreach (Parameter twin in parameters.Where((parameter, index) => parameters.Take(index).Any(other => other.Port == parameter.Port)))
        {
            yield return $"rule 5: parameter '{twin.Port}' stands twice";
        }
    }

    private static IEnumerable<string> States(Graph graph)
    {
        foreach (IGrouping<string, Node> group in Live(graph).Where(static node => node.Op.AdvancesState is not null).GroupBy(static node => node.Op.AdvancesState!.Name).Where(static group => group.Count() > 1))
        {
            yield return $"rule 6: state '{group.Key}' is advanced by {string.Join(" and ", group.Select(static node => node.Result))}";
        }
    }

    private static IEnumerable<string> Overwrites(Graph graph)
    {
        Node[] live = [.. Live(graph)];
        foreach (Node node in live.Where(static node => node.Op.InPlaceInput >= 0))
        {
            ValueId overwritten = node.Inputs[node.Op.InPlaceInput];
            if (live.Any(user => user.Result.Index > node.Result.Index && user.Inputs.Contains(overwritten)) || graph.Results.Contains(overwritten))
            {
                yield return $"rule 7: {node.Result} overwrites {overwritten}, which is used later";
            }
        }
    }

    private static IEnumerable<Node> Live(Graph graph)
    {
        bool[] live = graph.Live();
        return graph.Nodes.Where(node => live[node.Result.Index]);
    }
}
