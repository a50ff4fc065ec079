using System;
using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>Sequences that advance together. Input is cut into pieces; a piece of one column goes through the same layers as one of many.</summary>
internal sealed unsafe class CpuSession : IModelSession
{
    private readonly CpuModel _model;
    private readonly CpuSessionMemory _memory;
    private readonly CpuCall _call;
    private readonly RotaryState? _rotary;
    private PositionCounting _counting;
    private bool _broken;
    private bool _disposed;

    public CpuSession(CpuModel model, CpuSessionMemory memory)
    {
        (_model, _memory) = (model, memory);
        _call = model.CreateCall(memory);
        _rotary = model.CreateRotary();
    }

    public int BatchSize => _memory.Shape.Batch;

    public int Length { get; private set; }

    public int Capacity => _memory.Shape.Capacity;

    public void Forward(ReadOnlySpan<int> tokens, Span<float> logits, LogitsScope scope = LogitsScope.Last, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int columns = CheckedColumns(tokens, logits, scope);
        cancellationToken.ThrowIfCancellationRequested();
        _broken = true; // until it is through
        lock (_model.Engine.Turn)
        {
            _rotary?.BeginForward(Position(Length + columns - 1, ShortestPadding()));
            _call.Begin(cancellationToken);
            fixed (float* to = logits)
            {
                for (int start = 0; start < columns;)
                {
                    int count = Math.Min(_memory.Chunk, columns - start);
                    Advance(tokens, columns, start, count);
                    Exit(to, scope, columns, start, count);
                    Length += count;
                    start += count;
                }
            }
        }

        _broken = false;
    }

    public void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (leftPadding.Length != 0 && leftPadding.Length != BatchSize)
        {
            throw new ArgumentException($"There are {leftPadding.Length} numbers of padding columns; wanted none or {BatchSize}, one a sequence.", nameof(leftPadding));
        }

        foreach (int columns in leftPadding)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(columns, nameof(leftPadding));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, Capacity, nameof(leftPadding));
        }

        _memory.Shape.Padding.AsSpan().Clear();
        leftPadding.CopyTo(_memory.Shape.Padding);
        _counting = positions;
        _rotary?.Reset();
        _memory.Reset();
        Length = 0;
        _broken = false;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _model.Forget(this);
            _memory.Dispose();
        }
    }

    private void Advance(ReadOnlySpan<int> tokens, int columns, int start, int count)
    {
        CallShape shape = _memory.Shape;
        (shape.Past, shape.Columns) = (Length, count);
        for (int sequence = 0; sequence < shape.Batch; sequence++)
        {
            tokens.Slice((sequence * columns) + start, count).CopyTo(_memory.Tokens.AsSpan(sequence * count));
            for (int column = 0; column < count; column++)
            {
                _memory.Positions[(sequence * count) + column] = Position(Length + column, shape.Padding[sequence]);
            }
        }

        _rotary?.Fill(_memory.Positions.AsSpan(0, shape.Rows), new Span<float>(_memory.Rope, shape.Rows * _rotary.RowLength));
        _model.CallLayers(_call);
    }

    /// <summary>Logits of the rows that are wanted of this piece.</summary>
    private void Exit(float* logits, LogitsScope scope, int columns, int start, int count)
    {
        if (scope == LogitsScope.Last && start + count == columns)
        {
            _call.BeginExit(count - 1, count, BatchSize, logits);
            _model.CallLogits(_call);
        }

        for (int sequence = 0; scope == LogitsScope.All && sequence < BatchSize; sequence++)
        {
            long first = ((long)sequence * columns) + start;
            _call.BeginExit(sequence * count, stride: 1, count, logits + (first * _model.Info.VocabularySize));
            _model.CallLogits(_call);
        }
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

        int vocabulary = _model.Info.VocabularySize;
        foreach (int token in tokens)
        {
            if ((uint)token >= (uint)vocabulary)
            {
                throw new TokenOutOfRangeException(token, vocabulary);
            }
        }

        if (Length + columns > Capacity)
        {
            throw new ContextOverflowException(Length + columns, Capacity);
        }

        long wanted = scope switch
        {
            LogitsScope.None => 0,
            LogitsScope.All => (long)tokens.Length * vocabulary,
            _ => (long)BatchSize * vocabulary,
        };
        return logits.Length >= wanted
            ? columns
            : throw new ArgumentException($"There is room for {logits.Length} logits; wanted at least {wanted}.", nameof(logits));
    }

    private int ShortestPadding()
    {
        int shortest = int.MaxValue;
        foreach (int columns in _memory.Shape.Padding)
        {
            shortest = Math.Min(shortest, columns);
        }

        return shortest;
    }

    private int Position(int column, int padding) => _counting == PositionCounting.FromFirstToken ? Math.Max(0, column - padding) : column;
}
