using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>From a prompt with pictures and clips to tokens and features: processors, placeholders, vision tower.</summary>
internal sealed class PromptReader(IVisionModel model, FeatureCache cache)
{
    private readonly ITextTokenizer _tokenizer = TextGeneration.TokenizerOf(model);

    private VisionTokens Tokens => model.Info.Media ?? throw new VisionInputException("a model without tokens for pictures", "a config that names them");

    /// <summary>Reads a prompt.</summary>
    /// <param name="prompt">Text and media in order.</param>
    /// <param name="allowSpecial">Whether a special token's spelling in the text becomes that token.</param>
    /// <param name="mostTokens">Tokens that have room; a longer prompt is refused before the tower sees a picture.</param>
    /// <param name="cancellationToken">Asked within a picture and between the tower's blocks.</param>
    /// <exception cref="MediaException">A picture or clip cannot be used, or the text itself spells placeholders.</exception>
    /// <exception cref="ContextOverflowException">The prompt is longer than <paramref name="mostTokens"/>.</exception>
    public SequencePrompt Read(Prompt prompt, bool allowSpecial, int mostTokens, CancellationToken cancellationToken)
    {
        List<int> sequence = [];
        List<IMediaExtent> seen = [];
        foreach (PromptPart part in prompt)
        {
            if (part is PromptPart.Text text)
            {
                sequence.AddRange(_tokenizer.Encode(text.Content, allowSpecial, addSpecialTokens: false));
                continue;
            }

            IMediaExtent media = Media(part, cancellationToken);
            seen.Add(media);
            sequence.AddRange([Tokens.Start, IsPicture(media) ? Tokens.Image : Tokens.Video, Tokens.End]);
        }

        return Join(sequence, seen, mostTokens, cancellationToken);
    }

    /// <summary>Reads tokens that have one placeholder for each picture or clip, as chat templates write them.</summary>
    /// <param name="sequence">The tokens.</param>
    /// <param name="media">Pictures and clips in the order of their placeholders.</param>
    /// <param name="mostTokens">As above.</param>
    /// <param name="cancellationToken">As above.</param>
    /// <exception cref="MediaException">A picture or clip cannot be used, or placeholders and media are not equally many.</exception>
    /// <exception cref="ContextOverflowException">The prompt is longer than <paramref name="mostTokens"/>.</exception>
    public SequencePrompt Read(IReadOnlyList<int> sequence, IEnumerable<PromptPart> media, int mostTokens, CancellationToken cancellationToken) =>
        Join(sequence, [.. media.Select(part => Media(part, cancellationToken))], mostTokens, cancellationToken);

    private static bool IsPicture(IMediaExtent media) => media.Timestamps.Count == 0;

    private SequencePrompt Join(IReadOnlyList<int> sequence, IReadOnlyList<IMediaExtent> media, int mostTokens, CancellationToken cancellationToken)
    {
        IMediaExtent[] images = [.. media.Where(IsPicture)];
        IMediaExtent[] videos = [.. media.Where(static clip => !IsPicture(clip))];
        PlaceholderExpansion.Check("pictures", sequence, Tokens.Image, images.Length);
        PlaceholderExpansion.Check("clips", sequence, Tokens.Video, videos.Length);
        List<int> expanded = new PlaceholderExpansion(_tokenizer, Tokens, model.Vision.MergeSize).Expand(sequence, images, videos);
        if (expanded.Count > mostTokens)
        {
            throw new ContextOverflowException(expanded.Count, mostTokens);
        }

        return new SequencePrompt(expanded) { Images = [.. images.Select(Features)], Videos = [.. videos.Select(Features)] };

        VisionFeatures Features(IMediaExtent media) => media as VisionFeatures ?? cache.Get((VisionInput)media, cancellationToken);
    }

    private IMediaExtent Media(PromptPart part, CancellationToken cancellationToken) => part switch
    {
        PromptPart.Picture picture => model.Processors.Images.Process(picture.Content, cancellationToken),
        PromptPart.Clip clip => model.Processors.Videos.Process(clip.Content, progress: null, cancellationToken),
        PromptPart.Features features => features.Content,
        _ => throw new System.ArgumentException($"A prompt cannot hold {part.GetType().Name}.", nameof(part)),
    };
}
