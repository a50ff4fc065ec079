using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>
/// Texts as tokens, brought to one length. Each row has a range of columns that are its text; what stands before it is masked, and what stands behind it no earlier column sees.
/// </summary>
public sealed class TokenBatch
{
    private TokenBatch(int[] tokens, int[] first, int[] end, int columns, PositionCounting positions) =>
        (Tokens, First, End, Columns, Positions) = (tokens, first, end, columns, positions);

    /// <summary>[count, columns], row-major.</summary>
    public ReadOnlyMemory<int> Tokens { get; }

    /// <summary>Rows.</summary>
    public int Count => First.Count;

    /// <summary>Columns of a row.</summary>
    public int Columns { get; }

    /// <summary>The first column of each row's text.</summary>
    public IReadOnlyList<int> First { get; }

    /// <summary>The column behind the last of each row's text.</summary>
    public IReadOnlyList<int> End { get; }

    /// <summary>How positions are counted.</summary>
    public PositionCounting Positions { get; }

    /// <summary>Rows of any lengths, padded on the left; positions count from each row's first token.</summary>
    /// <param name="rows">Tokens of each row, one or more.</param>
    /// <param name="padding">Any token: it is masked.</param>
    public static TokenBatch Padded(IReadOnlyList<IReadOnlyList<int>> rows, int padding = 0)
    {
        Require(rows);
        int columns = rows.Max(static row => row.Count);
        int[] tokens = new int[rows.Count * columns];
        Array.Fill(tokens, padding);
        int[] first = new int[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            first[row] = columns - rows[row].Count;
            for (int i = 0; i < rows[row].Count; i++)
            {
                tokens[(row * columns) + first[row] + i] = rows[row][i];
            }
        }

        return new TokenBatch(tokens, first, [.. Enumerable.Repeat(columns, rows.Count)], columns, PositionCounting.FromFirstToken);
    }

    /// <summary>Rows of one length with a mask, as Hugging Face's <c>forward()</c> takes them: positions count from column 0.</summary>
    /// <param name="rows">Tokens of each row, as many in each.</param>
    /// <param name="mask">1 for text and 0 for padding, before it or behind it; null: all is text.</param>
    /// <exception cref="ArgumentException">Rows differ in length, or a mask has a gap.</exception>
    public static TokenBatch Masked(IReadOnlyList<IReadOnlyList<int>> rows, IReadOnlyList<IReadOnlyList<int>>? mask = null)
    {
        Require(rows);
        int columns = rows[0].Count;
        int[] first = new int[rows.Count];
        int[] end = new int[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row].Count != columns || (mask is not null && mask[row].Count != columns))
            {
                throw new ArgumentException($"Row {row} has {rows[row].Count} tokens{(mask is null ? "" : $" and a mask of {mask[row].Count}")}; wanted {columns}, as in the first row.", nameof(rows));
            }

            (first[row], end[row]) = mask is null ? (0, columns) : Range(mask[row], row);
        }

        return new TokenBatch([.. rows.SelectMany(static row => row)], first, end, columns, PositionCounting.FromFirstColumn);
    }

    /// <summary>The rightmost column of a row that does not hold a token; 0 where all do.</summary>
    internal int LastOther(int row, int token)
    {
        ReadOnlySpan<int> tokens = Tokens.Span.Slice(row * Columns, Columns);
        return Math.Max(0, tokens.LastIndexOfAnyExcept(token));
    }

    private static (int First, int End) Range(IReadOnlyList<int> mask, int row)
    {
        int first = mask.TakeWhile(static m => m == 0).Count();
        int length = mask.Skip(first).TakeWhile(static m => m != 0).Count();
        return mask.Skip(first + length).All(static m => m == 0)
            ? (first, first + length)
            : throw new ArgumentException($"The mask of row {row} has a gap at column {first + length}; wanted one range of columns.", nameof(mask));
    }

    private static void Require(IReadOnlyList<IReadOnlyList<int>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows.Any(static row => row.Count == 0))
        {
            throw new ArgumentException("There is nothing, or a row without tokens; wanted rows of one token or more.", nameof(rows));
        }
    }
}
