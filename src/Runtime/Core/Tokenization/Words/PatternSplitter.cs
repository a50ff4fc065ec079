using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Modelwright.Runtime;

/// <summary><c>Split</c>: cuts by a regular expression over code points.</summary>
internal sealed class PatternSplitter(Regex pattern, SplitBehavior behavior, bool invert = false) : IWordSplitter
{
    public void Split(string text, TextRange piece, List<TextRange> words)
    {
        List<(TextRange Text, bool IsMatch)> parts = Parts(text, piece);
        switch (behavior)
        {
            case SplitBehavior.Removed:
                words.AddRange(parts.FindAll(static part => !part.IsMatch).ConvertAll(static part => part.Text));
                break;
            case SplitBehavior.Isolated:
                words.AddRange(parts.ConvertAll(static part => part.Text));
                break;
            case SplitBehavior.MergedWithPrevious:
                words.AddRange(Merge(parts, static (before, part) => part.IsMatch && !before.IsMatch));
                break;
            case SplitBehavior.MergedWithNext:
                words.AddRange(Merge(parts, static (before, part) => before.IsMatch && !part.IsMatch));
                break;
            case SplitBehavior.Contiguous:
                words.AddRange(Merge(parts, static (before, part) => before.IsMatch == part.IsMatch));
                break;
            default:
                throw new InvalidOperationException($"no such behavior: {behavior}");
        }
    }

    /// <summary>Joins a part to the one before where <paramref name="joins"/> says so.</summary>
    private static List<TextRange> Merge(List<(TextRange Text, bool IsMatch)> parts, Func<(TextRange Text, bool IsMatch), (TextRange Text, bool IsMatch), bool> joins)
    {
        List<TextRange> words = [];
        for (int i = 0; i < parts.Count; i++)
        {
            if (i > 0 && joins(parts[i - 1], parts[i]))
            {
                words[^1] = words[^1] with { End = parts[i].Text.End };
            }
            else
            {
                words.Add(parts[i].Text);
            }
        }

        return words;
    }

    /// <summary>The matches and what lies between, none empty.</summary>
    private List<(TextRange Text, bool IsMatch)> Parts(string text, TextRange piece)
    {
        List<(TextRange, bool)> parts = [];
        CodePointText points = CodePointText.Of(text[piece.Start..piece.End]);
        int end = 0;
        for (Match match = pattern.Match(points.Text); match.Success; match = match.NextMatch())
        {
            Add(end, match.Index, invert);
            end = match.Index + match.Length;
            Add(match.Index, end, !invert);
        }

        Add(end, points.Text.Length, invert);
        return parts;

        void Add(int from, int to, bool isMatch)
        {
            if (to > from)
            {
                parts.Add((new TextRange(piece.Start + points.OriginalIndex(from), piece.Start + points.OriginalIndex(to)), isMatch));
            }
        }
    }
}
