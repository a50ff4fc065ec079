using System;

namespace Modelwright.Runtime;

/// <summary>
/// Positions of columns, for models whose heads turn by three (<c>mrope_section</c>; MRoPE, Wang et al. 2024): time, height and width of what stands there. Text has the same number in
/// all three.
/// </summary>
public readonly ref struct Positions3D
{
    /// <summary>Three rows one after the other, as Hugging Face's <c>position_ids</c> has them.</summary>
    /// <param name="values">[3, batch, columns], row-major, none negative.</param>
    /// <exception cref="ArgumentException">They are not three rows of one length.</exception>
    public Positions3D(ReadOnlySpan<int> values)
    {
        if (values.Length % Axes != 0)
        {
            throw new ArgumentException($"There are {values.Length} positions; wanted a multiple of {Axes}: time, height and width.", nameof(values));
        }

        Values = values;
    }

    internal const int Axes = 3;

    /// <summary>[3, batch, columns].</summary>
    public ReadOnlySpan<int> Values { get; }

    /// <summary>[batch, columns].</summary>
    public ReadOnlySpan<int> Time => Values[..(Values.Length / Axes)];

    /// <summary>[batch, columns].</summary>
    public ReadOnlySpan<int> Height => Values[(Values.Length / Axes)..(Values.Length / Axes * 2)];

    /// <summary>[batch, columns].</summary>
    public ReadOnlySpan<int> Width => Values[(Values.Length / Axes * 2)..];
}
