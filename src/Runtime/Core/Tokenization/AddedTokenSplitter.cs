using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Finds added tokens in a text: the leftmost one, and of several there the longest, as Hugging Face does.</summary>
internal sealed class AddedTokenSplitter
{
    private readonly List<KeyValuePair<string, int>> _tokens;
    private readonly SearchValues<char> _firstChars;

    public AddedTokenSplitter(IEnumerable<KeyValuePair<string, int>> tokens)
    {
        _tokens = [.. tokens.OrderByDescending(static token => token.Key.Length)];
        _firstChars = SearchValues.Create([.. _tokens.Select(static token => token.Key[0]).Distinct()]);
    }

    /// <summary>Finds the first added token from <paramref name="start"/> on.</summary>
    /// <returns>Its index, or -1.</returns>
    public int Find(string text, int start, out int length, out int id)
    {
        for (int i = start; i < text.Length; i++)
        {
            int skip = text.AsSpan(i).IndexOfAny(_firstChars);
            if (skip < 0)
            {
                break;
            }

            i += skip;
            foreach ((string spelling, int token) in _tokens)
            {
                if (string.CompareOrdinal(text, i, spelling, 0, spelling.Length) == 0)
                {
                    length = spelling.Length;
                    id = token;
                    return i;
                }
            }
        }

        length = 0;
        id = -1;
        return -1;
    }
}
