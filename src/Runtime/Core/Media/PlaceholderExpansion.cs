using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Puts a placeholder for every feature where a prompt has one for every picture or clip.</summary>
internal sealed class PlaceholderExpansion(ITextTokenizer tokenizer, VisionTokens tokens, int mergeSize)
{
    /// <exception cref="PlaceholderMismatchException">They are not equally many.</exception>
    public static void Check(string kind, IReadOnlyList<int> sequence, int placeholder, int media)
    {
        int places = sequence.Count(token => token == placeholder);
        if (places != media)
        {
            throw new PlaceholderMismatchException(kind, places, media);
        }
    }

    public List<int> Expand(IReadOnlyList<int> sequence, IReadOnlyList<IMediaExtent> images, IReadOnlyList<IMediaExtent> videos)
    {
        List<int> expanded = [];
        (int image, int video) = (0, 0);
        foreach (int token in sequence)
        {
            if (token == tokens.Image)
            {
                expanded.AddRange(Enumerable.Repeat(token, images[image++].Grid.Tokens(mergeSize)));
            }
            else if (token == tokens.Video)
            {
                AddTimes(expanded, videos[video++]);
            }
            else
            {
                expanded.Add(token);
            }
        }

        return expanded;
    }

    /// <summary>
    /// One decimal, as Python's <c>f"{seconds:.1f}"</c> has it: of the exact binary value, ties to even, whichever way the runtime's own formatting turns them. Ties are the numbers that end
    /// in exactly .25 or .75.
    /// </summary>
    public static string TimeText(double seconds)
    {
        double nearest = (seconds * 4 % 4) switch
        {
            1 => Math.Floor(seconds) + 0.2,
            3 => Math.Floor(seconds) + 0.8,
            _ => seconds,
        };
        return string.Create(CultureInfo.InvariantCulture, $"<{nearest:F1} seconds>");
    }

    /// <summary>Each group of frames stands after its time, between a start and an end of its own.</summary>
    private void AddTimes(List<int> expanded, IMediaExtent video)
    {
        int features = video.Grid.Tokens(mergeSize) / video.Grid.Frames;
        foreach (double seconds in video.Timestamps)
        {
            expanded.AddRange(tokenizer.Encode(TimeText(seconds), allowSpecial: false, addSpecialTokens: false));
            expanded.Add(tokens.Start);
            expanded.AddRange(Enumerable.Repeat(tokens.Video, features));
            expanded.Add(tokens.End);
        }
    }
}
