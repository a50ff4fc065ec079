using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>A weight that a checkpoint does not have as a plain tensor: packed, in another order, or as another number of which it is a function. Thread-safe.</summary>
internal abstract class IndirectWeight(string path, string name)
{
    /// <summary>The file it is in.</summary>
    public string Path { get; } = path;

    /// <summary>The name that it would have if it were plain.</summary>
    public string Name { get; } = name;

    /// <summary>The file's word for how it is stored.</summary>
    public abstract string DType { get; }

    /// <summary>The shape it would have if it were plain.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Columns, the last dimension.</summary>
    public int Columns => checked((int)Shape[^1]);

    /// <summary>The format that holds it without loss; null where there is none.</summary>
    public ScaledBlocks? Blocks { get; protected init; }

    /// <summary>The order of its columns in which <see cref="OrderedBlocks"/> holds it; null where there is none, or where it is held as it lies.</summary>
    public GroupedColumns? Order { get; protected init; }

    /// <summary>The format that holds it without loss when its columns are in <see cref="Order"/>.</summary>
    public ScaledBlocks? OrderedBlocks { get; protected init; }

    /// <summary>The format that holds it without loss when its columns are in an order; null where there is none.</summary>
    public ScaledBlocks? BlocksIn(GroupedColumns? order) => order is null ? Blocks : order.Equals(Order) ? OrderedBlocks : null;

    /// <summary>Whether codes stand for its numbers.</summary>
    public virtual bool IsQuantised => Blocks is not null;

    /// <summary>The elements that it is kept as where it is not kept packed.</summary>
    public virtual ElementFormat Element => ElementFormat.Float32;

    /// <summary>What it is, in words.</summary>
    public abstract string Described { get; }

    /// <summary>Elements of rows, widened.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="values">Receives [rows, columns].</param>
    public abstract void Read(long firstRow, int rows, Span<float> values);

    /// <summary>Stores rows as they are in <see cref="BlocksIn"/>.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="stride">Bytes from one row of the destination to the next.</param>
    /// <param name="destination">Receives the rows.</param>
    /// <param name="order">The order to bring columns into, its own; null for as they lie.</param>
    public virtual void Store(long firstRow, int rows, int stride, Span<byte> destination, GroupedColumns? order = null) => throw new InvalidOperationException($"'{Name}' has no packed format.");
}
