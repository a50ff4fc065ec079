using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>An attention mask has a gap: each row's text must be one range of columns, with padding before it or behind it.</summary>
public sealed class AttentionMaskException : ModelwrightException
{
    internal AttentionMaskException(int row, int column)
        : base(string.Create(CultureInfo.InvariantCulture, $"The mask of row {row} has a gap at column {column}; wanted one range of columns, with padding before it or behind it.")) =>
        (Row, Column) = (row, column);

    /// <summary>The row.</summary>
    public int Row { get; }

    /// <summary>Where the gap begins.</summary>
    public int Column { get; }
}
