using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>
/// One sequence in a session of batch size 1, that prompts and generated tokens are added to in turn. Knows which of its tokens the session has seen;
/// after a cancelled forward pass it feeds everything again.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="capacity">Tokens the sequence can have.</param>
/// <param name="snapshots">Keeps ways back, for sequences that are taken up again; null for none.</param>
internal sealed class SequenceRunner(ICausalLanguageModel model, int capacity, SnapshotStore? snapshots = null) : IDisposable
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
    /// <param name="prompt">The tokens to add.</param>
    /// <param name="plan">How to go on.</param>
    /// <param name="run">Counts.</param>
    /// <param name="borders">Lengths of the sequence, within the prompt, that a later one may have in common with it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<int> RunAsync(
        SequencePrompt prompt, GenerationPlan plan, GenerationRun run, IReadOnlyList<int> borders, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckPrompt(prompt.Tokens);
        _media?.AppendText(_tokens.Count - _media.Count); // what the last answer ended with
        _media?.Append(prompt);
        _tokens.AddRange(prompt.Tokens);
        SequenceGeneration sequence = new(plan, _tokens, _logits.Length);
        bool first = true;
        while (sequence.Ended is null)
        {
            await FeedAsync(run, first, first ? borders : [], cancellationToken).ConfigureAwait(false);
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

    /// <summary>
    /// Keeps of the sequence what a prompt begins with, as far as the session can return to it, and forgets the rest; for sequences of text alone. At least one token of the prompt is left to feed: its logits are wanted.
    /// </summary>
    /// <param name="prompt">The whole next prompt.</param>
    /// <returns>How many of its tokens need not be fed again.</returns>
    public int Rewind(ReadOnlySpan<int> prompt)
    {
        int common = Math.Min(CollectionsMarshal.AsSpan(_tokens)[.._fed].CommonPrefixLength(prompt), Math.Max(0, prompt.Length - 1));
        int kept = 0;
        if (_session.CanCrop)
        {
            _session.Crop(kept = common);
        }
        else if (snapshots?.Newest(common) is { } snapshot)
        {
            _session.Restore(snapshot);
            kept = snapshot.Length;
        }
        else
        {
            _session.Reset();
        }

        _tokens.RemoveRange(kept, _tokens.Count - kept);
        _media = SequenceMedia.Of(model);
        _media?.AppendText(kept);
        (_fed, _stale) = (kept, false);
        return kept;
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
    private async Task FeedAsync(GenerationRun run, bool first, IReadOnlyList<int> borders, CancellationToken cancellationToken)
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
        int from = _fed;
        await Task.Run(() => Feed(next, from, borders, cancellationToken), CancellationToken.None).ConfigureAwait(false);
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

    /// <summary>Feeds the next tokens; where states cannot be cut back, with a snapshot at each border.</summary>
    private void Feed(int[] next, int from, IReadOnlyList<int> borders, CancellationToken cancellationToken)
    {
        _media?.AppendText(_tokens.Count - _media.Count);
        if (_media is { IsUsed: true })
        {
            MediaColumns columns = new MediaBatch([_media], [0]).Columns(from, next.Length);
            columns.Feed(_session, next, [ModelOutput.OfExit(0, _logits)], cancellationToken);
            return;
        }

        int at = 0;
        foreach (int border in borders.Where(border => snapshots is not null && _session.CanSnapshot && !_session.CanCrop && border > from && border < from + next.Length))
        {
            _session.Forward(next.AsSpan(at, border - from - at), [], OutputRows.None, cancellationToken);
            at = border - from;
            snapshots!.Add(_session.Snapshot());
        }

        _session.Forward(next.AsSpan(at), _logits, OutputRows.Last, cancellationToken);
    }
}
