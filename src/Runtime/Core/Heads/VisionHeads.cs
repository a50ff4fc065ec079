using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Heads of models that see: labels and embeddings of prompts that hold pictures and clips. Models that only read have none of these methods.</summary>
public static class VisionHeads
{
    /// <summary>Labels prompts, in batches; see <see cref="SequenceClassification"/>.</summary>
    /// <typeparam name="TModel">A classifier that sees.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompts">Text, pictures and clips in order, each prompt with at least one part.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches, within the vision tower, and between pieces of long prompts.</param>
    /// <exception cref="MediaException">A picture or clip cannot be used.</exception>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="PaddingTokenMissingException">Several prompts are to be computed together and the config has no padding token; a batch size of 1 works.</exception>
    /// <exception cref="ContextOverflowException">A prompt, its features counted, is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<SequenceLabels> Classify<TModel>(
        this TModel model, IReadOnlyList<Prompt> prompts, HeadOptions? options = null, CancellationToken cancellationToken = default)
        where TModel : ISequenceClassifier, IVisionModel =>
        Run(model, prompts, options, (batch, media) => SequenceClassification.Classify(model, batch, media, cancellationToken), cancellationToken);

    /// <summary>Labels a prompt.</summary>
    /// <typeparam name="TModel">A classifier that sees.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompt">Text, pictures and clips in order.</param>
    /// <param name="cancellationToken">Heard within the vision tower, and between pieces of a long prompt.</param>
    /// <exception cref="MediaException">A picture or clip cannot be used.</exception>
    public static SequenceLabels Classify<TModel>(this TModel model, Prompt prompt, CancellationToken cancellationToken = default)
        where TModel : ISequenceClassifier, IVisionModel => model.Classify((IReadOnlyList<Prompt>)[prompt], null, cancellationToken)[0];

    /// <summary>Labels a text. As for models that only read; stands here because a text is a prompt too, and the compiler could not choose.</summary>
    /// <typeparam name="TModel">A classifier that sees.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Heard between pieces of a long text.</param>
    public static SequenceLabels Classify<TModel>(this TModel model, string text, CancellationToken cancellationToken = default)
        where TModel : ISequenceClassifier, IVisionModel => ((ISequenceClassifier)model).Classify(text, cancellationToken);

    /// <summary>Labels texts, in batches. As for models that only read.</summary>
    /// <typeparam name="TModel">A classifier that sees.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches and between pieces of long ones.</param>
    public static IReadOnlyList<SequenceLabels> Classify<TModel>(
        this TModel model, IReadOnlyList<string> texts, HeadOptions? options = null, CancellationToken cancellationToken = default)
        where TModel : ISequenceClassifier, IVisionModel => ((ISequenceClassifier)model).Classify(texts, options, cancellationToken);

    /// <summary>Embeds texts, in batches. As for models that only read.</summary>
    /// <typeparam name="TModel">A model without a head that sees.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="pooling">Of which columns.</param>
    /// <param name="normalise">Whether embeddings have length 1.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches and between pieces of long ones.</param>
    public static IReadOnlyList<float[]> Embed<TModel>(
        this TModel model,
        IReadOnlyList<string> texts,
        Pooling pooling = Pooling.LastToken,
        bool normalise = true,
        HeadOptions? options = null,
        CancellationToken cancellationToken = default)
        where TModel : IHiddenStateModel, IVisionModel => ((IHiddenStateModel)model).Embed(texts, pooling, normalise, options, cancellationToken);

    /// <summary>Embeds prompts, in batches; see <see cref="TextEmbeddings"/>.</summary>
    /// <typeparam name="TModel">A model without a head that sees.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompts">Text, pictures and clips in order, each prompt with at least one part.</param>
    /// <param name="pooling">Of which columns.</param>
    /// <param name="normalise">Whether embeddings have length 1, so that their product is the cosine.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches, within the vision tower, and between pieces of long prompts.</param>
    /// <returns>One a prompt, [width].</returns>
    /// <exception cref="MediaException">A picture or clip cannot be used.</exception>
    /// <exception cref="ContextOverflowException">A prompt, its features counted, is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<float[]> Embed<TModel>(
        this TModel model,
        IReadOnlyList<Prompt> prompts,
        Pooling pooling = Pooling.LastToken,
        bool normalise = true,
        HeadOptions? options = null,
        CancellationToken cancellationToken = default)
        where TModel : IHiddenStateModel, IVisionModel =>
        Run(model, prompts, options, (batch, media) => TextEmbeddings.Embed(model, batch, media, pooling, normalise, cancellationToken), cancellationToken);

    /// <summary>The logits of every token of prompts, in batches; see <see cref="TokenClassification"/>.</summary>
    /// <typeparam name="TModel">A classifier of tokens that sees.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompts">Text, pictures and clips in order, each prompt with at least one part.</param>
    /// <param name="options">Size of batches, progress; defaults where null.</param>
    /// <param name="cancellationToken">Heard between batches, within the vision tower, and between pieces of long prompts.</param>
    /// <returns>One a prompt, [tokens, labels]; the features of pictures are tokens.</returns>
    /// <exception cref="MediaException">A picture or clip cannot be used.</exception>
    /// <exception cref="ContextOverflowException">A prompt, its features counted, is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<float[]> Logits<TModel>(
        this TModel model, IReadOnlyList<Prompt> prompts, HeadOptions? options = null, CancellationToken cancellationToken = default)
        where TModel : ITokenClassifier, IVisionModel =>
        Run(
            model,
            prompts,
            options,
            (batch, media) =>
            {
                float[] logits = TokenClassification.Logits(model, batch, media, cancellationToken);
                int labels = model.Labels.Names.Count;
                return Enumerable.Range(0, batch.Count).Select(row => logits[(((row * batch.Columns) + batch.First[row]) * labels)..((row + 1) * batch.Columns * labels)]);
            },
            cancellationToken);

    private static IReadOnlyList<TResult> Run<TResult>(
        IVisionModel model, IReadOnlyList<Prompt> prompts, HeadOptions? options, Func<TokenBatch, MediaBatch, IEnumerable<TResult>> compute, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new HeadOptions();
        PromptReader reader = new(model, new FeatureCache(model));
        return HeadRunner.Run(
            model,
            prompts,
            options,
            batch =>
            {
                SequencePrompt[] read = [.. batch.Select(prompt => reader.Read(prompt, options.AllowSpecialTokens, model.MaxContext, cancellationToken))];
                TokenBatch tokens = TokenBatch.Padded([.. read.Select(static prompt => prompt.Tokens)], model.Info.PaddingToken ?? 0);
                return compute(tokens, new MediaBatch([.. read.Select(prompt => Media(model, prompt))], tokens.First));
            },
            cancellationToken);
    }

    private static SequenceMedia Media(IVisionModel model, SequencePrompt prompt)
    {
        SequenceMedia media = SequenceMedia.Of(model) ?? throw new VisionInputException("a model without tokens for pictures", "a config that names them");
        media.Append(prompt);
        return media;
    }
}
