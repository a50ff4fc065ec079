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

    /// <summary>What stands in place of all tokens, [count, columns, width]; empty where tokens do. <see cref="Tokens"/> is empty then.</summary>
    public ReadOnlyMemory<float> Embeddings { get; private init; }

    /// <summary>Positions of one's own, [count, columns]; empty where they are counted.</summary>
    public ReadOnlyMemory<int> PositionIds { get; private init; }

    /// <summary>Rows of any lengths, brought to one; positions count from each row's first token.</summary>
    /// <param name="rows">Tokens of each row, one or more.</param>
    /// <param name="padding">Any token: it is not seen.</param>
    /// <param name="side">Where padding goes. Results are the same.</param>
    public static TokenBatch Padded(IReadOnlyList<IReadOnlyList<int>> rows, int padding = 0, PaddingSide side = PaddingSide.Left)
    {
        Require(rows);
        int columns = rows.Max(static row => row.Count);
        int[] tokens = new int[rows.Count * columns];
        Array.Fill(tokens, padding);
        int[] first = new int[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            first[row] = side == PaddingSide.Left ? columns - rows[row].Count : 0;
            for (int i = 0; i < rows[row].Count; i++)
            {
                tokens[(row * columns) + first[row] + i] = rows[row][i];
            }
        }

        return new TokenBatch(tokens, first, [.. rows.Select((row, index) => first[index] + row.Count)], columns, PositionCounting.FromFirstToken);
    }

    /// <summary>Rows of embeddings in place of tokens (<c>inputs_embeds</c>); positions count from column 0.</summary>
    /// <param name="embeddings">[count, columns, width], as the model's first layer takes them.</param>
    /// <param name="count">Rows.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="mask">As for <see cref="Masked"/>.</param>
    /// <exception cref="ArgumentException">The numbers are no multiple of count · columns, or the mask has other sizes.</exception>
    /// <exception cref="AttentionMaskException">A mask has a gap.</exception>
    public static TokenBatch Embedded(ReadOnlyMemory<float> embeddings, int count, int columns, IReadOnlyList<IReadOnlyList<int>>? mask = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (embeddings.IsEmpty || embeddings.Length % (count * columns) != 0 || (mask is not null && (mask.Count != count || mask.Any(row => row.Count != columns))))
        {
            throw new ArgumentException($"There are {embeddings.Length} numbers{(mask is null ? "" : " and a mask")} for {count} rows of {columns} columns; wanted a multiple of {count * columns}, and a mask of those sizes or none.", nameof(embeddings));
        }

        (int First, int End)[] ranges = [.. Enumerable.Range(0, count).Select(row => mask is null ? (0, columns) : Range(mask[row], row))];
        return new TokenBatch([], [.. ranges.Select(static range => range.First)], [.. ranges.Select(static range => range.End)], columns, PositionCounting.FromFirstColumn) { Embeddings = embeddings };
    }

    /// <summary>The same with positions of one's own (<c>position_ids</c>).</summary>
    /// <param name="positions">[count, columns].</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public TokenBatch WithPositions(ReadOnlyMemory<int> positions) => positions.Length == Count * Columns
        ? new TokenBatch(Tokens.ToArray(), [.. First], [.. End], Columns, Positions) { Embeddings = Embeddings, PositionIds = positions }
        : throw new ArgumentException($"There are {positions.Length} positions; wanted {Count * Columns}.", nameof(positions));

    /// <summary>What a session is fed.</summary>
    internal ModelInput Input => new() { Tokens = Tokens.Span, Embeddings = Embeddings.Span, Positions = new RotaryPositions(PositionIds.Span) };

    /// <summary>Whether a column is a row's text.</summary>
    internal bool IsText(int row, int column) => column >= First[row] && column < End[row];

    /// <summary>Rows of one length with a mask, as Hugging Face's <c>forward()</c> takes them: positions count from column 0.</summary>
    /// <param name="rows">Tokens of each row, as many in each.</param>
    /// <param name="mask">1 for text and 0 for padding, before it or behind it; null: all is text.</param>
    /// <exception cref="ArgumentException">Rows differ in length.</exception>
    /// <exception cref="AttentionMaskException">A mask has a gap.</exception>
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

    /// <summary>The rightmost column of a row that does not hold a token; 0 where all do, and the last where there are embeddings.</summary>
    internal int LastOther(int row, int token)
    {
        if (!Embeddings.IsEmpty)
        {
            return Columns - 1;
        }

        ReadOnlySpan<int> tokens = Tokens.Span.Slice(row * Columns, Columns);
        return Math.Max(0, tokens.LastIndexOfAnyExcept(token));
    }

    private static (int First, int End) Range(IReadOnlyList<int> mask, int row)
    {
        int first = mask.TakeWhile(static m => m == 0).Count();
        int length = mask.Skip(first).TakeWhile(static m => m != 0).Count();
        return mask.Skip(first + length).All(static m => m == 0)
            ? (first, first + length)
            : throw new AttentionMaskException(row, first + length);
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

/// <summary>Where padding goes.</summary>
public enum PaddingSide
{
    /// <summary>Before a text.</summary>
    Left,

    /// <summary>Behind it.</summary>
    Right,
}
