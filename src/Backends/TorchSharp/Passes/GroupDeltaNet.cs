using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Everything from the padding mask to <c>out_proj</c> becomes <c>linear_attention</c>: one module of the checkpoint.</summary>
internal sealed class GroupDeltaNet : IPass
{
    public string Name => "group-delta-net";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) => node.Op is Linear && builder.Define(inputs[0]) is { Op: MergeHeads } merged
        ? Match(builder, builder.Define(merged.Inputs[0]), inputs[1])
        : null);

    private static ValueId? Match(GraphBuilder builder, Node gated, ValueId output)
    {
        if (gated.Op is not GatedRmsNorm norm
            || builder.Define(gated.Inputs[0]) is not { Op: DeltaRule rule } delta
            || builder.Define(delta.Inputs[3]) is not { Op: DecayGate } decay
            || Convolution(builder, delta.Inputs[0]) is not { Op: CausalConvolution convolution } mixed
            || builder.Define(mixed.Inputs[0]) is not { Op: Slice } channels
            || builder.Define(channels.Inputs[0]) is not { Op: Linear } projection
            || builder.Define(projection.Inputs[0]) is not { Op: MaskPadding } masked)
        {
            return null;
        }

        LinearAttention op = new(
            builder.TypeOf(delta.Inputs[0]).Shape[1].Factor, rule.State.Heads, rule.State.KeyDim, rule.State.ValueDim, convolution.State.Columns + 1, convolution.Function, norm.Norm);
        return builder.Add(
            op, "linear_attn", [masked.Inputs[0], projection.Inputs[1], mixed.Inputs[1], .. decay.Inputs.Skip(1), gated.Inputs[2], output]);
    }

    /// <summary>The convolution under <c>l2_norm(split_heads(slice(convolution)))</c>.</summary>
    private static Node? Convolution(GraphBuilder builder, ValueId query) =>
        builder.Define(query) is { Op: L2Norm } norm
        && builder.Define(norm.Inputs[0]) is { Op: SplitHeads } heads
        && builder.Define(heads.Inputs[0]) is { Op: Slice } slice
            ? builder.Define(slice.Inputs[0])
            : null;
}
