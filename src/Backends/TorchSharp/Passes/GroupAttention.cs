using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Everything from the projections of q, k and v to that of the output becomes <c>self_attention</c>: one module of the checkpoint.</summary>
internal sealed class GroupAttention : IPass
{
    public string Name => "group-attention";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) => node.Op is Linear
        ? Match(builder, node, builder.Define(inputs[0]), [.. inputs.Skip(1)])
        : null);

    private static ValueId? Match(GraphBuilder builder, Node output, Node attended, ValueId[] outputWeights)
    {
        bool gated = attended.Op is Multiply && builder.Define(attended.Inputs[1]).Op is Sigmoid;
        Node merged = gated ? builder.Define(attended.Inputs[0]) : attended;
        if (merged.Op is not MergeHeads
            || builder.Define(merged.Inputs[0]) is not { Op: Attention attention } core
            || builder.Define(core.Inputs[0]) is not { Op: Rope rope } q
            || builder.Define(q.Inputs[0]) is not { Op: RmsNorm norm } qNorm
            || builder.Define(builder.Define(core.Inputs[1]).Inputs[0]) is not { Op: RmsNorm } kNorm
            || Projection(builder, qNorm.Inputs[0]) is not { Op: Linear } projection)
        {
            return null;
        }

        int heads = builder.TypeOf(core.Inputs[0]).Shape[1].Factor;
        SelfAttention op = new(
            heads, attention.State.Heads, attention.State.HeadDim, rope.RotaryDim, attention.Window, gated, Bias: outputWeights.Length > 1, norm.Norm);
        return builder.Add(
            op, "self_attn", [projection.Inputs[0], q.Inputs[1], .. projection.Inputs.Skip(1), qNorm.Inputs[1], kNorm.Inputs[1], .. outputWeights]);
    }

    /// <summary>The product under <c>split_heads(slice(product))</c>.</summary>
    private static Node? Projection(GraphBuilder builder, ValueId heads) =>
        builder.Define(heads) is { Op: SplitHeads } split && builder.Define(split.Inputs[0]) is { Op: Slice } slice ? builder.Define(slice.Inputs[0]) : null;
}
