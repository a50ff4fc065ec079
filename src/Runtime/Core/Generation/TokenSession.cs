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
    private SequenceRunner? _runner;
    private bool _busy;

    /// <summary>Tokens of the last prompt that were not computed again.</summary>
    public int ReusedTokens { get; private set; }

    /// <summary>Continues a prompt, handing out each token as it comes; the end token is not one of them.</summary>
    /// <param name="prompt">The whole prompt; at least one token.</param>
    /// <param name="options">How; stop strings are not looked for.</param>
    /// <param name="borders">Lengths of the prompt, ascending, from which a later prompt may differ: where messages begin. Each costs a pass of its own where states cannot be cut back.</param>
    /// <param name="cancellationToken">Ends the answer by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">An answer of this session is still being read.</exception>
    /// <exception cref="ContextOverflowException">The prompt is longer than the session holds.</exception>
    /// <exception cref="TokenOutOfRangeException">A token is not in the vocabulary.</exception>
    /// <exception cref="GenerationOptionsException">An option is outside its range, or the prompt is empty.</exception>
    public async IAsyncEnumerable<int> ContinueAsync(
        IReadOnlyList<int> prompt, GenerationOptions? options = null, IReadOnlyList<int>? borders = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (_busy)
        {
            throw new InvalidOperationException("An answer of this session is still being read; wanted it finished or disposed first.");
        }

        options ??= new GenerationOptions();
        GenerationPlan plan = GenerationPlan.Of(options, model.GenerationDefaults, model.Info);
        cancellationToken.ThrowIfCancellationRequested();
        _runner ??= new SequenceRunner(model, capacity, _snapshots);
        _busy = true;
        try
        {
            int[] tokens = [.. prompt];
            ReusedTokens = _runner.Rewind(tokens);
            using GenerationRun run = new(options.Completed, cancellationToken);
            await foreach (int token in _runner.RunAsync(new SequencePrompt(tokens[ReusedTokens..]), plan, run, borders ?? [], cancellationToken).ConfigureAwait(false))
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
