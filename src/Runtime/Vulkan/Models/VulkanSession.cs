using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// A batch of sequences on a Vulkan device. Input is cut into pieces: one of a single column replays the decode step recorded once,
/// a longer one is recorded as prefill. Only the step, token and rotary buffers change between replays.
/// </summary>
internal sealed partial class VulkanSession : IModelSession
{
    private readonly VulkanModel _model;
    private readonly SessionSizes _sizes;
    private readonly SessionBuffers _buffers;
    private readonly DescriptorSets _sets;
    private readonly CommandStream _decode;
    private readonly CommandStream _work;
    private readonly RotaryState? _rotary;
    private readonly int[] _padding;
    private readonly int[] _positions;
    private PositionCounting _counting;
    private bool _decodeRecorded;
    private bool _broken;
    private bool _disposed;

    public VulkanSession(VulkanModel model, SessionSizes sizes, MemoryTable uses)
    {
        _model = model;
        _sizes = sizes;
        _padding = new int[sizes.Batch];
        _positions = new int[sizes.Rows];
        _rotary = model.CreateRotary();
        _buffers = new SessionBuffers(model.Device, sizes, uses);
        _sets = new DescriptorSets(model.Device);
        try
        {
            _decode = new CommandStream(model.Device);
            _work = new CommandStream(model.Device);
            Zero(_buffers.AllStates);
        }
        catch
        {
            Release();
            throw;
        }
    }

    public int BatchSize => _sizes.Batch;

    public int Length { get; private set; }

    public int Capacity => _sizes.Capacity;

    public void Forward(ReadOnlySpan<int> tokens, Span<float> logits, LogitsScope scope = LogitsScope.Last, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int columns = CheckedColumns(tokens, logits, scope);
        cancellationToken.ThrowIfCancellationRequested();
        _model.Device.ThrowIfLost("a forward pass");
        _broken = true; // until it is through
        _rotary?.BeginForward(Position(Length + columns - 1, ShortestPadding()));
        for (int start = 0; start < columns;)
        {
            int count = Math.Min(_sizes.Chunk, columns - start);
            Piece piece = new(start, count, columns, IsLast: start + count == columns, scope);
            WriteInputs(tokens, piece);
            if (count == 1)
            {
                RunDecode(piece, logits, cancellationToken);
            }
            else
            {
                RunPrefill(piece, logits, cancellationToken);
            }

            Length += count;
            start += count;
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

        _model.Device.ThrowIfLost("a reset");
        _padding.AsSpan().Clear();
        leftPadding.CopyTo(_padding);
        _counting = positions;
        _rotary?.Reset();
        Length = 0;
        Zero(_buffers.ZeroAtReset);
        _broken = false;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _model.Forget(this);
            Release();
        }
    }

    private void Release()
    {
        _work?.Dispose();
        _decode?.Dispose();
        _sets.Dispose();
        _buffers.Dispose();
    }

    private void Zero(IEnumerable<BufferRange> ranges)
    {
        _work.Begin();
        _work.FullBarrier();
        foreach (BufferRange range in ranges)
        {
            _work.Fill(range, 0);
        }

        _work.FullBarrier();
        _work.End();
        _work.Run("clearing a session");
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
            throw new ArgumentException($"There are {tokens.Length} tokens; wanted a multiple of the batch, {BatchSize}.", nameof(tokens));
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
            : throw new ArgumentException($"There is room for {logits.Length} logits; wanted {wanted}.", nameof(logits));
    }

    private int ShortestPadding()
    {
        int shortest = int.MaxValue;
        foreach (int columns in _padding)
        {
            shortest = Math.Min(shortest, columns);
        }

        return shortest;
    }

    private int Position(int column, int padding) => _counting == PositionCounting.FromFirstToken ? Math.Max(0, column - padding) : column;

    private void WriteInputs(ReadOnlySpan<int> tokens, Piece piece)
    {
        Span<int> ids = MemoryMarshal.Cast<byte, int>(_buffers.Tokens.Buffer.Span(_buffers.Tokens.Offset, checked((int)_buffers.Tokens.Bytes)));
        for (int b = 0; b < BatchSize; b++)
        {
            tokens.Slice((b * piece.Columns) + piece.Start, piece.Count).CopyTo(ids[(b * piece.Count)..]);
            for (int t = 0; t < piece.Count; t++)
            {
                _positions[(b * piece.Count) + t] = Position(Length + t, _padding[b]);
            }
        }

        StepBuffer.Write(_buffers.Step, Shape(piece), _sizes.Definition.KeyValueHeads, Capacity, _padding);
        _rotary?.Fill(
            _positions.AsSpan(0, BatchSize * piece.Count),
            MemoryMarshal.Cast<byte, float>(_buffers.Rope.Buffer.Span(_buffers.Rope.Offset, checked((int)_buffers.Rope.Bytes))));
    }

    private CallShape Shape(Piece piece) => new(BatchSize, piece.Count, Length);

    /// <summary>Columns computed at once: <paramref name="Count"/> of the call's <paramref name="Columns"/>, from <paramref name="Start"/> on.</summary>
    private readonly record struct Piece(int Start, int Count, int Columns, bool IsLast, LogitsScope Scope);
}
