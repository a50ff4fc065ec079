using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// Attention within segments from one projection row [q | k | v] to one row of heads: slices and the rotation of queries and keys, which takes the whole head.
/// Every offset and rotation is as written here, or there is no match.
/// </summary>
internal sealed record SegmentAttentionPattern(ValueId Projection, ValueId Positions, ValueId Segments, int Heads, int HeadDim)
{
    /// <summary>Matches <c>merge_heads(segment_attention)</c>.</summary>
    public static SegmentAttentionPattern? Match(GraphBuilder builder, Op op, IReadOnlyList<ValueId> inputs)
    {
        if (op is not MergeHeads
            || builder.Define(inputs[0]) is not { Op: SegmentAttention } attention
            || Turned(builder, attention.Inputs[0]) is not Turn q
            || Turned(builder, attention.Inputs[1]) is not Turn k
            || RowPart.OfHeads(builder, attention.Inputs[2]) is not RowPart v)
        {
            return null;
        }

        int heads = attention.Type.Shape[1].Factor;
        int width = heads * attention.Type.Width;
        ValueId projection = q.Part.Rows;
        bool laidOut = q.Part == new RowPart(projection, 0, width)
            && k.Part == new RowPart(projection, width, width)
            && v == new RowPart(projection, 2 * width, width)
            && builder.TypeOf(projection).Width == 3 * width;
        return laidOut && q.Positions == k.Positions
            ? new SegmentAttentionPattern(projection, q.Positions, attention.Inputs[3], heads, attention.Type.Width)
            : null;
    }

    /// <summary>What <c>rope(split_heads(slice(projection)))</c> is made of, where all of the head turns.</summary>
    private static Turn? Turned(GraphBuilder builder, ValueId value) =>
        builder.Define(value) is { Op: Rope rope } turned
        && rope.RotaryDim == turned.Type.Width
        && RowPart.OfHeads(builder, turned.Inputs[0]) is RowPart part
            ? new Turn(part, turned.Inputs[1])
            : null;

    private sealed record Turn(RowPart Part, ValueId Positions);
}
