using System;
using System.Collections.Generic;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// A <see cref="TextSession"/> whose prompts may hold pictures and clips, in any turn: positions go on from the largest so far, as if the whole conversation were one prompt.
/// Equal pictures go through the vision tower once.
/// </summary>
/// <param name="model">The model; it must outlive the session.</param>
/// <param name="capacity">Tokens that the text can have, features counted. Default 0: the model's <see cref="ILanguageModel.MaxContext"/>.</param>
public sealed class VisionSession(IVisionLanguageModel model, int capacity = 0) : TextSession(model, capacity)
{
    private readonly FeatureCache _cache = new(model);

    /// <summary>Adds a prompt to the text and continues it; see <see cref="VisionGeneration.GenerateTextAsync(IVisionLanguageModel, Prompt, GenerationOptions, CancellationToken)"/>.</summary>
    /// <param name="prompt">What to add.</param>
    /// <param name="options">How to continue.</param>
    /// <param name="cancellationToken">Ends the answer by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MediaException">A picture or clip cannot be used.</exception>
    /// <exception cref="InvalidOperationException">An answer of this session is still being read.</exception>
    /// <exception cref="ContextOverflowException">The text would be longer than the session holds.</exception>
    public IAsyncEnumerable<string> ContinueAsync(Prompt prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new GenerationOptions();
        return ContinueAsync(free => new PromptReader(model, _cache).Read(prompt, options.AllowSpecialTokens, free, cancellationToken), options, cancellationToken);
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _cache.Clear();
    }
}
