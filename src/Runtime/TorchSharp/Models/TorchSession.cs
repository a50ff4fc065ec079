using System;
using System.Linq;
using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace Modelwright.Runtime.TorchSharp;

/// <summary>Sequences that advance together: one dispose scope a piece, everything that stays is allocated at the start.</summary>
internal sealed class TorchSession : ModelSession
{
    private readonly TorchModel _model;
    private readonly LayerState[] _states;
    private readonly AttentionStates _attention;
    private readonly RotaryState _rope;

    public TorchSession(TorchModel model, int batch, int capacity)
        : this(model, batch, capacity, model.CreateRotary())
    {
    }

    private TorchSession(TorchModel model, int batch, int capacity, RotaryState rope)
        : base(model.Info.VocabularySize, batch, capacity, model.PrefillChunk, rope)
    {
        (_model, _rope) = (model, rope);
        using IDisposable inference = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        StateFactory factory = new(batch, capacity, model.LoadReport);
        _states = [.. model.Towers[0].Layers.Select(layer => layer.CreateState(factory))];
        _attention = new AttentionStates(factory, _rope.RowLength);
    }

    protected override void Run(ReadOnlySpan<int> tokens, SessionPiece piece, Span<float> logits, CancellationToken cancellationToken)
    {
        // Modes and scopes belong to the thread: both are entered and left within the call.
        using IDisposable inference = inference_mode();
        using DisposeScope step = NewDisposeScope();
        bool wanted = piece.Scope == LogitsScope.All || (piece.Scope == LogitsScope.Last && piece.IsLast);
        Tensor? result = Compute(tokens, piece, wanted ? _model.Towers[0].Exits[0] : null);
        if (result is not null && piece.Scope == LogitsScope.All)
        {
            CopyAll(result, logits, piece);
        }
        else if (result is not null)
        {
            Read(result, logits);
        }
    }

    protected override void Clear()
    {
        using IDisposable inference = inference_mode();
        foreach (LayerState state in _states)
        {
            state.Reset();
        }
    }

    protected override void Release()
    {
        _attention.Dispose();
        foreach (LayerState state in _states)
        {
            state.Dispose();
        }
    }

    /// <summary>A step after the columns fed, for tests that count its calls.</summary>
    internal (DecodeStep Step, LayerState[] States) BeginStep()
    {
        int[] positions = [Length];
        PassBuilder builder = Builder(last: true);
        return (BeginStep(builder, builder.Build(BatchSize, 1, Length, positions, present: null), positions), _states);
    }

    /// <summary>A piece through all layers and, where its result is wanted, an exit.</summary>
    private Tensor? Compute(ReadOnlySpan<int> tokens, SessionPiece piece, TorchExit? exit)
    {
        int count = piece.Count;
        long[] ids = new long[BatchSize * count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = tokens[((i / count) * piece.Columns) + piece.Start + (i % count)];
        }

        int[] positions = new int[PositionRows * count];
        FillPositions(piece, positions);
        PassBuilder builder = Builder(last: piece.Scope == LogitsScope.Last);
        ForwardPass pass = builder.Build(BatchSize, count, Length, positions, Padding.ContainsAnyExcept(0) ? Present(Length + count) : null);
        // A step at a padding column is rare and takes the way of any pass: there padding is kept out of recurrent states.
        return count == 1 && pass.Present is null && _model.LoadReport.MultipliesAsStored(BatchSize)
            ? Step(tensor(ids, [BatchSize], dtype: int64, device: _model.Device), BeginStep(builder, pass, positions), exit)
            : Advance(tensor(ids, [BatchSize, count], dtype: int64, device: _model.Device), pass, exit);
    }

    private Tensor? Advance(Tensor tokens, ForwardPass pass, TorchExit? exit)
    {
        TorchTower tower = _model.Towers[0];
        Tensor x = tower.Entry.Forward(tokens, pass).to(pass.Type);
        for (int i = 0; i < _states.Length; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            x = tower.Layers[i].Advance(x, pass, _states[i]).MoveToOuterDisposeScope();
        }

        return exit?.Advance!(x, pass);
    }

    private Tensor? Step(Tensor tokens, DecodeStep step, TorchExit? exit)
    {
        TorchTower tower = _model.Towers[0];
        Tensor x = tower.Entry.Step!(tokens, step);
        for (int i = 0; i < _states.Length; i++)
        {
            x = tower.Layers[i].Step(x, step, _states[i]);
        }

        return exit?.Step!(x, step);
    }

    private PassBuilder Builder(bool last) => new(_model.Device, _model.LoadReport.Compute, _rope, _model.Definition.Windows)
    {
        LastAlone = last,
        LastType = _model.LoadReport.MultipliesAsStored(BatchSize) ? _model.ElementType : null,
    };

    private DecodeStep BeginStep(PassBuilder builder, ForwardPass pass, int[] positions) =>
        _attention.Begin(pass, builder.StepTable(positions, _attention.Constants.HeadDim), _model.Definition.Windows);

    private bool[] Present(int columns)
    {
        bool[] present = new bool[BatchSize * columns];
        for (int i = 0; i < present.Length; i++)
        {
            present[i] = i % columns >= Padding[i / columns];
        }

        return present;
    }

    private void CopyAll(Tensor logits, Span<float> destination, SessionPiece piece)
    {
        int vocabulary = _model.Info.VocabularySize;
        for (int b = 0; b < BatchSize; b++)
        {
            Read(logits.ndim == 2 ? logits.narrow(0, b, 1) : logits.select(0, b), destination.Slice(((b * piece.Columns) + piece.Start) * vocabulary, piece.Count * vocabulary));
        }
    }

    // bfloat16 has no accessor in this version: to float32 first.
    private static void Read(Tensor logits, Span<float> destination) => logits.to(float32).cpu().contiguous().data<float>().CopyTo(destination);
}
