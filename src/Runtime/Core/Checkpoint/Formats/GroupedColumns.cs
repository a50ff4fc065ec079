using System;
using System.Buffers;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>
/// An order of a matrix's columns in which those that share a scale are neighbours, as formats of ours want them. A product with columns in another order is the same
/// where its inputs are taken in that order too.
/// </summary>
internal sealed class GroupedColumns : IEquatable<GroupedColumns>
{
    private readonly int[] _columns;

    private GroupedColumns(int[] columns)
    {
        _columns = columns;
    }

    /// <summary>Which column stands where.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>Columns by their groups, those of one as they were.</summary>
    /// <param name="groupOf">The group of each column.</param>
    /// <param name="group">Columns of a group; the last may have fewer.</param>
    /// <returns><see langword="null"/> where groups have other sizes.</returns>
    public static GroupedColumns? Of(int[] groupOf, int group)
    {
        int[] columns = new int[groupOf.Length];
        int[] next = [.. Enumerable.Range(0, (columns.Length + group - 1) / group).Select(number => number * group)];
        for (int column = 0; column < columns.Length; column++)
        {
            int place = next[groupOf[column]]++;
            if (place >= columns.Length || place / group != groupOf[column])
            {
                return null;
            }

            columns[place] = column;
        }

        return new GroupedColumns(columns);
    }

    /// <summary>Brings elements of a row into the order.</summary>
    /// <param name="row">Bytes of the row's elements.</param>
    /// <param name="elementBytes">Bytes of one: 1, 2 or 4.</param>
    public void Apply(Span<byte> row, int elementBytes)
    {
        switch (elementBytes)
        {
            case sizeof(byte): Apply(row); break;
            case sizeof(ushort): Apply(MemoryMarshal.Cast<byte, ushort>(row)); break;
            case sizeof(uint): Apply(MemoryMarshal.Cast<byte, uint>(row)); break;
            default: throw new ArgumentOutOfRangeException(nameof(elementBytes), elementBytes, "Elements have 1, 2 or 4 bytes.");
        }
    }

    public bool Equals(GroupedColumns? other) => other is not null && Columns.SequenceEqual(other.Columns);

    public override bool Equals(object? obj) => Equals(obj as GroupedColumns);

    public override int GetHashCode() => HashCode.Combine(_columns.Length, _columns[0], _columns[^1]);

    private void Apply<T>(Span<T> row)
        where T : unmanaged
    {
        T[] before = ArrayPool<T>.Shared.Rent(_columns.Length);
        row[.._columns.Length].CopyTo(before);
        for (int place = 0; place < _columns.Length; place++)
        {
            row[place] = before[_columns[place]];
        }

        ArrayPool<T>.Shared.Return(before);
    }
}
