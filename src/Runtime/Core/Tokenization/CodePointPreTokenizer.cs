using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Modelwright.Runtime;

/// <summary>Cuts a text into words by a regular expression over code points; what lies between two matches is a word as well (Hugging Face's <c>Isolated</c>).</summary>
internal sealed class CodePointPreTokenizer(Regex regex) : PreTokenizer
{
    public override IEnumerable<(int, int)> PreTokenize(string text) => Split(text ?? "");

    public override IEnumerable<(int, int)> PreTokenize(ReadOnlySpan<char> text) => Split(text.ToString());

    private List<(int Offset, int Length)> Split(string text)
    {
        List<(int, int)> words = [];
        CodePointText points = CodePointText.Of(text);
        int end = 0;
        for (Match match = regex.Match(points.Text); match.Success; match = match.NextMatch())
        {
            Add(end, match.Index);
            end = match.Index + match.Length;
            Add(match.Index, end);
        }

        Add(end, points.Text.Length);
        return words;

        void Add(int from, int to)
        {
            if (to > from)
            {
                int start = points.OriginalIndex(from);
                words.Add((start, points.OriginalIndex(to) - start));
            }
        }
    }
}
