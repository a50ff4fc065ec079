namespace Modelwright.Runtime.Cpu;

/// <summary>Where codes and scales of a row lie that has no neighbours between its own.</summary>
internal readonly struct CodeRow(Float8Blocks format, int columns)
{
    /// <summary>Bytes from one row to the next.</summary>
    public long Bytes { get; } = format.RowBytes(columns);

    public long ScalesAt { get; } = format.ScalesAt(columns);

    public bool WideScales { get; } = format.WideScales;

    /// <summary>A group's units, as a power of two.</summary>
    public int GroupShift { get; } = int.Log2(format.Group / format.UnitColumns);

    /// <summary>The group that a unit lies in, and how many groups some units from it on lie in.</summary>
    public (int First, int Count) Groups(int unit, int count)
    {
        int first = unit >> GroupShift;
        return (first, ((unit + count - 1) >> GroupShift) - first + 1);
    }
}
