using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>What is added to a sequence: tokens, and what stands in place of placeholders among them.</summary>
/// <param name="Tokens">All tokens, a placeholder for every feature.</param>
internal sealed record SequencePrompt(IReadOnlyList<int> Tokens)
{
    /// <summary>Pictures, in the order of their placeholders.</summary>
    public IReadOnlyList<VisionFeatures> Images { get; init; } = [];

    /// <summary>Clips, in the order of their placeholders.</summary>
    public IReadOnlyList<VisionFeatures> Videos { get; init; } = [];

    public bool HasMedia => Images.Count + Videos.Count > 0;

    /// <summary>The pictures and clips in the order of their tokens, each with its first token and its last.</summary>
    /// <param name="placeholders">The model's placeholders.</param>
    public IEnumerable<(int First, int Last, VisionFeatures Features)> Places(VisionTokens placeholders)
    {
        (int image, int video) = (0, 0);
        for (int i = 0; i < Tokens.Count && HasMedia; i++)
        {
            VisionFeatures? features = Tokens[i] == placeholders.Image ? Images[image++] : Tokens[i] == placeholders.Video ? Videos[video++] : null;
            if (features is null)
            {
                continue;
            }

            // A clip's times stand between its frames.
            int first = i;
            int last = i;
            for (int rows = 1; rows < features.Tokens; rows += Tokens[last] == Tokens[first] ? 1 : 0)
            {
                last++;
            }

            yield return (first, i = last, features);
        }
    }

    /// <summary>The prompt cut in two, at a length where no picture or clip is cut.</summary>
    /// <param name="length">The length of the first part, from 0 to that of the prompt.</param>
    /// <param name="placeholders">The model's placeholders; null for a model that only reads.</param>
    public (SequencePrompt Before, SequencePrompt Behind) Split(int length, VisionTokens? placeholders)
    {
        VisionFeatures[] before = placeholders is null ? [] : [.. Places(placeholders).Where(place => place.Last < length).Select(static place => place.Features)];
        int images = before.Count(static features => features.Timestamps.Count == 0);
        int videos = before.Length - images;
        return (
            new SequencePrompt([.. Tokens.Take(length)]) { Images = [.. Images.Take(images)], Videos = [.. Videos.Take(videos)] },
            new SequencePrompt([.. Tokens.Skip(length)]) { Images = [.. Images.Skip(images)], Videos = [.. Videos.Skip(videos)] });
    }
}
