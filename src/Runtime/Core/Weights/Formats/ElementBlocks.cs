using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>Plain float32, float16 or bfloat16, 8 columns a unit.</summary>
public sealed record ElementBlocks : BlockFormat
{
    /// <summary>A format of one of the three.</summary>
    /// <param name="element">Float32, Float16 or BFloat16.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of them.</exception>
    public ElementBlocks(ElementFormat element)
        : base(element switch
        {
            ElementFormat.Float32 => WeightCodes.Float32,
            ElementFormat.Float16 => WeightCodes.Float16,
            ElementFormat.BFloat16 => WeightCodes.BFloat16,
            _ => throw new ArgumentOutOfRangeException(nameof(element), element, "Weights are Float32, Float16 or BFloat16."),
        })
    {
        Element = element;
    }

    /// <summary>What an element is.</summary>
    public ElementFormat Element { get; }

    /// <inheritdoc/>
    public override int UnitColumns => 8;

    /// <inheritdoc/>
    public override int UnitBytes => UnitColumns * Element.SizeInBytes();

    /// <inheritdoc/>
    public override long PackedRowBytes(int columns) => (long)columns * Element.SizeInBytes();

    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<float> row, Span<byte> destination)
    {
        ElementConversion.Convert(MemoryMarshal.AsBytes(row), ElementFormat.Float32, destination, Element);
        destination[(row.Length * Element.SizeInBytes())..].Clear();
    }

    /// <inheritdoc/>
    public override void Decode(ReadOnlySpan<byte> stored, Span<float> row) =>
        ElementConversion.Widen(stored[..(row.Length * Element.SizeInBytes())], Element, row);

    /// <inheritdoc/>
    public override string ToString() => Element.ToString();
}
