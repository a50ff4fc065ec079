using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>A value from outside the graph, by the port it comes in through.</summary>
internal sealed record Parameter(InputPort Port, TensorType Type) : Op("parameter")
{
    public override string Attributes => Port == InputPort.Residual ? "x" : Port.ToString().ToLowerInvariant();

    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => Type;
}

/// <summary>A weight of the layer (or of the model) the graph runs for.</summary>
internal sealed record Weight(WeightSlot Slot) : Op("weight")
{
    public override string Attributes => Slot.Name;

    public override TensorType Infer(IReadOnlyList<TensorType> inputs) => Slot.Kind == WeightKind.Vector
        ? TensorType.Of(ElementType.F32, Slot.Rows * Slot.Columns)
        : TensorType.Of(ElementType.F32, Slot.Rows, Slot.Columns);
}

/// <summary><paramref name="Length"/> entries of the last dimension from <paramref name="Start"/> on.</summary>
internal sealed record Slice(int Start, int Length) : Op("slice")
{
    public override string Attributes => $"{Start}..{Start + Length}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(Start >= 0 && Length > 0 && Start + Length <= inputs[0].Width, "the slice lies inside the last dimension", inputs);
        return inputs[0].WithWidth(Length);
    }
}

/// <summary>[rows, count*d] seen as [rows, count, d].</summary>
internal sealed record SplitHeads(int Count) : Op("split_heads")
{
    public override string Attributes => $"{Count}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Shape.Count == 2 && inputs[0].Width % Count == 0, "the width is a multiple of the heads", inputs);
        return TensorType.Of(inputs[0].Element, inputs[0].Shape[0], Count, inputs[0].Width / Count);
    }
}

/// <summary>[rows, count, d] seen as [rows, count*d].</summary>
internal sealed record MergeHeads() : Op("merge_heads")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Shape.Count == 3, "three dimensions", inputs);
        return TensorType.Of(inputs[0].Element, inputs[0].Shape[0], inputs[0].Shape[1].Factor * inputs[0].Width);
    }
}

/// <summary>The last column's row of every sequence: [rows, n] to [batch, n].</summary>
internal sealed record LastColumn() : Op("last_column")
{
    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(inputs[0].Shape[0] == Dim.Rows, "the first dimension is the rows", inputs);
        return TensorType.Of(inputs[0].Element, Dim.Batch, inputs[0].Width);
    }
}

/// <summary>[rows, d] seen as [rows/count, count*d]: so many rows that follow each other become one.</summary>
internal sealed record MergeRows(int Count) : Op("merge_rows")
{
    public override string Attributes => $"{Count}";

    public override TensorType Infer(IReadOnlyList<TensorType> inputs)
    {
        Require(Count >= 1 && inputs[0].Shape.Count == 2, "rows", inputs);
        return TensorType.Of(inputs[0].Element, inputs[0].Shape[0] / Count, Count * inputs[0].Width);
    }
}
