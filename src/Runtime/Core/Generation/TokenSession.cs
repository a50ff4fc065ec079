using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>
/// Answers to prompts that have their beginnings in common, such as a conversation that is sent whole each time: what a prompt shares with the text before it is not computed again. A prompt need
/// not go on where the last one ended: the session returns to the last place from which both agree. Caches of keys and values are cut there; recurrent states cannot be, so that copies
/// of them are kept at the borders that the caller names. After cancellation it can be used on. Not thread-safe.
/// </summary>
/// <param name="model">The model; it must outlive the session.</param>
/// <param name="capacity">Tokens that prompt and answer can have. Default 0: the model's <see cref="ILanguageModel.MaxContext"/>.</param>
/// <param name="snapshotBytes">What copies of recurrent states may take together; the oldest are dropped first. Default 256 MiB.</param>
/// <exception cref="OutOfDeviceMemoryException">The device cannot hold the states.</exception>
public sealed class TokenSession(ICausalLanguageModel model, int capacity = 0, long snapshotBytes = 256L << 20) : IDisposable
{
    private readonly SnapshotStore _snapshots = new(snapshotBytes);
    private readonly long _snapshotBytes = snapshotBytes;
    private SequenceRunner? _runner;
    private bool _busy;

    /// <summary>Tokens of the last prompt that were not computed again.</summary>
    public int ReusedTokens { get; private set; }

    /// <summary>Tokens of the last prompt and its answer.</summary>
    public int Length => _runner?.Tokens.Count ?? 0;

    /// <summary>Bytes of the states, snapshots apart; 0 before the first prompt.</summary>
    public long Bytes => _runner?.Bytes ?? 0;

    /// <summary>Continues a prompt, handing out each token as it comes; the end token is not one of them.</summary>
    /// <param name="prompt">The whole prompt; at least one token.</param>
    /// <param name="options">How; stop strings are not looked for.</param>
    /// <param name="borders">Lengths of the prompt, ascending, from which a later prompt may differ: where messages begin. Each costs a pass of its own where states cannot be cut back.</param>
    /// <param name="cancellationToken">Ends the answer by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">An answer of this session is still being read.</exception>
    /// <exception cref="ContextOverflowException">The prompt is longer than the session holds.</exception>
    /// <exception cref="TokenOutOfRangeException">A token is not in the vocabulary.</exception>
    /// <exception cref="GenerationOptionsException">An option is outside its range, or the prompt is empty.</exception>
    public IAsyncEnumerable<int> ContinueAsync(
        IReadOnlyList<int> prompt, GenerationOptions? options = null, IReadOnlyList<int>? borders = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return ContinueAsync(new SequencePrompt([.. prompt]), options ?? new GenerationOptions(), borders ?? [], cancellationToken);
    }

    /// <summary>A session with the same tokens that goes its own way from here, for prompts that begin alike and end apart. It takes as much memory as this one.</summary>
    /// <exception cref="InvalidOperationException">There was no prompt yet, an answer is still being read, or the model has states that cannot be cut back: a copy of those has one end alone.</exception>
    /// <exception cref="OutOfDeviceMemoryException">The device cannot hold the states twice.</exception>
    public TokenSession Fork()
    {
        if (!CanFork)
        {
            throw new InvalidOperationException("The session has no prompt yet, an answer is still being read, or its states cannot be cut back; wanted a session of attention alone, between two answers.");
        }

        TokenSession copy = new(model, capacity, _snapshotBytes);
        copy._runner = _runner!.Fork(copy._snapshots);
        return copy;
    }

    /// <summary>Whether <see cref="Fork"/> works now.</summary>
    public bool CanFork => !_busy && _runner is { CanFork: true };

    /// <summary>Takes the memory that the first prompt would take.</summary>
    /// <exception cref="OutOfDeviceMemoryException">The device has too little.</exception>
    internal void Allocate() => _runner ??= new SequenceRunner(model, capacity, _snapshots);

    /// <summary>How many tokens a prompt has in common with what the session has computed.</summary>
    internal int Common(SequencePrompt prompt) => _runner?.Common(prompt) ?? 0;

    /// <summary>The same with pictures and clips in the prompt.</summary>
    internal async IAsyncEnumerable<int> ContinueAsync(SequencePrompt prompt, GenerationOptions options, IReadOnlyList<int> borders, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_busy)
        {
            throw new InvalidOperationException("An answer of this session is still being read; wanted it finished or disposed first.");
        }

        GenerationPlan plan = GenerationPlan.Of(options, model.GenerationDefaults, model.Info);
        cancellationToken.ThrowIfCancellationRequested();
        Allocate();
        _busy = true;
        try
        {
            (SequencePrompt rest, ReusedTokens) = _runner!.Rewind(prompt);
            using GenerationRun run = new(options.Completed, cancellationToken);
            await foreach (int token in _runner.RunAsync(rest, plan, run, borders, cancellationToken).ConfigureAwait(false))
            {
                yield return token;
            }
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Frees the state on the device.</summary>
    public void Dispose()
    {
        _snapshots.Dispose();
        _runner?.Dispose();
    }
}
