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
internal sealed class SequenceRunner : IDisposable
{
    private readonly ICausalLanguageModel _model;
    private readonly IModelSession _session;
    private readonly SnapshotStore? _snapshots;
    private readonly float[] _logits;
    private readonly List<int> _tokens = [];
    private SequenceMedia? _media;
    private int _fed;
    private bool _stale;

    /// <summary>An empty sequence.</summary>
    /// <param name="model">The model.</param>
    /// <param name="capacity">Tokens the sequence can have.</param>
    /// <param name="snapshots">Keeps ways back, for sequences that are taken up again; null for none.</param>
    public SequenceRunner(ICausalLanguageModel model, int capacity, SnapshotStore? snapshots = null)
        : this(model, model.CreateSession(new SessionOptions { BatchSize = 1, Capacity = capacity }), snapshots)
    {
    }

    private SequenceRunner(ICausalLanguageModel model, IModelSession session, SnapshotStore? snapshots)
    {
        (_model, _session, _snapshots) = (model, session, snapshots);
        _logits = new float[model.Info.VocabularySize];
        _media = SequenceMedia.Of(model);
    }

    /// <summary>All tokens of the sequence, the ones not fed yet included.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    public int Capacity => _session.Capacity;

    /// <summary>Bytes of the session's states.</summary>
    public long Bytes => _session.Bytes;

    /// <summary>Whether it can be cut back to any length, so that a copy of it is of use for other ends.</summary>
    public bool CanFork => _session.CanSnapshot && _session.CanCrop && !_stale;

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

    /// <summary>How many tokens the session has seen that a prompt begins with, pictures and clips among them.</summary>
    public int Common(SequencePrompt prompt)
    {
        int[] tokens = prompt.Tokens as int[] ?? [.. prompt.Tokens];
        int common = CollectionsMarshal.AsSpan(_tokens)[.._fed].CommonPrefixLength(tokens);
        return _media?.Common(prompt, common) ?? common;
    }

    /// <summary>
    /// Keeps of the sequence what a prompt begins with, as far as the session can return to it, and forgets the rest. At least one token of the prompt is left to feed: its logits are wanted.
    /// </summary>
    /// <param name="prompt">The whole next prompt.</param>
    /// <returns>What of it need be fed, and how many tokens before need not.</returns>
    public (SequencePrompt Next, int Kept) Rewind(SequencePrompt prompt)
    {
        int common = Common(prompt);
        if (common >= prompt.Tokens.Count)
        {
            // Not within a picture, if the prompt ends with one.
            common = _media?.Common(prompt, prompt.Tokens.Count - 1) ?? prompt.Tokens.Count - 1;
        }

        int kept = Return(Math.Max(0, common));
        (SequencePrompt before, SequencePrompt rest) = prompt.Split(kept, _model.Info.Media);
        _tokens.RemoveRange(kept, _tokens.Count - kept);
        _media = SequenceMedia.Of(_model);
        _media?.Append(before);
        (_fed, _stale) = (kept, false);
        return (rest, kept);
    }

    /// <summary>A sequence of the same tokens that goes its own way from here. It has no ways back but those of cutting.</summary>
    /// <exception cref="OutOfDeviceMemoryException">The device cannot hold the state twice.</exception>
    public SequenceRunner Fork(SnapshotStore? snapshots)
    {
        // Places of media are shared until one of the two is rewound, which every prompt of a kept sequence begins with.
        SequenceRunner copy = new(_model, _session.Fork(), snapshots) { _fed = _fed, _media = _media };
        copy._tokens.AddRange(_tokens);
        return copy;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _session.Reset();
        _tokens.Clear();
        _media = SequenceMedia.Of(_model);
        _fed = 0; // where a pass had failed, the next one resets the session once more
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Takes the session back to a length, or to one before it that it can return to.</summary>
    /// <returns>The length.</returns>
    private int Return(int length)
    {
        if (length == _fed && !_stale)
        {
            return length; // the prompt goes on where the sequence ends
        }

        if (_session.CanCrop)
        {
            _session.Crop(length);
            return length;
        }

        if (_snapshots?.Newest(length) is { } snapshot)
        {
            _session.Restore(snapshot);
            return snapshot.Length;
        }

        _session.Reset();
        return 0;
    }

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
        int at = from;
        foreach (int border in borders.Where(border => _snapshots is not null && _session.CanSnapshot && !_session.CanCrop && border > from && border < from + next.Length))
        {
            Feed(next.AsSpan(at - from, border - at), at, wantsLogits: false, cancellationToken);
            at = border;
            _snapshots!.Add(_session.Snapshot());
        }

        Feed(next.AsSpan(at - from), at, wantsLogits: true, cancellationToken);
    }

    private void Feed(ReadOnlySpan<int> tokens, int from, bool wantsLogits, CancellationToken cancellationToken)
    {
        if (_media is { IsUsed: true })
        {
            MediaColumns columns = new MediaBatch([_media], [0]).Columns(from, tokens.Length);
            columns.Feed(_session, tokens, wantsLogits ? [ModelOutput.OfExit(0, _logits)] : [], cancellationToken);
        }
        else
        {
            _session.Forward(tokens, wantsLogits ? _logits : [], wantsLogits ? OutputRows.Last : OutputRows.None, cancellationToken);
        }
    }
}
