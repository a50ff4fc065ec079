using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// Softmax attention from one projection row [q | gate? | k | v] to one row of heads: slices, a norm of each query and key head, RoPE, the cache, and
/// the output gate where there is one. Every offset, norm and rotation is as written here, or there is no match.
/// </summary>
internal sealed record AttentionPattern(
    ValueId Projection,
    ValueId Positions,
    ValueId QueryNorm,
    ValueId KeyNorm,
    int Heads,
    int RotaryDim,
    int? Window,
    bool OutputGate,
    NormSpec Norm,
    StateSpec.KeyValue State)
{
    /// <summary>The share of attention weights that are dropped while a model is trained.</summary>
    public double Dropout { get; init; }

    /// <summary>Matches <c>merge_heads(attention)</c>, or with a gate <c>merge_heads(attention)·sigmoid(slice(projection))</c>.</summary>
    public static AttentionPattern? Match(GraphBuilder builder, Op op, IReadOnlyList<ValueId> inputs) => op switch
    {
        MergeHeads => Match(builder, builder.Define(inputs[0]), gate: null),
        Multiply when builder.Define(inputs[0]) is { Op: MergeHeads } merged
            && builder.Define(inputs[1]) is { Op: Sigmoid } sigmoid
            && RowPart.Of(builder, sigmoid.Inputs[0]) is RowPart gate => Match(builder, builder.Define(merged.Inputs[0]), gate),
        _ => null,
    };

    private static AttentionPattern? Match(GraphBuilder builder, Node node, RowPart? gate)
    {
        if (node.Op is not Attention attention
            || Turned(builder, node.Inputs[0]) is not Turn q
            || Turned(builder, node.Inputs[1]) is not Turn k
            || RowPart.OfHeads(builder, node.Inputs[2]) is not RowPart v)
        {
            return null;
        }

        int heads = builder.TypeOf(node.Inputs[0]).Shape[1].Factor;
        int queries = heads * attention.State.HeadDim;
        int keys = attention.State.Heads * attention.State.HeadDim;
        int keyStart = gate is null ? queries : 2 * queries;
        ValueId projection = q.Part.Rows;
        bool laidOut = q.Part == new RowPart(projection, 0, queries)
            && (gate is null || gate == new RowPart(projection, queries, queries))
            && k.Part == new RowPart(projection, keyStart, keys)
            && v == new RowPart(projection, keyStart + keys, keys)
            && builder.TypeOf(projection).Width == keyStart + (2 * keys);
        bool alike = q.Norm == k.Norm && q.RotaryDim == k.RotaryDim && q.Positions == k.Positions;
        return laidOut && alike
            ? new AttentionPattern(projection, q.Positions, q.Weight, k.Weight, heads, q.RotaryDim, attention.Window, gate is not null, q.Norm, attention.State) { Dropout = attention.Dropout }
            : null;
    }

    /// <summary>What <c>rope(rms_norm(split_heads(slice(projection))))</c> is made of.</summary>
    private static Turn? Turned(GraphBuilder builder, ValueId value) =>
        builder.Define(value) is { Op: Rope rope } turned
        && builder.Define(turned.Inputs[0]) is { Op: RmsNorm norm } normed
        && RowPart.OfHeads(builder, normed.Inputs[0]) is RowPart part
            ? new Turn(part, turned.Inputs[1], normed.Inputs[1], rope.RotaryDim, norm.Norm)
            : null;

    private sealed record Turn(RowPart Part, ValueId Positions, ValueId Weight, int RotaryDim, NormSpec Norm);
}
