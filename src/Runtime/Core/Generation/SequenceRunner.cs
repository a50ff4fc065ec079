using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>
/// One sequence in a session of batch size 1, that prompts and generated tokens are added to in turn. Knows which of its tokens the session has seen;
/// after a cancelled forward pass it feeds everything again.
/// </summary>
internal sealed class SequenceRunner(ICausalLanguageModel model, int capacity) : IDisposable
{
    private readonly IModelSession _session = model.CreateSession(new SessionOptions { BatchSize = 1, Capacity = capacity });
    private readonly float[] _logits = new float[model.Info.VocabularySize];
    private readonly List<int> _tokens = [];
    private SequenceMedia? _media = SequenceMedia.Of(model);
    private int _fed;
    private bool _stale;

    /// <summary>All tokens of the sequence, the ones not fed yet included.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    public int Capacity => _session.Capacity;

    /// <summary>Adds a prompt and yields the tokens that follow, without the one that ends them. The sequence keeps that one too.</summary>
    public async IAsyncEnumerable<int> RunAsync(
        SequencePrompt prompt, GenerationPlan plan, GenerationRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckPrompt(prompt.Tokens);
        _media?.AppendText(_tokens.Count - _media.Count); // what the last answer ended with
        _media?.Append(prompt);
        _tokens.AddRange(prompt.Tokens);
        SequenceGeneration sequence = new(plan, _tokens, _logits.Length);
        bool first = true;
        while (sequence.Ended is null)
        {
            await FeedAsync(run, first, cancellationToken).ConfigureAwait(false);
            first = false;
            if (!sequence.Choose(_logits, out int token))
            {
                break;
            }

            run.AddToken();
            yield return token;
            if (_tokens.Count > Capacity)
            {
                sequence.EndFull();
            }
        }

        run.StopReason = sequence.Ended ?? run.StopReason;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _session.Reset();
        _tokens.Clear();
        _media = SequenceMedia.Of(model);
        _fed = 0;
        _stale = false;
    }

    public void Dispose() => _session.Dispose();

    private void CheckPrompt(IReadOnlyList<int> prompt)
    {
        if (_tokens.Count + prompt.Count == 0)
        {
            throw new GenerationOptionsException("prompt", "empty", "one token or more");
        }

        if (_tokens.Count + prompt.Count > Capacity)
        {
            throw new ContextOverflowException(_tokens.Count + prompt.Count, Capacity);
        }

        foreach (int token in prompt)
        {
            if ((uint)token >= (uint)_logits.Length)
            {
                throw new TokenOutOfRangeException(token, _logits.Length);
            }
        }
    }

    /// <summary>Feeds what the session has not seen, on another thread: a forward pass takes long, and whoever awaits the stream may be a user interface.</summary>
    private async Task FeedAsync(GenerationRun run, bool first, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_stale || _fed == _tokens.Count)
        {
            _session.Reset();
            _fed = 0;
        }

        _stale = true; // until the pass is through: how far it came is not known if it ends by an exception
        int[] next = [.. _tokens.Skip(_fed)];
        long start = Stopwatch.GetTimestamp();
        await Task.Run(() => Forward(next, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        _stale = false;
        _fed = _tokens.Count;
        if (first)
        {
            run.AddPrefill(next.Length, Stopwatch.GetElapsedTime(start));
        }
        else
        {
            run.AddStep(Stopwatch.GetElapsedTime(start));
        }
    }

    private void Forward(int[] next, CancellationToken cancellationToken)
    {
        _media?.AppendText(_tokens.Count - _media.Count);
        if (_media is { IsUsed: true })
        {
            MediaColumns columns = new MediaBatch([_media], [0]).Columns(_fed, next.Length);
            _session.Forward(columns.With(next), [ModelOutput.OfExit(0, _logits)], cancellationToken);
            return;
        }

        _session.Forward(next, _logits, OutputRows.Last, cancellationToken);
    }
}
