using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// What sessions of every backend have in common: checks of what they are fed, the cut of long input into pieces, positions beside padding, the length that RoPE's frequencies follow,
/// and the refusal to go on after a pass that did not finish.
/// </summary>
internal abstract class ModelSession : IModelSession
{
    private const string ForwardPass = "a forward pass";

    private readonly int _vocabularySize;
    private readonly int _chunk;
    private readonly int[] _padding;
    private PositionCounting _counting;
    private bool _broken;
    private bool _disposed;

    /// <param name="vocabularySize">Logits of a column.</param>
    /// <param name="batchSize">Sequences.</param>
    /// <param name="capacity">Columns that fit.</param>
    /// <param name="chunk">Columns computed at once at most.</param>
    /// <param name="rotary">RoPE's state, where the model has it.</param>
    protected ModelSession(int vocabularySize, int batchSize, int capacity, int chunk, RotaryState? rotary)
    {
        (_vocabularySize, BatchSize, Capacity, _chunk, Rotary) = (vocabularySize, batchSize, capacity, chunk, rotary);
        _padding = new int[batchSize];
    }

    public int BatchSize { get; }

    public int Length { get; private set; }

    public int Capacity { get; }

    protected RotaryState? Rotary { get; }

    /// <summary>Leading columns of each sequence that are padding.</summary>
    protected ReadOnlySpan<int> Padding => _padding;

    /// <summary>How many rows of positions there are: one a sequence where padding shifts them, else one for all.</summary>
    protected int PositionRows => _counting == PositionCounting.FromFirstToken && Padding.ContainsAnyExcept(0) ? BatchSize : 1;

    public void Forward(ReadOnlySpan<int> tokens, Span<float> logits, LogitsScope scope = LogitsScope.Last, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int columns = CheckedColumns(tokens, logits, scope);
        cancellationToken.ThrowIfCancellationRequested();
        CheckDevice(ForwardPass);
        _broken = true; // until it is through
        Rotary?.BeginForward(LongestPosition(columns));
        for (int start = 0; start < columns;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_chunk, columns - start);
            Run(tokens, new SessionPiece(start, count, columns, scope), logits, cancellationToken);
            Length += count;
            start += count;
        }

        _broken = false;
    }

    public void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!leftPadding.IsEmpty && leftPadding.Length != BatchSize)
        {
            throw new ArgumentException($"There are {leftPadding.Length} numbers of padding columns; wanted none or {BatchSize}, one a sequence.", nameof(leftPadding));
        }

        foreach (int columns in leftPadding)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(columns, nameof(leftPadding));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, Capacity, nameof(leftPadding));
        }

        CheckDevice("a reset");
        _padding.AsSpan().Clear();
        leftPadding.CopyTo(_padding);
        _counting = positions;
        Rotary?.Reset();
        Length = 0;
        Clear();
        _broken = false;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Release();
        }
    }

    /// <summary>Computes a piece of the input, and the logits that its scope asks for. <see cref="Length"/> is still what it was before the piece.</summary>
    /// <param name="tokens">[batch, columns] of the whole call.</param>
    /// <param name="piece">Which of them.</param>
    /// <param name="logits">The whole call's.</param>
    /// <param name="cancellationToken">Honoured within the piece where the backend can.</param>
    protected abstract void Run(ReadOnlySpan<int> tokens, SessionPiece piece, Span<float> logits, CancellationToken cancellationToken);

    /// <summary>Sets all states to those of empty sequences.</summary>
    protected abstract void Clear();

    /// <summary>Frees the session's memory; called once.</summary>
    protected abstract void Release();

    /// <summary>Throws where the device cannot be used any more.</summary>
    /// <param name="during">What is about to be done.</param>
    protected virtual void CheckDevice(string during)
    {
    }

    /// <summary>The position of a column of one sequence; 0 for its padding.</summary>
    protected int Position(int sequence, int column) => _counting == PositionCounting.FromFirstColumn ? column : Math.Max(0, column - _padding[sequence]);

    /// <summary>Writes the positions of a piece's columns, one row for each of as many sequences as the destination holds.</summary>
    /// <param name="piece">The piece about to be computed.</param>
    /// <param name="destination">[rows, piece's columns].</param>
    protected void FillPositions(SessionPiece piece, Span<int> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            (int sequence, int column) = Math.DivRem(i, piece.Count);
            destination[i] = Position(sequence, Length + column);
        }
    }

    /// <summary>The largest position of the call, whichever sequence has it: dynamic and longrope choose their frequencies by it.</summary>
    private int LongestPosition(int columns)
    {
        int longest = 0;
        for (int b = 0; b < BatchSize; b++)
        {
            longest = Math.Max(longest, Position(b, Length + columns - 1));
        }

        return longest;
    }

    private int CheckedColumns(ReadOnlySpan<int> tokens, Span<float> logits, LogitsScope scope)
    {
        if (_broken)
        {
            throw new InvalidOperationException("The last forward pass did not finish; the session must be reset before the next.");
        }

        int columns = tokens.Length / BatchSize;
        if (columns == 0 || columns * BatchSize != tokens.Length)
        {
            throw new ArgumentException($"There are {tokens.Length} tokens; wanted at least one for each of the {BatchSize} sequences, and as many for each.", nameof(tokens));
        }

        foreach (int token in tokens)
        {
            if ((uint)token >= (uint)_vocabularySize)
            {
                throw new TokenOutOfRangeException(token, _vocabularySize);
            }
        }

        if (Length + columns > Capacity)
        {
            throw new ContextOverflowException(Length + columns, Capacity);
        }

        long wanted = _vocabularySize * scope switch
        {
            LogitsScope.None => 0L,
            LogitsScope.All => tokens.Length,
            _ => BatchSize,
        };
        return logits.Length >= wanted
            ? columns
            : throw new ArgumentException($"There is room for {logits.Length} logits; wanted at least {wanted}.", nameof(logits));
    }
}
