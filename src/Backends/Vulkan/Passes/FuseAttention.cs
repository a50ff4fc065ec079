using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Attention becomes <c>prepare_attention</c> (head norms, RoPE, cache write) and <c>cached_attention</c>; an output gate goes into the latter.
/// </summary>
internal sealed class FuseAttention : IPass
{
    public string Name => "fuse-attention";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        AttentionPattern.Match(builder, node.Op, inputs) is AttentionPattern attention ? Fuse(builder, attention, node.Origin) : null);

    private static ValueId? Fuse(GraphBuilder builder, AttentionPattern attention, string origin)
    {
        AttentionShape shape = new(attention.Heads, attention.State.Heads, attention.State.HeadDim, attention.OutputGate);
        PrepareAttention prepare = new(shape, attention.RotaryDim, attention.Norm, attention.State);
        ValueId prepared = builder.Add(
            prepare, "self_attn.q_norm, k_norm, rope_parameters, cache", [attention.Projection, attention.Positions, attention.QueryNorm, attention.KeyNorm]);
        return builder.Add(new CachedAttention(shape, attention.Window, attention.State), origin, [prepared, attention.Projection]);
    }
}
