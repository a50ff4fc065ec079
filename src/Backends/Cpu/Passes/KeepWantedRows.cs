using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>
/// What a layer uses behind its last op with a state goes through <c>wanted_rows</c>: no column looks at another's any more, so the last layer need not compute what nobody reads,
/// which is all but one row of a prompt.
/// </summary>
internal sealed class KeepWantedRows : IPass
{
    public string Name => "keep-wanted-rows";

    public Graph Run(Graph graph)
    {
        int mixed = graph.Nodes.LastOrDefault(static node => node.Op.AdvancesState is not null)?.Result.Index ?? graph.Nodes.Count;
        Dictionary<ValueId, ValueId> wanted = [];
        return graph.Rewrite((node, inputs, builder) => node.Result.Index <= mixed
            ? null
            : builder.Add(node.Op, node.Origin, [.. inputs.Select((input, i) => IsRows(graph, node.Inputs[i], mixed) ? Wanted(input, wanted, builder) : input)]));
    }

    private static bool IsRows(Graph graph, ValueId value, int mixed) =>
        value.Index <= mixed && graph.Define(value) is { Op: not Weight, Type.Element: ElementType.F32 };

    private static ValueId Wanted(ValueId value, Dictionary<ValueId, ValueId> wanted, GraphBuilder builder)
    {
        if (!wanted.TryGetValue(value, out ValueId? rows))
        {
            string origin = wanted.Count == 0 ? "in the last layer the rows whose result is wanted" : "";
            wanted[value] = rows = builder.Add(new WantedRows(), origin, [value]);
        }

        return rows;
    }
}
