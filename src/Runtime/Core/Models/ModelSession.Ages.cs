using System;

namespace Modelwright.Runtime;

/// <content>How long each sequence is.</content>
internal abstract partial class ModelSession
{
    private readonly int[] _lengths;
    private readonly SequenceSpan[] _spans;

    public int LengthOf(int sequence) => _lengths[sequence];

    /// <summary>Whether sequences of one batch may differ in length.</summary>
    protected virtual bool TakesCounts => false;

    /// <summary>Where each sequence stands, the columns of a piece among its own; valid until the next piece.</summary>
    protected ReadOnlySpan<SequenceSpan> Sequences(ModelInput input, SessionPiece piece)
    {
        for (int b = 0; b < BatchSize; b++)
        {
            _spans[b] = new SequenceSpan(_lengths[b], _padding[b], _lengths[b] + NewTokens(input, b, piece.Start, piece.Count));
        }

        return _spans;
    }

    /// <summary>How many of some columns of the call are tokens of a sequence.</summary>
    private static int NewTokens(ModelInput input, int sequence, int start, int count) =>
        input.Counts.IsEmpty ? count : Math.Clamp(input.Counts[sequence] - start, 0, count);

    private void CheckLengths(ModelInput input, int columns)
    {
        SessionChecks.Counts(input.Counts, BatchSize, columns);
        if (!input.Counts.IsEmpty && !TakesCounts)
        {
            throw new NotSupportedException("There are counts of new tokens, and this backend advances all sequences of a batch alike; wanted a batch padded on the left, or the Vulkan or CPU backend.");
        }

        for (int b = 0; b < BatchSize; b++)
        {
            int length = _lengths[b] + NewTokens(input, b, 0, columns);
            if (length > Capacity)
            {
                throw new ContextOverflowException(length, Capacity);
            }
        }
    }

    private void Advance(ModelInput input, int start, int count)
    {
        for (int b = 0; b < BatchSize; b++)
        {
            _lengths[b] += NewTokens(input, b, start, count);
            Length = Math.Max(Length, _lengths[b]);
        }
    }
}
