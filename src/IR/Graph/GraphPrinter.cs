using System.Text;

namespace Modelwright.IR;

/// <summary>The text of a graph that tests compare: one line a node, then the results.</summary>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        StringBuilder text = new();
        foreach (Node node in graph.Nodes)
        {
            text.Append(node.Result).Append(" = ").Append(node.Op)
                .Append('(').Append(string.Join(", ", node.Inputs)).Append(") : ").Append(node.Type).Append('\n');
        }

        return text.Append("return ").Append(string.Join(", ", graph.Results)).Append('\n').ToString();
    }
}
