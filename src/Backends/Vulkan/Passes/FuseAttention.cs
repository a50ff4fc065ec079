using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Slices, head norms, RoPE, cache write and attention become <c>prepare_attention</c> and <c>cached_attention</c>;
/// an output gate goes into the latter.
/// </summary>
internal sealed class FuseAttention : IPass
{
    public string Name => "fuse-attention";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) => node.Op switch
    {
        MergeHeads => Match(builder, builder.Define(inputs[0]), node.Origin, gated: false),
        Multiply when Gate(builder, inputs) is Node attention => Match(builder, attention, node.Origin, gated: true),
        _ => null,
    });

    /// <summary>The attention under <c>merge_heads(attention)·sigmoid(slice(projection))</c>.</summary>
    private static Node? Gate(GraphBuilder builder, IReadOnlyList<ValueId> inputs) =>
        builder.Define(inputs[0]) is { Op: MergeHeads } merged
        && builder.Define(merged.Inputs[0]) is { Op: Attention } attention
        && builder.Define(inputs[1]) is { Op: Sigmoid } sigmoid
        && builder.Define(sigmoid.Inputs[0]) is { Op: Slice }
            ? attention
            : null;

    private static ValueId? Match(GraphBuilder builder, Node node, string origin, bool gated)
    {
        if (node.Op is not Attention attention
            || Turned(builder, node.Inputs[0]) is not Turn q
            || Turned(builder, node.Inputs[1]) is not Turn k)
        {
            return null;
        }

        TensorType queries = builder.TypeOf(node.Inputs[0]);
        AttentionShape shape = new(queries.Shape[1].Factor, attention.State.Heads, attention.State.HeadDim, gated);
        if (builder.TypeOf(q.Projection).Width != shape.ProjectionWidth)
        {
            return null; // the projection has a gate: the multiplication by it is the place to match
        }

        PrepareAttention prepare = new(shape, q.RotaryDim, q.Norm, attention.State);
        ValueId prepared = builder.Add(prepare, "self_attn.q_norm, k_norm, rope_parameters, cache", [q.Projection, q.Positions, q.Weight, k.Weight]);
        return builder.Add(new CachedAttention(shape, attention.Window, attention.State), origin, [prepared, q.Projection]);
    }

    /// <summary>What <c>rope(rms_norm(split_heads(slice(projection))))</c> is made of.</summary>
    private static Turn? Turned(GraphBuilder builder, ValueId value) =>
        builder.Define(value) is { Op: Rope rope } turned
        && builder.Define(turned.Inputs[0]) is { Op: RmsNorm norm } normed
        && builder.Define(normed.Inputs[0]) is { Op: SplitHeads } heads
        && builder.Define(heads.Inputs[0]) is { Op: Slice } slice
            ? new Turn(slice.Inputs[0], turned.Inputs[1], normed.Inputs[1], rope.RotaryDim, norm.Norm)
            : null;

    private sealed record Turn(ValueId Projection, ValueId Positions, ValueId Weight, int RotaryDim, NormSpec Norm);
}
