using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>
/// A text that grows by prompts and answers in turn, such as a conversation: what was read or generated is not computed again. Chat templates are the caller's; the end token
/// that closed an answer stays part of the text. After cancellation the session can be used on: it reads its text anew. Not thread-safe.
/// </summary>
/// <param name="model">The model; it must outlive the session.</param>
/// <param name="capacity">Tokens the text can have. Default 0: the model's <see cref="ILanguageModel.MaxContext"/>.</param>
/// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
/// <exception cref="GenerationConfigException">The <c>generation_config.json</c> beside the checkpoint cannot be read.</exception>
public class TextSession(ICausalLanguageModel model, int capacity = 0) : IDisposable
{
    private readonly ITextTokenizer _tokenizer = TextGeneration.TokenizerOf(model);
    private readonly SequenceRunner _runner = new(model, capacity);
    private bool _busy;

    /// <summary>All tokens of the text so far, prompts and answers.</summary>
    public IReadOnlyList<int> Tokens => _runner.Tokens;

    /// <summary>Adds a prompt to the text and continues it; see <see cref="TextGeneration.GenerateTextAsync"/>.</summary>
    /// <param name="prompt">The text to add; may be empty to go on where an answer was cut.</param>
    /// <param name="options">How to continue.</param>
    /// <param name="cancellationToken">Ends the answer by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">An answer of this session is still being read.</exception>
    /// <exception cref="ContextOverflowException">The text would be longer than the session holds.</exception>
    public IAsyncEnumerable<string> ContinueAsync(string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new GenerationOptions();
        return ContinueAsync(_ => Encode(prompt, options), options, cancellationToken);
    }

    /// <summary>Begins a new, empty text.</summary>
    public virtual void Reset() => _runner.Reset();

    /// <summary>Frees the state on the device.</summary>
    public void Dispose()
    {
        _runner.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Continues the text.</summary>
    /// <param name="read">Makes the prompt, given the tokens that have room.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the answer.</param>
    private protected async IAsyncEnumerable<string> ContinueAsync(
        Func<int, SequencePrompt> read, GenerationOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_busy)
        {
            throw new InvalidOperationException("An answer of this session is still being read; wanted it finished or disposed first.");
        }

        GenerationPlan plan = GenerationPlan.Of(options, model.GenerationDefaults, model.Info);
        _busy = true;
        try
        {
            SequencePrompt prompt = await Task.Run(() => read(_runner.Capacity - _runner.Tokens.Count), CancellationToken.None).ConfigureAwait(false);
            await foreach (string piece in TextStream.RunAsync(_runner, _tokenizer, prompt, plan, options, cancellationToken).ConfigureAwait(false))
            {
                yield return piece;
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private SequencePrompt Encode(string prompt, GenerationOptions options)
    {
        int[] tokens = _tokenizer.Encode(prompt, options.AllowSpecialTokens, addSpecialTokens: _runner.Tokens.Count == 0);
        return new SequencePrompt(tokens.Length == 0 && _runner.Tokens.Count == 0 && model.Info.BeginningToken is { } beginning ? [beginning] : tokens);
    }
}
