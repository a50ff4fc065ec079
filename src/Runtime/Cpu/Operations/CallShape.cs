using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>The columns a call computes: those of a session, from <see cref="Past"/> on.</summary>
internal sealed class CallShape(int batch, int capacity)
{
    public int Batch { get; } = batch;

    public int Capacity { get; } = capacity;

    /// <summary>New columns of each sequence.</summary>
    public int Columns { get; set; }

    /// <summary>Columns before them.</summary>
    public int Past { get; set; }

    public int Rows => Batch * Columns;

    /// <summary>Leading columns of each sequence that are padding.</summary>
    public int[] Padding { get; } = new int[batch];

    public bool IsPadding(int row) => Past + (row % Columns) < Padding[row / Columns];

    /// <summary>The first column that a column sees. A padding column sees itself: one that saw nothing would be no number, and spread.</summary>
    public int FirstSeen(int sequence, int column, int? window) =>
        Math.Min(column, Math.Max(Padding[sequence], window is { } size ? column + 1 - size : 0));
}
