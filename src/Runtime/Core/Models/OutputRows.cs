using System;

namespace Modelwright.Runtime;

/// <summary>Of which columns a forward pass returns a result. Columns are counted from the first one of the call.</summary>
public readonly struct OutputRows : IEquatable<OutputRows>
{
    private OutputRows(OutputScope scope, ReadOnlyMemory<int> columns = default) => (Scope, Columns) = (scope, columns);

    /// <summary>The last column's: [batch, width].</summary>
    public static OutputRows Last => default;

    /// <summary>Every column's: [batch, columns, width].</summary>
    public static OutputRows All { get; } = new(OutputScope.All);

    /// <summary>Nothing: only the state advances.</summary>
    public static OutputRows None { get; } = new(OutputScope.None);

    internal OutputScope Scope { get; }

    /// <summary>Chosen columns, [batch, count].</summary>
    internal ReadOnlyMemory<int> Columns { get; }

    /// <summary>Chosen columns, as many of each sequence: [batch, count, width].</summary>
    /// <param name="columns">[batch, count], row-major.</param>
    public static OutputRows Of(ReadOnlyMemory<int> columns) => new(OutputScope.Chosen, columns);

    /// <summary>The last <paramref name="count"/> columns of every sequence: [batch, count, width].</summary>
    /// <param name="count">Columns wanted, at most <paramref name="columns"/>.</param>
    /// <param name="columns">Columns of the call.</param>
    /// <param name="batchSize">Sequences.</param>
    public static OutputRows LastColumns(int count, int columns, int batchSize = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, columns);
        int[] chosen = new int[batchSize * count];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = columns - count + (i % count);
        }

        return Of(chosen);
    }

    /// <summary>Rows of the result.</summary>
    /// <param name="batchSize">Sequences.</param>
    /// <param name="columns">Columns of the call.</param>
    public long Count(int batchSize, int columns) => Scope switch
    {
        OutputScope.Last => batchSize,
        OutputScope.All => (long)batchSize * columns,
        OutputScope.Chosen => Columns.Length,
        _ => 0,
    };

    /// <inheritdoc/>
    public bool Equals(OutputRows other) => Scope == other.Scope && Columns.Equals(other.Columns);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OutputRows other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scope, Columns);

    /// <summary>Whether both are of the same columns; chosen ones: the same memory.</summary>
    public static bool operator ==(OutputRows left, OutputRows right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(OutputRows left, OutputRows right) => !left.Equals(right);

    /// <summary>The runs of rows of a piece that are wanted.</summary>
    internal OutputRuns In(SessionPiece piece, int batchSize) => new(this, piece, batchSize);
}

/// <summary>The ways of naming columns.</summary>
internal enum OutputScope
{
    Last,
    All,
    None,
    Chosen,
}
