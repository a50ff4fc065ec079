using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime.Templating;

namespace Modelwright.Runtime;

/// <summary>Tokens of a text of which every character is the template's or not: only the template can write special tokens.</summary>
internal static class PromptTokens
{
    public static int[] Encode(StringValue text, ITextTokenizer tokenizer)
    {
        List<int> tokens = [];
        int start = 0;
        foreach ((int index, string spelling, int id) in Special(text, tokenizer.SpecialTokens))
        {
            tokens.AddRange(Plain(text.Text[start..index], tokenizer));
            tokens.Add(id);
            start = index + spelling.Length;
        }

        tokens.AddRange(Plain(text.Text[start..], tokenizer));
        return [.. tokens];
    }

    private static int[] Plain(string text, ITextTokenizer tokenizer) => text.Length == 0 ? [] : tokenizer.Encode(text, allowSpecial: false, addSpecialTokens: false);

    /// <summary>Special tokens that the template wrote as a whole: leftmost, then longest.</summary>
    private static IEnumerable<(int Index, string Spelling, int Id)> Special(StringValue text, IReadOnlyDictionary<string, int> special)
    {
        KeyValuePair<string, int>[] spellings = [.. special.OrderByDescending(static s => s.Key.Length)];
        SearchValues<char> first = SearchValues.Create([.. spellings.Select(static s => s.Key[0]).Distinct()]);
        for (int i = 0; i < text.Text.Length; i++)
        {
            int skip = text.Text.AsSpan(i).IndexOfAny(first);
            if (skip < 0)
            {
                yield break;
            }

            i += skip;
            int position = i;
            KeyValuePair<string, int> found = spellings.FirstOrDefault(s =>
                string.CompareOrdinal(text.Text, position, s.Key, 0, s.Key.Length) == 0 && IsTemplate(text.Origin, position, s.Key.Length));
            if (found.Key is not null)
            {
                yield return (i, found.Key, found.Value);
                i += found.Key.Length - 1;
            }
        }
    }

    private static bool IsTemplate(TextOrigin origin, int start, int length)
    {
        TextOrigin part = origin.Slice(start, length);
        return part.First && part.Flips.Length == 0;
    }
}
