using System.Collections.Generic;
using System.Linq;

namespace Modelwright.IR;

/// <summary>Collects nodes in order and infers their types; lives inside one method.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];

    public ValueId Add(Op op, params ValueId[] inputs) => Add(op, origin: "", inputs);

    public ValueId Add(Op op, string origin, IReadOnlyList<ValueId> inputs)
    {
        TensorType type = op.Infer([.. inputs.Select(TypeOf)]);
        ValueId result = new(_nodes.Count);
        _nodes.Add(new Node(result, op, inputs.ToEquatableArray(), type, origin));
        return result;
    }

    public Node Define(ValueId value) => _nodes[value.Index];

    public TensorType TypeOf(ValueId value) => _nodes[value.Index].Type;

    public Graph Build(params ValueId[] results) => new(_nodes.ToEquatableArray(), results.ToEquatableArray());
}
