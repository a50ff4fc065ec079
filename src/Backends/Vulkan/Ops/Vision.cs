using System.Collections.Generic;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Rotation of queries and keys, and attention of every row to its segment: (projection[rows, queries | keys | values], positions, segments).</summary>
internal sealed record RotatedAttention(int Heads, int HeadDim) : Op("rotated_attention")
{
    /// <summary>Every query head has keys of its own.</summary>
    public AttentionShape Shape => new(Heads, Heads, HeadDim, OutputGate: false);

    public override string Attributes => $"{Heads} of {HeadDim}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Width == 3 * Heads * HeadDim, "the projection has queries, keys and values", inputs);
        Require(inputs[1].Element == ElementType.Position2D && inputs[2].Element == ElementType.Segment, "positions turn it, segments bound it", inputs);
        return inputs[0].WithWidth(Heads * HeadDim);
    }
}

/// <summary>A layer norm that sees <paramref name="Merged"/> rows as one, before it (<paramref name="First"/>) or behind it: (x, weight, bias).</summary>
internal sealed record MergedNorm(float Epsilon, int Merged, bool First) : Op("merged_norm")
{
    public override string Attributes => $"{Merged} rows {(First ? "before" : "behind")}, {new LayerNorm(Epsilon).Attributes}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[1].Width == (First ? Merged : 1) * inputs[0].Width && inputs[1] == inputs[2], "weight and bias have the norm's width", inputs);
        return new MergeRows(Merged).Infer([inputs[0]]);
    }
}

/// <summary><c>rotated_attention</c>: heads are turned and laid apart, then attended to.</summary>
internal static class RotatedAttentionCalls
{
    public static IReadOnlyList<KernelCall> Lower(OpSite site, RotatedAttention op)
    {
        Operand q = Heads(site, op, "Queries");
        Operand k = Heads(site, op, "Keys");
        Operand v = Heads(site, op, "Values");
        Operand accumulators = site.RowSpace("Accumulators", 4L * op.Heads * (op.Shape.PaddedHeadDim + AttentionPrefillKernel.AccumulatorTail));
        return
        [
            site.Call(
                RotateHeadsKernel.Emit(site.NameOf("RotateHeads"), op.Heads, op.HeadDim), KernelTopic.Attention, "RotateHeads",
                ("projection", site.Input(0)), ("rope", site.Input(1)), ("q", q), ("k", k), ("v", v)),
            site.Call(
                SegmentAttentionKernel.Emit(site.NameOf("Attention"), op.Shape), KernelTopic.Attention, "Attention",
                ("q", q), ("keys", k), ("values", v), ("segments", site.Input(2)), ("accumulators", accumulators), ("result", site.Result)),
        ];
    }

    private static Operand.Workspace Heads(OpSite site, RotatedAttention op, string name) => site.RowSpace(name, 4L * op.Heads * op.Shape.PaddedHeadDim);
}
