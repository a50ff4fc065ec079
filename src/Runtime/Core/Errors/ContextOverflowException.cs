using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>A sequence would grow beyond what its session can hold.</summary>
public sealed class ContextOverflowException(int needed, int capacity)
    : ModelwrightException(string.Create(CultureInfo.InvariantCulture, $"The sequence would have {needed} columns; the session holds {capacity}."))
{
    /// <summary>Columns the sequence would have.</summary>
    public int Needed { get; } = needed;

    /// <summary>Columns that fit.</summary>
    public int Capacity { get; } = capacity;
}
