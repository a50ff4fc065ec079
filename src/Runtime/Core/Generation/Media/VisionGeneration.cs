using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Runtime;

/// <summary>Generation for models that see. Models that only read have none of these methods.</summary>
public static class VisionGeneration
{
    /// <summary>
    /// Continues a prompt of text, pictures and clips, handing out pieces as they come; see <see cref="TextGeneration.GenerateTextAsync"/>. The tokens around and in place of pictures,
    /// and a clip's times, are put in by the model's own processors; positions are Hugging Face's (<c>get_rope_index</c>).
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">Text and media in order, at least one part.</param>
    /// <param name="options">How; what is left open comes from the checkpoint's <c>generation_config.json</c>.</param>
    /// <param name="cancellationToken">Ends generation by an <see cref="OperationCanceledException"/>, within a picture and within the vision tower as well.</param>
    /// <exception cref="MediaException">A picture or clip cannot be used: too narrow, corrupt, no frame rate, or the text itself spells placeholders.</exception>
    /// <exception cref="ContextOverflowException">The prompt, its features counted, is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    /// <exception cref="TokenizerException">There is no tokenizer beside the checkpoint, or it cannot be read.</exception>
    /// <exception cref="GenerationOptionsException">An option is outside its range, or the prompt is empty.</exception>
    public static IAsyncEnumerable<string> GenerateTextAsync(
        this IVisionLanguageModel model, Prompt prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new GenerationOptions();
        GenerationPlan plan = GenerationPlan.Of(options, model.GenerationDefaults, model.Info);
        PromptReader reader = new(model, new FeatureCache(model));
        return StreamAsync(model, reader, prompt, plan, options, cancellationToken);
    }

    /// <summary>Continues a text; see <see cref="TextGeneration.GenerateTextAsync"/>. Stands here because a text is a prompt too, and the compiler could not choose.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The text.</param>
    /// <param name="options">How; what is left open comes from the checkpoint's <c>generation_config.json</c>.</param>
    /// <param name="cancellationToken">Ends generation by an <see cref="OperationCanceledException"/>.</param>
    public static IAsyncEnumerable<string> GenerateTextAsync(
        this IVisionLanguageModel model, string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        TextGeneration.GenerateTextAsync(model, prompt, options, cancellationToken);

    /// <summary>
    /// Continues several prompts together, pictures and clips of each in their places. A sequence's result does not depend on the others; see <see cref="TextGeneration.GenerateBatch"/>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">One prompt a sequence, none of them empty.</param>
    /// <param name="options">How; stop strings are not looked for.</param>
    /// <param name="cancellationToken">Ends generation by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The generated tokens of each sequence, end token left out.</returns>
    /// <exception cref="MediaException">A picture or clip cannot be used.</exception>
    /// <exception cref="ContextOverflowException">A prompt is longer than the model's <see cref="ILanguageModel.MaxContext"/>.</exception>
    public static IReadOnlyList<int[]> GenerateBatch(
        this IVisionLanguageModel model, IReadOnlyList<Prompt> prompts, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompts);
        options ??= new GenerationOptions();
        GenerationPlan plan = GenerationPlan.Of(options, model.GenerationDefaults, model.Info);
        PromptReader reader = new(model, new FeatureCache(model));
        SequencePrompt[] read = [.. prompts.Select(prompt => reader.Read(prompt, options.AllowSpecialTokens, model.MaxContext, cancellationToken))];
        if (read.Length == 0)
        {
            return [];
        }

        using GenerationRun run = new(options.Completed, cancellationToken);
        using BatchRunner runner = new(model, read, plan, run);
        return runner.Run(cancellationToken);
    }

    /// <summary>The features of a picture (transformers: <c>get_image_features</c>), to be put into prompts in its place as often as is wanted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="image">The picture.</param>
    /// <param name="progress">Told after every block of the tower.</param>
    /// <param name="cancellationToken">Asked within the picture and between blocks.</param>
    /// <exception cref="MediaException">The picture cannot be used.</exception>
    public static VisionFeatures GetImageFeatures(
        this IVisionModel model, Image image, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.GetFeatures([model.Processors.Images.Process(image, cancellationToken)], progress, cancellationToken)[0];
    }

    /// <summary>The features of a clip (transformers: <c>get_video_features</c>) with its times.</summary>
    /// <param name="model">The model.</param>
    /// <param name="video">The clip.</param>
    /// <param name="progress">Told after every block of the tower.</param>
    /// <param name="cancellationToken">Asked within a frame and between blocks.</param>
    /// <exception cref="MediaException">The clip cannot be used.</exception>
    public static VisionFeatures GetVideoFeatures(
        this IVisionModel model, Video video, IProgress<VisionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.GetFeatures([model.Processors.Videos.Process(video, progress: null, cancellationToken)], progress, cancellationToken)[0];
    }

    private static async IAsyncEnumerable<string> StreamAsync(
        IVisionLanguageModel model,
        PromptReader reader,
        Prompt prompt,
        GenerationPlan plan,
        GenerationOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Pictures take long: whoever awaits the stream may be a user interface.
        SequencePrompt read = await Task.Run(() => reader.Read(prompt, options.AllowSpecialTokens, model.MaxContext, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        using SequenceRunner runner = new(model, (int)Math.Min(model.MaxContext, plan.Columns(read.Tokens.Count)));
        await foreach (string piece in TextStream.RunAsync(runner, TextGeneration.TokenizerOf(model), read, plan, options, cancellationToken).ConfigureAwait(false))
        {
            yield return piece;
        }
    }
}
