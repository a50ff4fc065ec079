using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>Generation for every model, whatever its backend.</summary>
public static class TextGeneration
{
    /// <summary>
    /// Continues a text, handing out pieces as they come. A piece never ends within a character, and never holds a part of a stop string. Special tokens that the model generates are spelled out;
    /// the one that ends the text is not. Cancellation takes effect within a token.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The text to continue. Where it is empty, the model's beginning token stands for it.</param>
    /// <param name="options">How; what is left open comes from the checkpoint's <c>generation_config.json</c>.</param>
    /// <param name="cancellationToken">Ends generation by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="GenerationConfigException">The <c>generation_config.json</c> beside the checkpoint cannot be read.</exception>
    /// <exception cref="GenerationOptionsException">An option is outside its range, or the prompt is empty and there is no beginning token.</exception>
    /// <exception cref="ContextOverflowException">The prompt is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IAsyncEnumerable<string> GenerateTextAsync(
        this ICausalLanguageModel model, string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new GenerationOptions();
        GenerationPlan plan = GenerationPlan.Of(options, model.GenerationDefaults, model.Info);
        ITextTokenizer tokenizer = TokenizerOf(model);
        int[] tokens = PromptTokens(model, tokenizer.Encode(prompt, options.AllowSpecialTokens));
        return StreamTextAsync(model, tokenizer, tokens, plan, options, cancellationToken);
    }

    /// <summary>Continues a sequence of tokens, handing out each as it comes; the end token is not one of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The tokens to continue. Where there are none, the model's beginning token stands for them.</param>
    /// <param name="options">How; stop strings are not looked for.</param>
    /// <param name="cancellationToken">Ends generation by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TokenOutOfRangeException">A token is not in the vocabulary.</exception>
    /// <exception cref="GenerationOptionsException">An option is outside its range, or the prompt is empty and there is no beginning token.</exception>
    /// <exception cref="ContextOverflowException">The prompt is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IAsyncEnumerable<int> GenerateAsync(
        this ICausalLanguageModel model, IReadOnlyList<int> prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new GenerationOptions();
        GenerationPlan plan = GenerationPlan.Of(options, model.GenerationDefaults, model.Info);
        return StreamTokensAsync(model, PromptTokens(model, [.. prompt]), plan, options, cancellationToken);
    }

    /// <summary>
    /// Continues several sequences together. Shorter prompts are padded on the left, and positions count from each prompt's first token, so a sequence's result does not depend on the others.
    /// Sequence i draws its random numbers from the seed plus i.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">One prompt a sequence, none of them empty.</param>
    /// <param name="options">How; stop strings are not looked for.</param>
    /// <param name="cancellationToken">Ends generation by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The generated tokens of each sequence, end token left out.</returns>
    /// <exception cref="TokenOutOfRangeException">A token is not in the vocabulary.</exception>
    /// <exception cref="GenerationOptionsException">An option is outside its range, or a prompt is empty.</exception>
    /// <exception cref="ContextOverflowException">A prompt is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<int[]> GenerateBatch(
        this ICausalLanguageModel model, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        options ??= new GenerationOptions();
        GenerationPlan plan = GenerationPlan.Of(options, model.GenerationDefaults, model.Info);
        if (prompts.Count == 0)
        {
            return [];
        }

        using GenerationRun run = new(options.Completed, cancellationToken);
        using BatchRunner runner = new(model, [.. prompts.Select(static prompt => new SequencePrompt(prompt))], plan, run);
        return runner.Run(cancellationToken);
    }

    /// <summary>The model's tokenizer. Who asks for it asks for text, and for that the files beside the checkpoint must be sound.</summary>
    internal static ITextTokenizer TokenizerOf(ILanguageModel model) => (model as ICausalLanguageModel)?.GenerationDefaults.Fault is { } fault
        ? throw new GenerationConfigException(fault.Path, fault.Found, fault.Wanted, fault)
        : model.Tokenizer ?? throw new TokenizerException(model.Info.Name, "no tokenizer beside the checkpoint", "a tokenizer.json there");

    private static int[] PromptTokens(ICausalLanguageModel model, int[] tokens) =>
        tokens.Length == 0 && model.Info.BeginningToken is { } beginning ? [beginning] : tokens;

    /// <summary>What a session must hold: the last token generated is never fed.</summary>
    private static int CapacityFor(ICausalLanguageModel model, int prompt, GenerationPlan plan) =>
        prompt > model.MaxContext
            ? throw new ContextOverflowException(prompt, model.MaxContext)
            : (int)Math.Min(model.MaxContext, plan.Columns(prompt));

    private static async IAsyncEnumerable<string> StreamTextAsync(
        ICausalLanguageModel model,
        ITextTokenizer tokenizer,
        int[] prompt,
        GenerationPlan plan,
        GenerationOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SequenceRunner runner = new(model, CapacityFor(model, prompt.Length, plan));
        await foreach (string piece in TextStream.RunAsync(runner, tokenizer, new SequencePrompt(prompt), plan, options, cancellationToken).ConfigureAwait(false))
        {
            yield return piece;
        }
    }

    private static async IAsyncEnumerable<int> StreamTokensAsync(
        ICausalLanguageModel model,
        int[] prompt,
        GenerationPlan plan,
        GenerationOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SequenceRunner runner = new(model, CapacityFor(model, prompt.Length, plan));
        using GenerationRun run = new(options.Completed, cancellationToken);
        await foreach (int token in runner.RunAsync(new SequencePrompt(prompt), plan, run, borders: [], cancellationToken).ConfigureAwait(false))
        {
            yield return token;
        }
    }
}
