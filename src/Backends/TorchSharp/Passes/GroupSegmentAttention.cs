using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Slices, rotation and attention within segments become <c>segment_heads</c>: one call of the runtime.</summary>
internal sealed class GroupSegmentAttention : IPass
{
    public string Name => "group-segment-attention";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        SegmentAttentionPattern.Match(builder, node.Op, inputs) is SegmentAttentionPattern attention
            ? builder.Add(new SegmentHeads(attention.Heads, attention.HeadDim), "attn", [attention.Projection, attention.Positions, attention.Segments])
            : null);
}
