using System;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// What sessions of every backend have in common: checks of what they are fed, the cut of long input into pieces, positions beside padding, the length that RoPE's frequencies follow,
/// and the refusal to go on after a pass that did not finish.
/// </summary>
internal abstract partial class ModelSession : ISequentialSession, IMultimodalSession
{
    private const string ForwardPass = "a forward pass";

    private readonly int _vocabularySize;
    private readonly int _chunk;
    private readonly int[] _padding;
    private readonly int[] _positions;
    private PositionCounting _counting;
    private bool _broken;
    private bool _disposed;

    /// <param name="tower">What is run.</param>
    /// <param name="vocabularySize">Tokens there are.</param>
    /// <param name="batchSize">Sequences.</param>
    /// <param name="capacity">Columns that fit.</param>
    /// <param name="chunk">Columns computed at once at most.</param>
    /// <param name="rotary">RoPE's state, where the model has it.</param>
    protected ModelSession(TowerInfo tower, int vocabularySize, int batchSize, int capacity, int chunk, RotaryState? rotary)
    {
        (Tower, _vocabularySize, BatchSize, Capacity, _chunk, Rotary) = (tower, vocabularySize, batchSize, capacity, chunk, rotary);
        _padding = new int[batchSize];
        _lengths = new int[batchSize];
        _spans = new SequenceSpan[batchSize];
        _positions = new int[checked((rotary?.Axes ?? 1) * batchSize * Math.Min(chunk, capacity))];
    }

    public TowerInfo Tower { get; }

    public int BatchSize { get; }

    public int Length { get; private set; }

    public int Capacity { get; }

    /// <inheritdoc/>
    public abstract long Bytes { get; }

    protected RotaryState? Rotary { get; }

    /// <summary>Leading columns of each sequence that are padding.</summary>
    protected ReadOnlySpan<int> Padding => _padding;

    public void Forward(ReadOnlySpan<int> tokens, Span<float> output, OutputRows rows = default, CancellationToken cancellationToken = default) =>
        Forward(new ModelInput(tokens), new PassOutputs(output, rows), cancellationToken);

    public void Forward(ModelInput input, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default) =>
        Forward(input, new PassOutputs(outputs), cancellationToken);

    void ISequentialSession.Forward(ModelInput input, Positions1D positions, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken) =>
        Forward(input with { Positions = Given(positions.Values, axes: 1) }, new PassOutputs(outputs), cancellationToken);

    void IMultimodalSession.Forward(ModelInput input, Positions3D positions, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken) =>
        Forward(input with { Positions = Given(positions.Values, Positions3D.Axes) }, new PassOutputs(outputs), cancellationToken);

    public void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SessionChecks.Padding(leftPadding, BatchSize, Capacity);
        CheckDevice("a reset");
        _padding.AsSpan().Clear();
        leftPadding.CopyTo(_padding);
        _counting = positions;
        Rotary?.Reset();
        CutTo(new int[BatchSize]);
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

