using System;

namespace Modelwright.Runtime;

/// <summary>Positions of rows: one number each, or several where parts of a head turn by numbers of their own (time, height and width of a picture's patch).</summary>
/// <param name="values">[axes, rows].</param>
/// <param name="axes">Numbers of a row.</param>
public readonly ref struct RotaryPositions(ReadOnlySpan<int> values, int axes = 1)
{
    /// <summary>[axes, rows].</summary>
    public ReadOnlySpan<int> Values { get; } = values;

    /// <summary>Numbers of a row.</summary>
    public int Axes { get; } = axes;

    /// <summary>Rows.</summary>
    public int Count => Axes == 0 ? 0 : Values.Length / Axes;

    /// <summary>Whether there are none, which is also what <see langword="default"/> is.</summary>
    public bool IsEmpty => Values.IsEmpty;

    /// <summary>One number a row.</summary>
    public static implicit operator RotaryPositions(int[] values) => new(values);
}
