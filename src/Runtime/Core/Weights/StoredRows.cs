using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>
/// The rows of one of a model's names, where a checkpoint has them: one piece of one tensor as a rule, several where they are stacked or sorted in another way.
/// </summary>
internal sealed class StoredRows
{
    private readonly List<Piece> _pieces = [];

    /// <summary>Elements of a row.</summary>
    public long Columns => _pieces.Count == 0 ? 0 : _pieces[0].Columns;

    /// <summary>Elements of all rows.</summary>
    public long Elements { get; private set; }

    /// <summary>All rows of a tensor.</summary>
    public static StoredRows Whole(CheckpointTensor tensor)
    {
        StoredRows rows = new();
        rows.Append(tensor, 0, tensor.Rows, transposed: false);
        return rows;
    }

    /// <summary>Puts rows behind those that are there.</summary>
    /// <param name="tensor">Has them.</param>
    /// <param name="first">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="transposed">As in <see cref="WeightSource.Transposed"/>.</param>
    public void Append(CheckpointTensor tensor, long first, long count, bool transposed)
    {
        Piece next = new(tensor, first, count, transposed);
        Elements += next.Elements;
        if (_pieces.Count > 0 && _pieces[^1] is { } last && last.Tensor == tensor && last.Transposed == transposed && last.First + last.Count == first)
        {
            _pieces[^1] = last with { Count = last.Count + count };
        }
        else
        {
            _pieces.Add(next);
        }
    }

    /// <summary>Reads elements, counted over all rows; see <see cref="CheckpointTensor.Read"/>.</summary>
    public void Read(long firstElement, int count, ElementFormat target, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstElement);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstElement, Elements - count);
        foreach (Piece piece in _pieces)
        {
            long elements = piece.Elements;
            if (firstElement < elements && count > 0)
            {
                int part = (int)Math.Min(count, elements - firstElement);
                piece.Read(firstElement, part, target, destination);
                destination = destination[(part * target.SizeInBytes())..];
                count -= part;
                firstElement = 0;
            }
            else
            {
                firstElement -= elements;
            }
        }
    }

    /// <summary>Rows that lie together in a tensor.</summary>
    private readonly record struct Piece(CheckpointTensor Tensor, long First, long Count, bool Transposed)
    {
        public long Columns => Transposed ? Tensor.Shape[^2] : Tensor.Columns;

        public long Elements => Count * Columns;

        public void Read(long firstElement, int count, ElementFormat target, Span<byte> destination)
        {
            if (!Transposed)
            {
                Tensor.Read((First * Columns) + firstElement, count, target, destination);
                return;
            }

            // The end of a row, whole rows, the beginning of another.
            int size = target.SizeInBytes();
            while (count > 0)
            {
                (long row, long column) = Math.DivRem(firstElement, Columns);
                int rows = column == 0 ? Math.Max(1, count / (int)Columns) : 1;
                int columns = (int)Math.Min(Columns - column, count);
                TransposedRows.Read(Tensor, First + row, rows, (int)column, columns, target, destination, columns * size);
                destination = destination[(rows * columns * size)..];
                firstElement += rows * columns;
                count -= rows * columns;
            }
        }
    }
}
