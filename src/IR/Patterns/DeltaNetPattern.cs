using System;
using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// The gated delta rule layer from one projection row [q | k | v | z | b | a] to one row of value heads: convolution, l2 norms, gates, the rule itself and
/// the gated norm. Queries are scaled by the inverse root of their size, keys not at all; another scale, offset or kind of norm is no match.
/// </summary>
internal sealed record DeltaNetPattern(
    ValueId Projection,
    Node Convolution,
    ValueId DecayLog,
    ValueId DecayBias,
    ValueId NormWeight,
    int KeyHeads,
    NormSpec Norm,
    StateSpec.Recurrent State)
{
    public CausalConvolution Filter => (CausalConvolution)Convolution.Op;

    public ValueId FilterWeight => Convolution.Inputs[1];

    /// <summary>Matches <c>merge_heads(gated_rms_norm(delta_rule(…), z, weight))</c>.</summary>
    public static DeltaNetPattern? Match(GraphBuilder builder, Op op, IReadOnlyList<ValueId> inputs)
    {
        if (op is not MergeHeads
            || builder.Define(inputs[0]) is not { Op: GatedRmsNorm { Norm: { ZeroCentred: false } norm } } gated
            || builder.Define(gated.Inputs[0]) is not { Op: DeltaRule rule } delta
            || RowPart.OfHeads(builder, gated.Inputs[1]) is not RowPart z
            || Normed(builder, delta.Inputs[0], scale: (float)(1.0 / Math.Sqrt(rule.State.KeyDim))) is not RowPart q
            || Normed(builder, delta.Inputs[1], scale: 1f) is not RowPart k
            || RowPart.OfHeads(builder, delta.Inputs[2]) is not RowPart v
            || builder.Define(delta.Inputs[3]) is not { Op: DecayGate } decay
            || RowPart.Of(builder, decay.Inputs[0]) is not RowPart a
            || builder.Define(delta.Inputs[4]) is not { Op: Sigmoid } beta
            || RowPart.Of(builder, beta.Inputs[0]) is not RowPart b
            || builder.Define(q.Rows) is not { Op: CausalConvolution } convolution
            || RowPart.Of(builder, convolution.Inputs[0]) is not RowPart channels)
        {
            return null;
        }

        int keyHeads = builder.TypeOf(delta.Inputs[0]).Shape[1].Factor;
        int keys = keyHeads * rule.State.KeyDim;
        int values = rule.State.Heads * rule.State.ValueDim;
        int mixed = (2 * keys) + values;
        ValueId rows = channels.Rows;
        bool laidOut = q == new RowPart(convolution.Result, 0, keys)
            && k == new RowPart(convolution.Result, keys, keys)
            && v == new RowPart(convolution.Result, 2 * keys, values)
            && channels == new RowPart(rows, 0, mixed)
            && z == new RowPart(rows, mixed, values)
            && b == new RowPart(rows, mixed + values, rule.State.Heads)
            && a == new RowPart(rows, mixed + values + rule.State.Heads, rule.State.Heads)
            && builder.TypeOf(rows).Width == mixed + values + (2 * rule.State.Heads);
        return laidOut ? new DeltaNetPattern(rows, convolution, decay.Inputs[1], decay.Inputs[2], gated.Inputs[2], keyHeads, norm, rule.State) : null;
    }

    /// <summary>What <c>l2_norm&lt;scale&gt;(split_heads(slice(convolution)))</c> takes.</summary>
    private static RowPart? Normed(GraphBuilder builder, ValueId heads, float scale) =>
        builder.Define(heads) is { Op: L2Norm l2 } norm && l2.Scale == scale ? RowPart.OfHeads(builder, norm.Inputs[0]) : null;
}
