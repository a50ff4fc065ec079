using System;

namespace Modelwright.Runtime;

/// <summary>A weight holds numbers that the storage asked for cannot hold: NaN, infinity, or far too large ones.</summary>
public sealed class WeightValueException(string path, string weight, int row, Exception reason)
    : CheckpointException(path, $"Row {row} of the weight {weight} in '{path}' cannot be quantised. {reason.Message} Load it without quantisation.", reason)
{
    /// <summary>The weight's name.</summary>
    public string Weight { get; } = weight;

    /// <summary>The row, counted over the whole weight.</summary>
    public int Row { get; } = row;
}
