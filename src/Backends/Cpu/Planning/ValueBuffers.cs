using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>The scratch buffer of each value of a block, by a name that generated code can show.</summary>
internal sealed class ValueBuffers
{
    private readonly Dictionary<ValueId, ScratchBuffer> _buffers = [];
    private readonly Dictionary<ScratchBuffer, RowShape> _shapes = [];

    /// <param name="graph">The block's body.</param>
    /// <param name="residual">The residual stream.</param>
    /// <param name="isEntry">Whether the block makes the stream.</param>
    public ValueBuffers(Graph graph, ScratchBuffer residual, bool isEntry)
    {
        HashSet<ValueId> made = isEntry ? Stream(graph) : [];
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is Weight || node.Type.Element != ElementType.F32 || node.Type.Shape[0] == Dim.Batch || IsOutput(graph, node))
            {
                continue; // an exit's result goes where the caller wants it
            }

            _buffers[node.Result] = node.Op is Parameter { Port: InputPort.Residual } || made.Contains(node.Result) ? residual
                : node.Op.InPlaceInput >= 0 ? _buffers[node.Inputs[node.Op.InPlaceInput]]
                : node.Op is MergeRows ? _buffers[node.Inputs[0]]
                : Unique(Word(graph, node), node.Type);
        }
    }

    public ScratchBuffer this[ValueId value] => _buffers[value];

    public bool IsScratch(ValueId value) => _buffers.ContainsKey(value);

    /// <summary>Whether a node makes an exit's result: the last column of it is what comes out.</summary>
    public static bool IsOutput(Graph graph, Node node) =>
        graph.Define(graph.Results[0]) is var result && result.Type.Shape[0] == Dim.Batch
        && (node == result || (result.Op is LastColumn && result.Inputs[0] == node.Result));

    public RowShape ShapeOf(ScratchBuffer buffer) => _shapes[buffer];

    /// <summary>The result of an entry and what it overwrites on the way: the residual stream from its beginning.</summary>
    private static HashSet<ValueId> Stream(Graph graph)
    {
        HashSet<ValueId> stream = [];
        Node node = graph.Define(graph.Results[0]);
        while (stream.Add(node.Result) && node.Op.InPlaceInput >= 0)
        {
            node = graph.Define(node.Inputs[node.Op.InPlaceInput]);
        }

        return stream;
    }

    /// <summary>A second value of one word in a block is numbered.</summary>
    private ScratchBuffer Unique(string word, TensorType type)
    {
        int same = _buffers.Values.Distinct().Count(other => other.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == word);
        int merged = type.Shape[0].Divisor;
        int floats = (type.Width + merged - 1) / merged;
        ScratchBuffer buffer = new(same == 0 ? word : word + Literal.Of(same + 1), ScratchUnit.Row, (long)floats * sizeof(float));
        _shapes[buffer] = new RowShape(type.Width, merged);
        return buffer;
    }

    private static string Word(Graph graph, Node node) => node.Op switch
    {
        Parameter parameter => parameter.Port.ToString(),
        RmsNorm or MaskedNorm or LayerNorm => "Normed",
        GatedLinear or LinearActivate => "Hidden",
        CachedAttention or RotatedAttention => "Attended",
        MixedConvolution => "Mixed",
        GatedDelta => "DeltaOutput",
        Linear when graph.Users(node.Result).Any(static user => user.Op is RoutedExperts) => "RouterLogits",
        Linear when graph.Results.Contains(node.Result) => "Output",
        Linear when graph.Users(node.Result).Any(static user => user.Op is MixedConvolution) => "DeltaProjection",
        Linear => "Projection",
        _ => CSharpName.Pascal(node.Op.Name),
    };
}

/// <summary>Floats of a buffer's row, and rows of the call that it has one row for.</summary>
internal sealed record RowShape(int Width, int Merged);
