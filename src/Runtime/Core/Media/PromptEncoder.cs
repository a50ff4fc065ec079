using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>Turns a prompt with pictures and clips into tokens and patches (Hugging Face's <c>processing_qwen3_vl.py</c>).</summary>
/// <param name="tokenizer">The model's tokenizer.</param>
/// <param name="tokens">The model's tokens for pictures and clips.</param>
/// <param name="images">How pictures become patches.</param>
/// <param name="videos">How clips become patches; null for a model that has no config for them.</param>
public sealed class PromptEncoder(ITextTokenizer tokenizer, VisionTokens tokens, ImageProcessor images, VideoProcessor? videos)
{
    private readonly PlaceholderExpansion _expansion = new(tokenizer, tokens, images.Options.MergeSize);

    /// <summary>Tokens and patches of a prompt. A picture becomes start, one placeholder a feature, end; a clip the same for each of its times, within start and end.</summary>
    /// <param name="prompt">Text and media in order.</param>
    /// <param name="allowSpecial">Whether a special token's spelling in the text becomes that token, as in <see cref="ITextTokenizer.Encode"/>.</param>
    /// <param name="cancel">Stops within a picture.</param>
    /// <exception cref="MediaException">A picture or clip cannot be used.</exception>
    /// <exception cref="PlaceholderMismatchException">The text itself spells placeholders, for which there are no media.</exception>
    public EncodedPrompt Encode(Prompt prompt, bool allowSpecial = true, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        List<int> sequence = [];
        List<Image> pictures = [];
        List<Video> clips = [];
        foreach (PromptPart part in prompt)
        {
            switch (part)
            {
                case PromptPart.Text text:
                    sequence.AddRange(tokenizer.Encode(text.Content, allowSpecial, addSpecialTokens: false));
                    break;
                case PromptPart.Picture picture:
                    sequence.AddRange([tokens.Start, tokens.Image, tokens.End]);
                    pictures.Add(picture.Content);
                    break;
                case PromptPart.Clip clip:
                    sequence.AddRange([tokens.Start, tokens.Video, tokens.End]);
                    clips.Add(clip.Content);
                    break;
                default:
                    throw new ArgumentException("The prompt holds features, which have no patches any more; wanted pictures and clips.", nameof(prompt));
            }
        }

        return Encode(sequence, pictures, clips, cancel);
    }

    /// <summary>The same for tokens that have one placeholder a picture or clip, as chat templates write them.</summary>
    /// <param name="sequence">Tokens with one <see cref="VisionTokens.Image"/> for every picture and one <see cref="VisionTokens.Video"/> for every clip.</param>
    /// <param name="pictures">The pictures in the order of their placeholders.</param>
    /// <param name="clips">The clips in the order of their placeholders.</param>
    /// <param name="cancel">Stops within a picture.</param>
    /// <exception cref="MediaException">A picture or clip cannot be used.</exception>
    /// <exception cref="PlaceholderMismatchException">Placeholders and media are not equally many.</exception>
    public EncodedPrompt Encode(IReadOnlyList<int> sequence, IReadOnlyList<Image> pictures, IReadOnlyList<Video> clips, CancellationToken cancel = default)
    {
        PlaceholderExpansion.Check("pictures", sequence, tokens.Image, pictures.Count);
        PlaceholderExpansion.Check("clips", sequence, tokens.Video, clips.Count);
        List<VisionInput> seen = [];
        foreach (Image picture in pictures)
        {
            seen.Add(images.Process(picture, cancel));
        }

        List<VisionInput> watched = [];
        foreach (Video clip in clips)
        {
            VideoProcessor processor = videos
                ?? throw new VideoException(clip.Name, "a model without a " + VideoProcessorOptions.FileName, "that file beside the checkpoint");
            watched.Add(processor.Process(clip, progress: null, cancel));
        }

        List<int> expanded = _expansion.Expand(sequence, seen, watched);
        TokenPositions positions = TokenPositions.Of(
            tokens, images.Options.MergeSize, expanded, [.. seen.Select(static input => input.Grid)], [.. watched.Select(static input => input.Grid)]);
        return new EncodedPrompt(expanded, seen, watched, positions);
    }
}
