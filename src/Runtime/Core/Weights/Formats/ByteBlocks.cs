using System;

namespace Modelwright.Runtime;

/// <summary>Codes of a byte, 16 columns a unit.</summary>
public abstract record ByteBlocks : ScaledBlocks
{
    private const int Unit = 16;
    private const int Words = 4;

    private protected ByteBlocks(WeightCodes codes, int group, bool wideScales, bool zeros)
        : base(codes, Unit, group, wideScales, zeros)
    {
    }

    /// <inheritdoc/>
    public sealed override void WriteCodes(Span<byte> row, ReadOnlySpan<sbyte> codes)
    {
        row[..checked((int)ScalesAt(codes.Length))].Clear();
        for (int i = 0; i < codes.Length; i++)
        {
            row[Place(i)] = (byte)codes[i];
        }
    }

    /// <inheritdoc/>
    public sealed override void ReadCodes(ReadOnlySpan<byte> row, Span<sbyte> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (sbyte)row[Place(i)];
        }
    }

    /// <summary>Byte i / 4 of word i modulo 4, in the column's unit.</summary>
    private static int Place(int column)
    {
        int inUnit = column % Unit;
        return column - inUnit + (inUnit % Words * sizeof(uint)) + (inUnit / Words);
    }
}
