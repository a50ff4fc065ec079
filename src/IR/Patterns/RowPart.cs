namespace Modelwright.IR;

/// <summary>The entries <paramref name="Start"/> to Start + <paramref name="Length"/> of each of some rows.</summary>
internal sealed record RowPart(ValueId Rows, int Start, int Length)
{
    /// <summary>What <c>slice(rows)</c> takes.</summary>
    public static RowPart? Of(GraphBuilder builder, ValueId value) =>
        builder.Define(value) is { Op: Slice slice } node ? new RowPart(node.Inputs[0], slice.Start, slice.Length) : null;

    /// <summary>What <c>split_heads(slice(rows))</c> takes.</summary>
    public static RowPart? OfHeads(GraphBuilder builder, ValueId value) =>
        builder.Define(value) is { Op: SplitHeads } heads ? Of(builder, heads.Inputs[0]) : null;
}
