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
    public long Columns => _pieces.Count == 0 ? 0 : _pieces[0].Tensor.Columns;

    /// <summary>Elements of all rows.</summary>
    public long Elements { get; private set; }

    /// <summary>All rows of a tensor.</summary>
    public static StoredRows Whole(CheckpointTensor tensor)
    {
        StoredRows rows = new();
        rows.Append(tensor, 0, tensor.Rows);
        return rows;
    }

    /// <summary>Puts rows behind those that are there.</summary>
    public void Append(CheckpointTensor tensor, long first, long count)
    {
        Elements += count * tensor.Columns;
        if (_pieces.Count > 0 && _pieces[^1] is { } last && last.Tensor == tensor && last.First + last.Count == first)
        {
            _pieces[^1] = last with { Count = last.Count + count };
        }
        else
        {
            _pieces.Add(new Piece(tensor, first, count));
        }
    }

    /// <summary>Reads elements, counted over all rows; see <see cref="CheckpointTensor.Read"/>.</summary>
    public void Read(long firstElement, int count, ElementFormat target, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstElement);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstElement, Elements - count);
        foreach (Piece piece in _pieces)
        {
            long elements = piece.Count * piece.Tensor.Columns;
            if (firstElement < elements && count > 0)
            {
                int part = (int)Math.Min(count, elements - firstElement);
                piece.Tensor.Read((piece.First * piece.Tensor.Columns) + firstElement, part, target, destination);
                destination = destination[(part * target.SizeInBytes())..];
                count -= part;
                firstElement = 0;
            }
            else
            {
                firstElement -= elements;
            }

            if (count == 0)
            {
                return;
            }
        }
    }

    /// <summary>Rows that lie together in a tensor.</summary>
    private readonly record struct Piece(CheckpointTensor Tensor, long First, long Count);
}
