using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>The scratch buffer of each value of a block, by a name that generated code can show.</summary>
internal sealed class ValueBuffers
{
    private readonly Dictionary<ValueId, ScratchBuffer> _buffers = [];

    public ValueBuffers(Graph graph, ScratchBuffer residual)
    {
        foreach (Node node in graph.Nodes)
        {
            if (node.Op is Weight || node.Type.Element != ElementType.F32 || node.Type.Shape[0] == Dim.Batch)
            {
                continue; // logits go where the caller wants them
            }

            bool isStream = node.Op is Parameter or Embedding;
            _buffers[node.Result] = isStream ? residual
                : node.Op.InPlaceInput >= 0 ? _buffers[node.Inputs[node.Op.InPlaceInput]]
                : Unique(Word(graph, node), node.Type.Width);
        }
    }

    public ScratchBuffer this[ValueId value] => _buffers[value];

    public bool IsScratch(ValueId value) => _buffers.ContainsKey(value);

    /// <summary>A second value of one word in a block is numbered.</summary>
    private ScratchBuffer Unique(string word, int width)
    {
        int same = _buffers.Values.Distinct().Count(other => other.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == word);
        return new ScratchBuffer(same == 0 ? word : word + Literal.Of(same + 1), ScratchUnit.Row, (long)width * sizeof(float));
    }

    private static string Word(Graph graph, Node node) => node.Op switch
    {
        RmsNorm or MaskedNorm => "Normed",
        GatedLinear => "Hidden",
        CachedAttention => "Attended",
        MixedConvolution => "Mixed",
        GatedDelta => "DeltaOutput",
        Linear when graph.Users(node.Result).Any(static user => user.Op is RoutedExperts) => "RouterLogits",
        Linear when graph.Results.Contains(node.Result) => "Logits",
        Linear when graph.Users(node.Result).Any(static user => user.Op is MixedConvolution) => "DeltaProjection",
        Linear => "Projection",
        _ => CSharpName.Pascal(node.Op.Name),
    };
}