    /// <summary>Computes a piece of the input, and what is wanted of it. <see cref="Length"/> is still what it was before the piece.</summary>
    /// <param name="input">The whole call's.</param>
    /// <param name="piece">Which columns of it.</param>
    /// <param name="outputs">The whole call's.</param>
    /// <param name="cancellationToken">Honoured within the piece where the backend can.</param>
    protected abstract void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken);

    /// <summary>Sets all states to those of empty sequences.</summary>
    protected abstract void Clear();

    /// <summary>Frees the session's memory; called once.</summary>
    protected abstract void Release();

    /// <summary>Whether there are states that columns change for good.</summary>
    protected abstract bool IsRecurrent { get; }

    /// <summary>A copy of the recurrent states, and its bytes.</summary>
    protected abstract (IDisposable States, long Bytes) SaveStates();

    /// <summary>Sets the recurrent states to a copy.</summary>
    protected abstract void LoadStates(IDisposable states);

    /// <summary>A new session of the same shape with all states copied.</summary>
    protected abstract ModelSession Copy();

    /// <summary>Throws where the device cannot be used any more.</summary>
    /// <param name="during">What is about to be done.</param>
    protected virtual void CheckDevice(string during)
    {
    }

    /// <summary>How many rows of positions a piece has: one a sequence where they are given or padding shifts them, else one for all.</summary>
    protected int PositionRows(ModelInput input) =>
        !input.Positions.IsEmpty || _lengths.AsSpan().ContainsAnyExcept(Length) || (_counting == PositionCounting.FromFirstToken && Padding.ContainsAnyExcept(0)) ? BatchSize : 1;

    /// <summary>The positions of a piece's columns, one row for each of the first <paramref name="sequences"/>.</summary>
    /// <param name="input">The whole call's.</param>
    /// <param name="piece">The piece about to be computed.</param>
    /// <param name="sequences">Rows: the batch, or one for all.</param>
    /// <returns>[axes, sequences · piece's columns], valid until the next piece.</returns>
    protected RotaryPositions Positions(ModelInput input, SessionPiece piece, int sequences)
    {
        int rows = sequences * piece.Count;
        int axes = input.Positions.IsEmpty ? 1 : input.Positions.Axes;
        for (int i = 0; i < axes * rows; i++)
        {
            (int axis, int row) = Math.DivRem(i, rows);
            (int sequence, int column) = Math.DivRem(row, piece.Count);
            _positions[i] = input.Positions.IsEmpty
                ? Position(sequence, _lengths[sequence] + column)
                : input.Positions.Values[(((axis * BatchSize) + sequence) * piece.Columns) + piece.Start + column];
        }

        return new RotaryPositions(_positions.AsSpan(0, axes * rows), axes);
    }

    private void Forward(ModelInput input, PassOutputs outputs, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_broken)
        {
            throw new InvalidOperationException("The last forward pass did not finish; the session must be reset before the next.");
        }

        int columns = SessionChecks.Columns(input, Tower, _vocabularySize, BatchSize);
        CheckLengths(input, columns);
        SessionChecks.Outputs(outputs, Tower, BatchSize, columns);
        cancellationToken.ThrowIfCancellationRequested();
        CheckDevice(ForwardPass);
        _broken = true; // until it is through
        Rotary?.BeginForward(LongestPosition(input, columns));
        for (int start = 0; start < columns;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_chunk, columns - start);
            Run(input, new SessionPiece(start, count, columns), outputs, cancellationToken);
            Advance(input, start, count);
            start += count;
        }

        _broken = false;
    }

    /// <summary>Positions of the kind that the model's heads turn by, and no other.</summary>
    private RotaryPositions Given(ReadOnlySpan<int> values, int axes)
    {
        int own = Rotary?.Axes ?? 1;
        return axes != own
            ? throw new InvalidOperationException($"The model's heads turn by {own} {(own == 1 ? "position" : "positions")} a token; wanted a session of that kind, not one of {axes}.")
            : values.IsEmpty ? throw new ArgumentException("There are no positions; wanted one a column, or a call without positions.") : new RotaryPositions(values, axes);
    }

    /// <summary>The position of a column of one sequence; 0 for its padding.</summary>
    private int Position(int sequence, int column) => _counting == PositionCounting.FromFirstColumn ? column : Math.Max(0, column - _padding[sequence]);

    /// <summary>The largest position of the call, whichever sequence has it: dynamic and longrope choose their frequencies by it.</summary>
    private int LongestPosition(ModelInput input, int columns)
    {
        int longest = 0;
        foreach (int position in input.Positions.Values)
        {
            longest = Math.Max(longest, position);
        }

        for (int b = 0; input.Positions.IsEmpty && b < BatchSize; b++)
        {
            longest = Math.Max(longest, Position(b, _lengths[b] + NewTokens(input, b, 0, columns) - 1));
        }

        return longest;
    }
}
