using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary><c>activate(slice(product))·slice(product)</c>: the first half of a product's rows are gates, the second half what they let through.</summary>
internal sealed record GatedProductPattern(Node Product, int Width, Activation Function)
{
    public static GatedProductPattern? Match(GraphBuilder builder, Op op, IReadOnlyList<ValueId> inputs) =>
        op is Multiply
        && builder.Define(inputs[0]) is { Op: Activate activate } activated
        && RowPart.Of(builder, activated.Inputs[0]) is RowPart gate
        && RowPart.Of(builder, inputs[1]) is RowPart up
        && gate == new RowPart(gate.Rows, 0, gate.Length)
        && up == new RowPart(gate.Rows, gate.Length, gate.Length)
        && builder.TypeOf(gate.Rows).Width == 2 * gate.Length
            ? new GatedProductPattern(builder.Define(gate.Rows), gate.Length, activate.Function)
            : null;
}
