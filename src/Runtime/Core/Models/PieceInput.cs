using System;

namespace Modelwright.Runtime;

/// <summary>The part of a call's input that belongs to a piece.</summary>
internal static class PieceInput
{
    /// <summary>Copies the piece's tokens, [batch, piece's columns]; nothing where embeddings stand in their place.</summary>
    public static void CopyTokens(ModelInput input, SessionPiece piece, int batchSize, Span<int> destination)
    {
        for (int b = 0; b < batchSize && !input.Tokens.IsEmpty; b++)
        {
            input.Tokens.Slice((b * piece.Columns) + piece.Start, piece.Count).CopyTo(destination[(b * piece.Count)..]);
        }
    }

    /// <summary>The embeddings of a row of the piece.</summary>
    public static ReadOnlySpan<float> Embedding(ModelInput input, SessionPiece piece, int row, int width) =>
        input.Embeddings.Slice(checked(CallRow(piece, row) * width), width);

    /// <summary>The row of the piece that a row of the call (sequence · columns + column) is, or -1.</summary>
    public static int RowOf(SessionPiece piece, int callRow)
    {
        (int sequence, int column) = Math.DivRem(callRow, piece.Columns);
        return column >= piece.Start && column < piece.Start + piece.Count ? (sequence * piece.Count) + column - piece.Start : -1;
    }

    private static int CallRow(SessionPiece piece, int row)
    {
        (int sequence, int column) = Math.DivRem(row, piece.Count);
        return (sequence * piece.Columns) + piece.Start + column;
    }
}
