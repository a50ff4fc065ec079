using System;
using System.Linq;
using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Sequences that advance together: one dispose scope a piece, everything that stays is allocated at the start.</summary>
internal sealed class TorchSession : IModelSession
{
    private readonly TorchModel _model;
    private readonly LayerState[] _states;
    private readonly AttentionStates _attention;
    private readonly RotaryState _rope;
    private int[] _padding;
    private PositionCounting _counting;
    private bool _disposed;

    public TorchSession(TorchModel model, int batch, int capacity)
    {
        (_model, BatchSize, Capacity) = (model, batch, capacity);
        _rope = model.CreateRotary();
        _padding = new int[batch];
        using IDisposable inference = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        StateFactory factory = new(batch, capacity, model.LoadReport);
        _states = model.CreateStates(factory);
        _attention = new AttentionStates(factory, _rope.RowLength);
    }

    public int BatchSize { get; }

    public int Length { get; private set; }

    public int Capacity { get; }

    public void Forward(ReadOnlySpan<int> tokens, Span<float> logits, LogitsScope scope = LogitsScope.Last, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int columns = Check(tokens, logits, scope);
        // Modes and scopes belong to the thread: both are entered and left within the call.
        using IDisposable inference = inference_mode();
        _rope.BeginForward(Enumerable.Range(0, BatchSize).Max(b => Position(b, Length + columns - 1)));
        for (int start = 0; start < columns; start += _model.PrefillChunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(_model.PrefillChunk, columns - start);
            using DisposeScope step = NewDisposeScope();
            Tensor hidden = Advance(tokens, columns, start, count);
            bool last = start + count == columns;
            if (scope == LogitsScope.All)
            {
                CopyAll(_model.Head(hidden), logits, columns, start, count);
            }
            else if (scope == LogitsScope.Last && last)
            {
                Tensor end = count == 1 ? hidden : hidden.narrow(1, count - 1, 1);
                Read(_model.Head(_model.LoadReport.MultipliesAsStored(BatchSize) ? end.to(_model.ElementType) : end), logits);
            }
        }
    }

    /// <summary>A step after the columns fed, for tests that count its calls.</summary>
    internal (DecodeStep Step, LayerState[] States) BeginStep()
    {
        int[] positions = [Length];
        PassBuilder builder = new(_model.Device, _model.LoadReport.Compute, _rope, _model.Definition.SlidingWindow);
        ForwardPass pass = builder.Build(BatchSize, 1, Length, positions, present: null);
        return (_attention.Begin(pass, builder.StepTable(positions, _attention.Constants.HeadDim), _model.Definition.SlidingWindow), _states);
    }

    public void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!leftPadding.IsEmpty && leftPadding.Length != BatchSize)
        {
            throw new ArgumentException($"Left padding has {leftPadding.Length} numbers; wanted none or one for each of {BatchSize} sequences.", nameof(leftPadding));
        }

        _padding = leftPadding.IsEmpty ? new int[BatchSize] : leftPadding.ToArray();
        _counting = positions;
        Length = 0;
        _rope.Reset();
        using IDisposable inference = inference_mode();
        foreach (LayerState state in _states)
        {
            state.Reset();
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _attention.Dispose();
            foreach (LayerState state in _states)
            {
                state.Dispose();
            }
        }
    }

    private int Check(ReadOnlySpan<int> tokens, Span<float> logits, LogitsScope scope)
    {
        if (tokens.Length == 0 || tokens.Length % BatchSize != 0)
        {
            throw new ArgumentException($"There are {tokens.Length} tokens; wanted a multiple of {BatchSize}, the batch.", nameof(tokens));
        }

        int columns = tokens.Length / BatchSize;
        if (Length + columns > Capacity)
        {
            throw new ContextOverflowException(Length + columns, Capacity);
        }

        foreach (int token in tokens)
        {
            if ((uint)token >= (uint)_model.Info.VocabularySize)
            {
                throw new TokenOutOfRangeException(token, _model.Info.VocabularySize);
            }
        }

        long wanted = (long)_model.Info.VocabularySize * (scope switch { LogitsScope.Last => BatchSize, LogitsScope.All => tokens.Length, _ => 0 });
        return logits.Length >= wanted ? columns : throw new ArgumentException($"The span holds {logits.Length} logits; wanted {wanted}.", nameof(logits));
    }

    private Tensor Advance(ReadOnlySpan<int> tokens, int columns, int start, int count)
    {
        long[] ids = new long[BatchSize * count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = tokens[((i / count) * columns) + start + (i % count)];
        }

        bool padded = _padding.Any(static p => p > 0);
        int[] positions = new int[(padded && _counting == PositionCounting.FromFirstToken ? BatchSize : 1) * count];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = Position(i / count, Length + (i % count));
        }

        PassBuilder builder = new(_model.Device, _model.LoadReport.Compute, _rope, _model.Definition.SlidingWindow);
        ForwardPass pass = builder.Build(BatchSize, count, Length, positions, padded ? Present(Length + count) : null);
        // A step at a padding column is rare and takes the way of any pass: there padding is kept out of recurrent states.
        Tensor hidden = count == 1 && pass.Present is null && _model.LoadReport.MultipliesAsStored(BatchSize)
            ? _model.Step(tensor(ids, [BatchSize], dtype: int64, device: _model.Device), _attention.Begin(pass, builder.StepTable(positions, _attention.Constants.HeadDim), _model.Definition.SlidingWindow), _states)
            : _model.Advance(tensor(ids, [BatchSize, count], dtype: int64, device: _model.Device), pass, _states);
        Length += count;
        return hidden;
    }

    private int Position(int sequence, int column) => _counting == PositionCounting.FromFirstColumn ? column : Math.Max(0, column - _padding[sequence]);

    private bool[] Present(int columns)
    {
        bool[] present = new bool[BatchSize * columns];
        for (int i = 0; i < present.Length; i++)
        {
            present[i] = i % columns >= _padding[i / columns];
        }

        return present;
    }

    private void CopyAll(Tensor logits, Span<float> destination, int columns, int start, int count)
    {
        int vocabulary = _model.Info.VocabularySize;
        for (int b = 0; b < BatchSize; b++)
        {
            Read(logits.ndim == 2 ? logits.narrow(0, b, 1) : logits.select(0, b), destination.Slice(((b * columns) + start) * vocabulary, count * vocabulary));
        }
    }

    // bfloat16 has no accessor in this version: to float32 first.
    private static void Read(Tensor logits, Span<float> destination) => logits.to(float32).cpu().contiguous().data<float>().CopyTo(destination);
}
