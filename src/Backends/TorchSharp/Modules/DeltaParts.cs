using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Where the parts of the delta rule's projection lie in the tensors of the checkpoint; the slot's own order is [q | k | v | z | b | a].</summary>
internal sealed record DeltaParts(SourceRows Query, SourceRows Key, SourceRows Value, SourceRows Gate, SourceRows Beta, SourceRows Decay)
{
    public static DeltaParts Of(WeightSlot projection, LinearAttention op)
    {
        int keys = op.KeyHeads * op.KeyDim;
        int values = op.ValueHeads * op.ValueDim;
        int gates = (2 * keys) + (2 * values);
        return new DeltaParts(
            SourceRows.Of(projection, 0, keys),
            SourceRows.Of(projection, keys, keys),
            SourceRows.Of(projection, 2 * keys, values),
            SourceRows.Of(projection, (2 * keys) + values, values),
            SourceRows.Of(projection, gates, op.ValueHeads),
            SourceRows.Of(projection, gates + op.ValueHeads, op.ValueHeads));
    }

    /// <summary>The inputs of the convolution side by side, as an expression.</summary>
    public string Channels(string projected)
    {
        bool inTurn = (Query.Blocks, Key.Blocks, Value.Blocks) == (1, 1, 1) && Key.Start == Query.Start + Query.Rows && Value.Start == Key.Start + Key.Rows;
        return inTurn
            ? new SourceRows(Query.Start, 0, Query.Rows + Key.Rows + Value.Rows, 1).Of(projected)
            : $"cat([{Query.Of(projected)}, {Key.Of(projected)}, {Value.Of(projected)}], dim: -1)";
    }

    /// <summary>The arguments of the runtime's <c>DeltaRows</c>.</summary>
    public string ByHead(LinearAttention op)
    {
        int group = op.ValueHeads / op.KeyHeads;
        string values = Value.ByHead(group * op.ValueDim);
        return $"Query: {Query.ByHead(op.KeyDim)}, Key: {Key.ByHead(op.KeyDim)}, Value: {values}, Gate: {Gate.ByHead(group * op.ValueDim)}, Beta: {Beta.ByHead(group)}, Decay: {Decay.ByHead(group)}";
    }
}
