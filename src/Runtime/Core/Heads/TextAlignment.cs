using System;
using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>
/// Which characters of a text became which of the same text as a tokenizer spells it: normalised, perhaps with a blank in front or without those around it. What is changed is changed within a
/// character as readers know it (a grapheme cluster), so texts go along with each other cluster by cluster.
/// </summary>
internal sealed class TextAlignment
{
    /// <summary>Characters at most that a tokenizer puts before another.</summary>
    private const int Ahead = 8;

    /// <summary>For each spelled character, and behind the last: where in the text the cluster begins that it is of, and where that ends.</summary>
    private readonly (int Start, int End)[] _clusters;

    private TextAlignment((int Start, int End)[] clusters) => _clusters = clusters;

    /// <summary>Aligns a text with its spelling.</summary>
    public static TextAlignment Of(string text, string spelled, ITextNormalizer normalizer)
    {
        (int Start, int End)[] clusters = new (int, int)[spelled.Length];
        string clean = HuggingFaceTokenizer.WithoutLoneSurrogates(text);
        int at = 0;
        for (int start = 0; start < clean.Length && at < spelled.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(clean.AsSpan(start));
            string cluster = clean.Substring(start, length);
            string normal = normalizer.Normalize(cluster);
            if (Find(spelled, at, normal, cluster) is var (found, piece))
            {
                clusters.AsSpan(at, found - at).Fill((start, start)); // what the tokenizer put there
                for (int i = 0; i < piece.Length; i++)
                {
                    clusters[found + i] = piece == cluster ? (start + i, start + i + 1) : (start, start + length);
                }

                at = found + piece.Length;
            }

            start += length;
        }

        clusters.AsSpan(at).Fill((text.Length, text.Length));
        return new TextAlignment(clusters);
    }

    /// <summary>The part of the text that a part of the spelling is of.</summary>
    public (int Start, int End) Original(int start, int end)
    {
        if (start == end)
        {
            int place = start < _clusters.Length ? _clusters[start].Start : _clusters.Length == 0 ? 0 : _clusters[^1].End;
            return (place, place);
        }

        return (_clusters[start].Start, _clusters[end - 1].End);
    }

    /// <summary>Where a cluster comes next, normalised or as it is; null where it was taken away. White space is not looked for behind other characters, and nothing far behind.</summary>
    private static (int Found, string Piece)? Find(string spelled, int from, string normal, string cluster)
    {
        foreach (string piece in (string[])[normal, cluster])
        {
            if (piece.Length > 0 && string.CompareOrdinal(spelled, from, piece, 0, piece.Length) == 0)
            {
                return (from, piece);
            }
        }

        int found = string.IsNullOrWhiteSpace(normal) ? -1 : spelled.IndexOf(normal, from, Math.Min(spelled.Length - from, normal.Length + Ahead), StringComparison.Ordinal);
        return found < 0 ? null : (found, normal);
    }
}
