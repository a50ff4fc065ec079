using System;

namespace Modelwright.Runtime;

/// <summary>
/// How rows of a matrix are stored where a model computes with them. A row is a whole number of 16-byte words: its codes, unit after unit;
/// then a scale for each group of columns, and a zero for each where the format has zeros. An element is <c>scale * (code - zero)</c>.
/// Rows do not depend on each other, so a matrix can be cut between any two, and each part can have a format of its own.
/// </summary>
/// <param name="Codes">How a number is written.</param>
public abstract record BlockFormat(WeightCodes Codes)
{
    private const int WordBytes = 16;

    /// <summary>Columns whose codes lie in one unit, which a lane of a kernel reads at once.</summary>
    public abstract int UnitColumns { get; }

    /// <summary>Bytes of a unit's codes.</summary>
    public virtual int UnitBytes => WordBytes;

    /// <summary>Columns that share a scale, a whole number of units; 0 where there are no scales.</summary>
    public virtual int Group => 0;

    /// <summary>Whether scales are float32 and not float16.</summary>
    public virtual bool WideScales => false;

    /// <summary>Whether every scale has a zero.</summary>
    public virtual bool Zeros => false;

    /// <summary>Bytes of a row of this many columns.</summary>
    public long RowBytes(int columns) => RoundUp(ZerosAt(columns) + (Zeros ? Groups(columns) : 0), WordBytes);

    /// <summary>Bytes of a row of this many columns where rows follow each other without padding, as plain elements do in files.</summary>
    public virtual long PackedRowBytes(int columns) => RowBytes(columns);

    /// <summary>Groups of a row of this many columns.</summary>
    public int Groups(int columns) => Group == 0 ? 0 : (int)DivideUp(columns, Group);

    /// <summary>Where the scales of a row begin, in bytes.</summary>
    public long ScalesAt(int columns) => DivideUp(columns, UnitColumns) * UnitBytes;

    /// <summary>Where the zeros of a row begin, in bytes.</summary>
    public long ZerosAt(int columns) => ScalesAt(columns) + RoundUp((long)Groups(columns) * (WideScales ? sizeof(float) : sizeof(ushort)), sizeof(uint));

    /// <summary>Stores a row.</summary>
    /// <param name="row">Its elements.</param>
    /// <param name="destination">As many bytes as <see cref="RowBytes"/> says; all are written.</param>
    public abstract void Encode(ReadOnlySpan<float> row, Span<byte> destination);

    /// <summary>Reads a row back.</summary>
    /// <param name="stored">The row's bytes.</param>
    /// <param name="row">As many elements as the row has.</param>
    public abstract void Decode(ReadOnlySpan<byte> stored, Span<float> row);

    /// <summary>The constant that makes a kernel read it, see <see cref="FormatWord"/>.</summary>
    internal uint Word => (uint)((int)Codes
        | (int.Log2(UnitColumns / 8) << FormatWord.UnitShift)
        | (Group == 0 ? 0 : FormatWord.Scaled | (int.Log2(Group / UnitColumns) << FormatWord.GroupShift))
        | (WideScales ? FormatWord.WideScales : 0)
        | (Zeros ? FormatWord.Zeros : 0)
        | (UnitBytes > WordBytes ? FormatWord.DoubleUnit : 0));

    private protected static long RoundUp(long value, int by) => DivideUp(value, by) * by;

    private static long DivideUp(long value, int by) => (value + by - 1) / by;
}
