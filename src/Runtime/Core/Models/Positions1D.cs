using System;

namespace Modelwright.Runtime;

/// <summary>Positions of columns, for models whose heads turn by one: a token's place in the text.</summary>
/// <param name="values">[batch, columns], row-major, none negative.</param>
public readonly ref struct Positions1D(ReadOnlySpan<int> values)
{
    /// <summary>[batch, columns].</summary>
    public ReadOnlySpan<int> Values { get; } = values;
}
