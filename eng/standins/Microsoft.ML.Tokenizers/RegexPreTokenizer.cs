using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>The matches of a pattern, and the special tokens, which the pattern never sees.</summary>
public sealed class RegexPreTokenizer : PreTokenizer
{
    private readonly Regex _regex;
    private readonly Regex? _special;

    /// <param name="regex">Matches one piece.</param>
    /// <param name="specialTokens">Tokens that stand for themselves; the tokenizer must be told of them as well.</param>
    public RegexPreTokenizer(Regex regex, IReadOnlyDictionary<string, int>? specialTokens)
    {
        ArgumentNullException.ThrowIfNull(regex);
        _regex = regex;
        if (specialTokens is { Count: > 0 })
        {
            _special = new Regex(string.Join('|', specialTokens.Keys.Select(Regex.Escape)), RegexOptions.CultureInvariant);
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        int start = 0;
        for (Match? special = _special?.Match(text); special is { Success: true }; special = special.NextMatch())
        {
            foreach ((int Offset, int Length) piece in Split(text, start, special.Index))
            {
                yield return piece;
            }

            yield return (special.Index, special.Length);
            start = special.Index + special.Length;
        }

        foreach ((int Offset, int Length) piece in Split(text, start, text.Length))
        {
            yield return piece;
        }
    }

    // A match is looked for in the part alone, so that the end of the part is an end to the pattern too.
    private IEnumerable<(int Offset, int Length)> Split(string text, int start, int end)
    {
        for (Match match = _regex.Match(text, start, end - start); match is { Success: true, Length: > 0 };)
        {
            yield return (match.Index, match.Length);
            int next = match.Index + match.Length;
            match = _regex.Match(text, next, end - next);
        }
    }
}
