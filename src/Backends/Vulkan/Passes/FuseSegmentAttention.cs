using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Rotation and attention within segments become <c>rotated_attention</c>.</summary>
internal sealed class FuseSegmentAttention : IPass
{
    public string Name => "fuse-segment-attention";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        SegmentAttentionPattern.Match(builder, node.Op, inputs) is SegmentAttentionPattern attention
            ? builder.Add(new RotatedAttention(attention.Heads, attention.HeadDim), node.Origin, [attention.Projection, attention.Positions, attention.Segments])
            : null);
}
