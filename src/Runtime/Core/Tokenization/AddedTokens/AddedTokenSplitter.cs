using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>Cuts a text at added tokens, as Hugging Face's <c>AddedVocabulary::find_matches</c> does.</summary>
internal sealed class AddedTokenSplitter
{
    private readonly IReadOnlyList<AddedToken> _tokens;
    private readonly SpellingTrie _trie;

    /// <param name="tokens">The tokens to look for.</param>
    /// <param name="spelling">How each is spelled in the text that will be cut: its content, normalised where the text is.</param>
    public AddedTokenSplitter(IReadOnlyList<AddedToken> tokens, Func<string, string> spelling)
    {
        _tokens = tokens;
        _trie = new SpellingTrie([.. tokens.Select(token => spelling(token.Content))]);
    }

    /// <summary>The pieces of a text in order: a token, or a range of text between tokens (then the token is null). None is empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="find">Whether tokens are looked for at all.</param>
    public List<(AddedToken? Token, Range Text)> Split(string text, bool find)
    {
        List<(AddedToken?, Range)> pieces = [];
        int end = 0;
        int next = 0;
        while (find && _tokens.Count > 0 && _trie.Find(text, next) is { } found)
        {
            AddedToken token = _tokens[found.Index];
            (int start, int stop) = (found.Start, found.Start + found.Length);
            next = stop; // what is passed over is not searched again, what a token swallows is, as there
            if (token.SingleWord && (EndsWithWord(text.AsSpan(0, start)) || StartsWithWord(text.AsSpan(stop))))
            {
                continue;
            }

            start = token.StripLeft ? Math.Max(end, text.AsSpan(0, start).TrimEnd().Length) : start;
            stop = token.StripRight ? text.Length - text.AsSpan(stop).TrimStart().Length : stop;
            if (start > end)
            {
                pieces.Add((null, end..start));
            }

            pieces.Add((token, start..stop));
            end = stop;
        }

        if (end < text.Length)
        {
            pieces.Add((null, end..text.Length));
        }

        return pieces;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text) => Rune.DecodeLastFromUtf16(text, out Rune last, out _) == System.Buffers.OperationStatus.Done && IsWord(last);

    private static bool StartsWithWord(ReadOnlySpan<char> text) => Rune.DecodeFromUtf16(text, out Rune first, out _) == System.Buffers.OperationStatus.Done && IsWord(first);

    /// <summary>What <c>\w</c> is to the Rust library: letters, marks, digits, letter-numbers, connectors, and the two joiners.</summary>
    private static bool IsWord(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
