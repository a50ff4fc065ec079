using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Modelwright.Runtime.Templating;

namespace Modelwright.Runtime;

/// <summary>Tokens of a text of which every character is the template's or not: only the template can write special tokens.</summary>
internal static class PromptTokens
{
    /// <summary>A tokenizer's special tokens do not change, and there may be many.</summary>
    private static readonly ConditionalWeakTable<ITextTokenizer, SpecialSpellings> Known = [];

    public static int[] Encode(StringValue text, ITextTokenizer tokenizer)
    {
        SpecialSpellings special = Known.GetValue(tokenizer, static key => new SpecialSpellings(key.SpecialTokens));
        List<int> tokens = [];
        int start = 0;
        int next = 0;
        while (special.Trie.Find(text.Text, next, (at, length) => IsTemplate(text.Origin, at, length)) is { } found)
        {
            tokens.AddRange(Plain(text.Text[start..found.Start], tokenizer));
            tokens.Add(special.Ids[found.Index]);
            start = next = found.Start + found.Length;
        }

        tokens.AddRange(Plain(text.Text[start..], tokenizer));
        return [.. tokens];
    }

    private static int[] Plain(string text, ITextTokenizer tokenizer) => text.Length == 0 ? [] : tokenizer.Encode(text, allowSpecial: false, addSpecialTokens: false);

    private static bool IsTemplate(TextOrigin origin, int start, int length)
    {
        TextOrigin part = origin.Slice(start, length);
        return part.First && part.Flips.Length == 0;
    }

    /// <summary>Special tokens, to be looked for all at once.</summary>
    private sealed class SpecialSpellings(IReadOnlyDictionary<string, int> tokens)
    {
        public SpellingTrie Trie { get; } = new([.. tokens.Keys]);

        public int[] Ids { get; } = [.. tokens.Values];
    }
}
