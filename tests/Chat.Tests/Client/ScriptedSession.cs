using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>Remembers the tokens it was fed, and gives each prompt the next answer of the script.</summary>
internal sealed class ScriptedSession : IModelSession, IMultimodalSession
{
    private readonly ScriptedModel _model;
    private readonly List<int> _tokens = [];
    private readonly List<SessionSnapshot> _snapshots = [];
    private int[] _script = [];
    private int _next;
    private int _computed;

    public ScriptedSession(ScriptedModel model, int capacity)
    {
        (_model, Capacity) = (model, capacity);
        model.Sessions++;
    }

    public int BatchSize => 1;

    public int Length => _tokens.Count;

    public int Capacity { get; }

    public long Bytes => 1000;

    public TowerInfo Tower { get; } = new("text", 1, 1, [new ExitInfo("logits", 1)]);

    public bool CanCrop => _model.States == ScriptedStates.Attention;

    public bool CanSnapshot => _model.States != ScriptedStates.Opaque;

    public void Forward(ReadOnlySpan<int> tokens, Span<float> output, OutputRows rows = default, CancellationToken cancellationToken = default)
    {
        _model.Look(new ModelInput(tokens));
        Feed(tokens, output, cancellationToken);
    }

    public void Forward(ModelInput input, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default)
    {
        _model.Look(input);
        Feed(input.Tokens, outputs.IsEmpty ? [] : outputs[0].Destination.Span, cancellationToken);
    }

    public void Forward(ModelInput input, Positions3D positions, ReadOnlySpan<ModelOutput> outputs, CancellationToken cancellationToken = default) => Forward(input, outputs, cancellationToken);

    public void Reset(ReadOnlySpan<int> leftPadding = default, PositionCounting positions = PositionCounting.FromFirstToken) => Cut(0);

    public void Crop(int length)
    {
        Assert.True(CanCrop);
        Cut(length);
    }

    public SessionSnapshot Snapshot()
    {
        SessionSnapshot snapshot = new(this, [Length], bytes: 10, states: null, default);
        _snapshots.Add(snapshot);
        _model.Snapshots.Add(snapshot);
        return snapshot;
    }

    public void Restore(SessionSnapshot snapshot)
    {
        Assert.True(snapshot.IsValid && snapshot.Session == this && snapshot.Length <= Length);
        Cut(snapshot.Length);
    }

    public IModelSession Fork()
    {
        ScriptedSession copy = new(_model, Capacity);
        copy._tokens.AddRange(_tokens);
        return copy;
    }

    public void Dispose() => _model.Sessions--;

    private void Feed(ReadOnlySpan<int> tokens, Span<float> logits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool isPrompt = _tokens.Count == 0 || tokens.Length > 1 || _computed > 0; // steps of an answer are single tokens
        _tokens.AddRange(tokens);
        _computed += isPrompt ? tokens.Length : 0;
        if (logits.IsEmpty)
        {
            return;
        }

        if (isPrompt)
        {
            (_script, _next) = ([.. _model.Tokenizer.Encode(_model.NextAnswer(), _model.WritesTags), ScriptedModel.End], 0);
            _model.Prompts.Add(_model.Tokenizer.Decode(_tokens));
            _model.Computed.Add(_computed);
            _computed = 0;
        }

        logits.Clear();
        logits[_script[Math.Min(_next++, _script.Length - 1)]] = 1;
    }

    private void Cut(int length)
    {
        _tokens.RemoveRange(length, _tokens.Count - length);
        foreach (SessionSnapshot snapshot in _snapshots.Where(snapshot => snapshot.Length > length))
        {
            snapshot.Dispose();
        }
    }
}
