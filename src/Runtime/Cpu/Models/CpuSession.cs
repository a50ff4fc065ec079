using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>Sequences that advance together. A piece of one column goes through the same layers as one of many.</summary>
internal sealed unsafe class CpuSession : ModelSession
{
    private readonly CpuModel _model;
    private readonly CpuTower _tower;
    private readonly CpuSessionMemory _memory;
    private readonly CpuCall _call;

    public CpuSession(CpuModel model, CpuTower tower, CpuSessionMemory memory)
        : base(tower.Info, model.Info.VocabularySize, memory.Shape.Batch, memory.Shape.Capacity, memory.Chunk, model.CreateRotary())
    {
        (_model, _tower, _memory) = (model, tower, memory);
        _call = model.CreateCall(memory);
    }

    protected override void Run(ModelInput input, SessionPiece piece, PassOutputs outputs, CancellationToken cancellationToken)
    {
        lock (_model.Engine.Turn)
        {
            Place(input, piece);
            Rotary?.Fill(Positions(input, piece, BatchSize), new Span<float>(_memory.Rope, _memory.Shape.Rows * Rotary.RowLength));
            List<(int Layer, float[] Logits)>? routers = Listen(outputs);
            _call.BeginLayers(outputs, piece, Tower.LayerCount);
            Enter(input, piece);
            for (int layer = 0; layer < Tower.LayerCount; layer++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                CopyStream(layer, piece, outputs);
                _tower.Layer(_call, layer);
                _call.PutBack(_tower.Residual);
                AddFeatures(input, piece, layer);
            }

            CopyStream(Tower.LayerCount, piece, outputs);
            CopyRouters(routers, piece, outputs);
            Exit(piece, outputs);
        }
    }

    protected override bool TakesCounts => true;

    protected override void Clear()
    {
        Padding.CopyTo(_memory.Shape.Padding);
        _memory.Reset();
    }

    public override long Bytes => _memory.AllBytes;

    protected override bool IsRecurrent => _memory.RecurrentBytes > 0;

    protected override (IDisposable States, long Bytes) SaveStates() => (new HostStates(_memory.SaveRecurrent()), _memory.RecurrentBytes);

    protected override void LoadStates(IDisposable states) => _memory.LoadRecurrent(((HostStates)states).Bytes);

    protected override ModelSession Copy()
    {
        CpuSession copy = _model.CreateSession(BatchSize, Capacity);
        copy._memory.CopyFrom(_memory);
        return copy;
    }

    protected override void Release()
    {
        _model.Forget(this);
        _memory.Dispose();
    }

    private void Place(ModelInput input, SessionPiece piece)
    {
        CallShape shape = _memory.Shape;
        shape.Columns = piece.Count;
        ReadOnlySpan<SequenceSpan> sequences = Sequences(input, piece);
        for (int b = 0; b < sequences.Length; b++)
        {
            (shape.Past[b], shape.New[b]) = (sequences[b].Past, sequences[b].End - sequences[b].Past);
        }
    }

    /// <summary>The residual stream before the first layer.</summary>
    private void Enter(ModelInput input, SessionPiece piece)
    {
        if (input.Embeddings.IsEmpty)
        {
            PieceInput.CopyTokens(input, piece, BatchSize, _memory.Tokens);
            _tower.Entry(_call);
        }

        for (int row = 0; !input.Embeddings.IsEmpty && row < _memory.Shape.Rows; row++)
        {
            PieceInput.Embedding(input, piece, row, Tower.Width).CopyTo(Stream(row));
        }

        for (int i = 0; i < input.FeatureRows.Length; i++)
        {
            int row = PieceInput.RowOf(piece, input.FeatureRows[i]);
            if (row >= 0)
            {
                input.Features.Slice(i * Tower.Width, Tower.Width).CopyTo(Stream(row));
            }
        }
    }

    private void AddFeatures(ModelInput input, SessionPiece piece, int layer)
    {
        int count = input.FeatureRows.Length;
        for (int i = 0; i < count && input.LayerFeatures.Length > layer * count * Tower.Width; i++)
        {
            int row = PieceInput.RowOf(piece, input.FeatureRows[i]);
            Span<float> stream = row < 0 ? [] : Stream(row);
            ReadOnlySpan<float> features = input.LayerFeatures[(((layer * count) + i) * Tower.Width)..];
            for (int j = 0; j < stream.Length; j++)
            {
                stream[j] += features[j];
            }
        }
    }

    private void CopyStream(int layer, SessionPiece piece, PassOutputs outputs)
    {
        for (int i = 0; i < outputs.Count && outputs.WantsStream(layer); i++)
        {
            ModelOutput output = outputs[i];
            if (output.IsStream && output.Layer == layer)
            {
                foreach (OutputRun run in output.Rows.In(piece, BatchSize))
                {
                    _call.CopyRows(_tower.Residual, run, outputs.Destination(i)[(run.Destination * Tower.Width)..]);
                }
            }
        }
    }

    /// <summary>Keeps the logits of routers while layers run; null where nobody wants them.</summary>
    private List<(int Layer, float[] Logits)>? Listen(PassOutputs outputs)
    {
        _call.RouterChosen = null;
        return outputs.WantsRouter() ? Listen() : null;
    }

    /// <summary>Apart from its caller, because a method with a closure allocates it whatever it does, and a token allocates nothing.</summary>
    private List<(int Layer, float[] Logits)> Listen()
    {
        List<(int Layer, float[] Logits)> kept = [];
        _call.RouterChosen = (layer, logits) =>
        {
            float[] rows = new float[_memory.Shape.Rows * Tower.Experts!.Count];
            for (int row = 0; row < _memory.Shape.Rows; row++)
            {
                new ReadOnlySpan<float>(_call.Row(logits, row), Tower.Experts.Count).CopyTo(rows.AsSpan(row * Tower.Experts.Count));
            }

            kept.Add((layer, rows));
        };
        return kept;
    }

    private void CopyRouters(List<(int Layer, float[] Logits)>? kept, SessionPiece piece, PassOutputs outputs)
    {
        for (int i = 0; i < outputs.Count && kept is not null; i++)
        {
            if (outputs[i].IsRouter)
            {
                ModelOutput output = outputs[i];
                RouterRows.Copy(kept.Find(layer => layer.Layer == output.Layer).Logits, output.Rows.In(piece, BatchSize), Tower.Experts!.Count, outputs.Destination(i));
            }
        }
    }

    private void Exit(SessionPiece piece, PassOutputs outputs)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            ModelOutput output = outputs[i];
            if (!output.IsExit)
            {
                continue;
            }

            int width = output.Width(Tower);
            fixed (float* destination = outputs.Destination(i))
            {
                foreach (OutputRun run in output.Rows.In(piece, BatchSize))
                {
                    _call.BeginExit(run, destination + ((long)run.Destination * width), width);
                    _tower.Exits[output.Exit](_call);
                }
            }
        }
    }

    private Span<float> Stream(int row) => new(_call.Row(_tower.Residual, row), Tower.Width);
}
