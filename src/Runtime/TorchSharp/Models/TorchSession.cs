using System;
using System.Collections.Generic;
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
        : base(model.Definition.Tower, model.Info.VocabularySize, batch, capacity, model.PrefillChunk, rope)
    {
        (_model, _rope) = (model, rope);
        using IDisposable inference = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        StateFactory factory = new(batch, capacity, model.LoadReport);
        _states = [.. model.Towers[0].Layers.Select(layer => layer.CreateState(factory))];
        _attention = new AttentionStates(factory, _rope.RowLength);
    }

    protected override void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
    {
        // Modes and scopes belong to the thread: both are entered and left within the call.
        using IDisposable inference = inference_mode();
        using DisposeScope scope = NewDisposeScope();
        int[] ids = new int[BatchSize * piece.Count];
        PieceInput.CopyTokens(input, piece, BatchSize, ids);
        Tensor tokens = tensor(ids, dtype: int64, device: _model.Device);
        RotaryPositions positions = Positions(input, piece, PositionRows(input));
        StreamTaps? taps = StreamTaps.Of(input, piece, outputs, Tower, BatchSize);
        PassBuilder builder = Builder(outputs.WantsRouter());
        ForwardPass pass = builder.Build(BatchSize, piece.Count, Length, positions, Padding.ContainsAnyExcept(0) ? Present(Length + piece.Count) : null);
        // A step at a padding column is rare and takes the way of any pass: there padding is kept out of recurrent states.
        if (piece.Count == 1 && pass.Present is null && taps is null && !outputs.WantsRouter() && _model.LoadReport.MultipliesAsStored(BatchSize))
        {
            Step(tokens, BeginStep(builder, pass, positions), piece, outputs);
        }
        else
        {
            Advance(tokens.view(BatchSize, piece.Count), pass, taps, piece, outputs);
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

    public override long Bytes => _states.SelectMany(static state => state.All).Sum(static part => part.numel() * part.element_size());

    protected override bool IsRecurrent => _states.Any(static state => state.Recurrent.Count > 0);

    protected override (IDisposable States, long Bytes) SaveStates()
    {
        StateCopy copy = new(_states);
        return (copy, copy.Bytes);
    }

    protected override void LoadStates(IDisposable states) => ((StateCopy)states).CopyTo(_states);

    protected override ModelSession Copy()
    {
        TorchSession copy = new(_model, BatchSize, Capacity);
        for (int i = 0; i < _states.Length; i++)
        {
            StateCopy.Copy(_states[i].All, copy._states[i].All);
            copy._states[i].Flag = _states[i].Flag;
        }

        return copy;
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
        PassBuilder builder = Builder(routers: false);
        return (BeginStep(builder, builder.Build(BatchSize, 1, Length, positions, present: null), positions), _states);
    }

    /// <summary>A piece through all layers, and the exits that are wanted.</summary>
    private void Advance(Tensor tokens, ForwardPass pass, StreamTaps? taps, SessionPiece piece, PassOutputs outputs)
    {
        TorchTower tower = _model.Towers[0];
        Tensor x = Between(taps, 0, tower.Entry.Forward(tokens, pass).to(pass.Type));
        for (int i = 0; i < _states.Length; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            int routers = pass.RouterLogits?.Count ?? 0;
            x = Between(taps, i + 1, tower.Layers[i].Advance(x, pass, _states[i])).MoveToOuterDisposeScope();
            if (pass.RouterLogits?.Count > routers)
            {
                pass.RouterLogits[^1].MoveToOuterDisposeScope();
            }
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].IsStream)
            {
                taps!.Read(outputs[i], piece, outputs.Destination(i));
            }
            else if (outputs[i].IsRouter)
            {
                Tensor logits = pass.RouterLogits![IndexOf(Tower.Experts!.Layers, outputs[i].Layer)];
                RouterRows.Copy(logits.to(float32).cpu().contiguous().data<float>().ToArray(), outputs[i].Rows.In(piece, BatchSize), Tower.Experts.Count, outputs.Destination(i));
            }
            else
            {
                Exit(tower.Exits[outputs[i].Exit], x, pass, outputs[i], piece, outputs.Destination(i));
            }
        }
    }

    /// <summary>What an exit makes of the wanted rows: all at once, or run by run.</summary>
    private void Exit(TorchExit exit, Tensor x, ForwardPass pass, ModelOutput output, SessionPiece piece, Span<float> destination)
    {
        int width = output.Width(Tower);
        (pass.Rows, pass.RowType) = (null, null);
        Tensor? all = output.Rows.Scope == OutputScope.All ? exit.Advance!(x, pass).reshape(-1, width) : null;
        foreach (OutputRun run in output.Rows.In(piece, BatchSize))
        {
            (pass.Rows, pass.RowType) = (run, _model.LoadReport.MultipliesAsStored(run.Count) ? _model.ElementType : null);
            Read(all?.narrow(0, run.First, run.Count) ?? exit.Advance!(x, pass), destination.Slice(run.Destination * width, run.Count * width));
        }
    }

    /// <summary>One column a sequence: its rows are the sequences.</summary>
    private void Step(Tensor tokens, DecodeStep step, SessionPiece piece, PassOutputs outputs)
    {
        TorchTower tower = _model.Towers[0];
        Tensor x = tower.Entry.Step!(tokens, step);
        for (int i = 0; i < _states.Length; i++)
        {
            x = tower.Layers[i].Step(x, step, _states[i]);
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].Rows.In(piece, BatchSize).Any())
            {
                int width = outputs[i].Width(Tower);
                Tensor result = tower.Exits[outputs[i].Exit].Step!(x, step);
                foreach (OutputRun run in outputs[i].Rows.In(piece, BatchSize))
                {
                    Tensor rows = run.Count == BatchSize ? result : result.narrow(0, run.First, run.Count);
                    Read(rows, outputs.Destination(i).Slice(run.Destination * width, run.Count * width));
                }
            }
        }
    }

    private static int IndexOf(IReadOnlyList<int> layers, int layer) => layers.ToList().IndexOf(layer);

    private static Tensor Between(StreamTaps? taps, int layer, Tensor x) => taps is null ? x : taps.At(layer, x);

    private PassBuilder Builder(bool routers) => new(_model.Device, _model.LoadReport.Compute, _rope, _model.Definition.Windows) { CollectRouterLogits = routers };

    private DecodeStep BeginStep(PassBuilder builder, ForwardPass pass, RotaryPositions positions) =>
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

    // bfloat16 has no accessor in this version: to float32 first.
    private static void Read(Tensor rows, Span<float> destination) => rows.to(float32).cpu().contiguous().data<float>().CopyTo(destination);
}
