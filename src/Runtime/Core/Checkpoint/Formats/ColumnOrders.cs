using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>The orders in which a matrix's columns are kept: one for all rows, or one for each expert's.</summary>
/// <param name="orders">One, or one for each expert; <see langword="null"/> for columns that are kept as they lie.</param>
/// <param name="columns">Columns of the matrix.</param>
internal sealed class ColumnOrders(IReadOnlyList<GroupedColumns?> orders, int columns)
{
    /// <summary>How many there are: 1, or one for each expert.</summary>
    public int Count => orders.Count;

    /// <summary>Columns of the matrix.</summary>
    public int Columns => columns;

    /// <summary>The order of an expert's columns; null: as they lie.</summary>
    public GroupedColumns? Of(int expert) => orders[Math.Min(expert, orders.Count - 1)];
}
