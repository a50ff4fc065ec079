using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// The columns a call computes: as many of each sequence, from where it stands on. Those behind its new tokens are computed alike and leave nothing behind: what they write to the
/// cache is overwritten before it is read, and states pass them by.
/// </summary>
internal sealed class CallShape(int batch, int capacity)
{
    public int Batch { get; } = batch;

    public int Capacity { get; } = capacity;

    /// <summary>Columns of each sequence in this call.</summary>
    public int Columns { get; set; }

    /// <summary>Columns that each sequence had before.</summary>
    public int[] Past { get; } = new int[batch];

    /// <summary>How many of the call's columns are tokens of each sequence.</summary>
    public int[] New { get; } = new int[batch];

    public int Rows => Batch * Columns;

    /// <summary>Leading columns of each sequence that are padding.</summary>
    public int[] Padding { get; } = new int[batch];

    public bool IsPadding(int row) => Past[row / Columns] + (row % Columns) < Padding[row / Columns];

    /// <summary>A sequence's number of a column of this call. What lies behind its new tokens may go beyond the capacity, and counts as the last column.</summary>
    public int ColumnOf(int sequence, int column) => Math.Min(Past[sequence] + column, Capacity - 1);

    /// <summary>The first column that a column sees. A padding column sees itself: one that saw nothing would be no number, and spread.</summary>
    public int FirstSeen(int sequence, int column, int? window) =>
        Math.Min(column, Math.Max(Padding[sequence], window is { } size ? column + 1 - size : 0));
}
