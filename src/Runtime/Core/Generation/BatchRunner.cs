using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Continues several sequences in one session, each until its own end; finished ones are fed padding until the last is done.</summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly IReadOnlyList<SequencePrompt> _prompts;
    private readonly SequenceMedia[] _media = [];
    private readonly MediaBatch? _columnsOfMedia;
    private readonly GenerationRun _run;
    private readonly IModelSession _session;
    private readonly SequenceGeneration[] _sequences;
    private readonly List<int>[] _results;
    private readonly float[] _logits;
    private readonly int _vocabulary;
    private readonly int _padding;
    private readonly int _columns;

    public BatchRunner(ICausalLanguageModel model, IReadOnlyList<SequencePrompt> prompts, GenerationPlan plan, GenerationRun run)
    {
        _prompts = prompts;
        _run = run;
        _vocabulary = model.Info.VocabularySize;
        int padding = model.GenerationDefaults.PaddingToken ?? model.Info.PaddingToken ?? 0;
        _padding = padding < _vocabulary ? padding : 0; // any token serves: padding is masked
        _columns = prompts.Max(static prompt => prompt.Tokens.Count);
        Check(model.MaxContext);
        _sequences = [.. prompts.Select((prompt, row) => new SequenceGeneration(plan, [.. prompt.Tokens], _vocabulary, row))];
        _results = [.. prompts.Select(static _ => new List<int>())];
        _logits = new float[checked(prompts.Count * _vocabulary)];
        if (prompts.Any(static prompt => prompt.HasMedia))
        {
            _media = [.. prompts.Select(prompt => MediaOf(model, prompt))];
            _columnsOfMedia = new MediaBatch(_media, [.. prompts.Select(prompt => _columns - prompt.Tokens.Count)]);
        }

        long answer = prompts.Max(prompt => plan.Columns(prompt.Tokens.Count) - prompt.Tokens.Count);
        int capacity = (int)Math.Min(model.MaxContext, _columns + answer);
        _session = model.CreateSession(new SessionOptions { BatchSize = prompts.Count, Capacity = capacity });
    }

    public IReadOnlyList<int[]> Run(CancellationToken cancellationToken)
    {
        int[] next = new int[_prompts.Count];
        bool first = true;
        while (_sequences.Any(static sequence => sequence.Ended is null))
        {
            if (first)
            {
                Prefill(cancellationToken);
            }
            else
            {
                Step(next, cancellationToken);
            }

            first = false;
            for (int row = 0; row < next.Length; row++)
            {
                next[row] = Choose(row);
            }
        }

        return [.. _results.Select(static result => result.ToArray())];
    }

    public void Dispose() => _session.Dispose();

    private void Check(int maxContext)
    {
        if (_prompts.Any(static prompt => prompt.Tokens.Count == 0))
        {
            throw new GenerationOptionsException("prompt", "empty", "one token or more");
        }

        if (_columns > maxContext)
        {
            throw new ContextOverflowException(_columns, maxContext);
        }

        foreach (int token in _prompts.SelectMany(static prompt => prompt.Tokens))
        {
            if ((uint)token >= (uint)_vocabulary)
            {
                throw new TokenOutOfRangeException(token, _vocabulary);
            }
        }
    }

    private void Prefill(CancellationToken cancellationToken)
    {
        int[] tokens = new int[_prompts.Count * _columns];
        int[] leftPadding = new int[_prompts.Count];
        Array.Fill(tokens, _padding);
        for (int row = 0; row < _prompts.Count; row++)
        {
            int[] prompt = [.. _prompts[row].Tokens];
            leftPadding[row] = _columns - prompt.Length;
            prompt.CopyTo(tokens, (row * _columns) + leftPadding[row]);
        }

        cancellationToken.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        _session.Reset(leftPadding, PositionCounting.FromFirstToken);
        Forward(tokens, first: 0, _columns, cancellationToken);
        _run.AddPrefill(_prompts.Sum(static prompt => prompt.Tokens.Count), Stopwatch.GetElapsedTime(start));
    }

    private void Step(int[] next, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        Array.ForEach(_media, static sequence => sequence.AppendText(1));
        Forward(next, _session.Length, columns: 1, cancellationToken);
        _run.AddStep(Stopwatch.GetElapsedTime(start));
    }

    private void Forward(int[] tokens, int first, int columns, CancellationToken cancellationToken)
    {
        if (_columnsOfMedia is { } media)
        {
            media.Columns(first, columns).Feed(_session, tokens, [ModelOutput.OfExit(0, _logits)], cancellationToken);
            return;
        }

        _session.Forward(tokens, _logits, OutputRows.Last, cancellationToken);
    }

    private static SequenceMedia MediaOf(ICausalLanguageModel model, SequencePrompt prompt)
    {
        SequenceMedia media = SequenceMedia.Of(model) ?? throw new VisionInputException("a model that only reads", "one that sees");
        media.Append(prompt);
        return media;
    }

    /// <summary>The next token of a sequence, or padding where it ended before.</summary>
    private int Choose(int row)
    {
        SequenceGeneration sequence = _sequences[row];
        if (sequence.Ended is not null)
        {
            return _padding;
        }

        if (sequence.Choose(_logits.AsSpan(row * _vocabulary, _vocabulary), out int token))
        {
            _results[row].Add(token);
            _run.AddToken();
        }

        if (_session.Length >= _session.Capacity)
        {
            sequence.EndFull();
        }

        _run.StopReason = sequence.Ended ?? _run.StopReason;
        return token;
    }
}
