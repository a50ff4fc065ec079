using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Finds the leftmost of many spellings, and of several there the longest, at a cost that does not grow with their number.</summary>
internal sealed class SpellingTrie
{
    /// <summary>Of a node that ends no spelling.</summary>
    private const int None = -1;

    private readonly Dictionary<(int Node, char Next), int> _edges = [];
    private readonly List<int> _ends = [None];
    private readonly SearchValues<char> _firstChars;

    /// <summary>Of spellings that stand twice, the first counts; empty ones are never found.</summary>
    public SpellingTrie(IReadOnlyList<string> spellings)
    {
        for (int i = 0; i < spellings.Count; i++)
        {
            Add(spellings[i], i);
        }

        _firstChars = SearchValues.Create([.. spellings.Where(static s => s.Length > 0).Select(static s => s[0]).Distinct()]);
    }

    /// <summary>The first spelling from <paramref name="start"/> on, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the search begins.</param>
    /// <param name="counts">Whether a spelling at a place, of a length, is one; null: each is.</param>
    public (int Start, int Length, int Index)? Find(ReadOnlySpan<char> text, int start, Func<int, int, bool>? counts = null)
    {
        for (int i = start; i < text.Length; i++)
        {
            int skip = text[i..].IndexOfAny(_firstChars);
            if (skip < 0)
            {
                break;
            }

            i += skip;
            if (Longest(text, i, counts) is { Length: > 0 } found)
            {
                return (i, found.Length, found.Index);
            }
        }

        return null;
    }

    private (int Length, int Index) Longest(ReadOnlySpan<char> text, int start, Func<int, int, bool>? counts)
    {
        (int Length, int Index) longest = default;
        int node = 0;
        for (int i = start; i < text.Length && _edges.TryGetValue((node, text[i]), out node); i++)
        {
            if (_ends[node] >= 0 && counts?.Invoke(start, i + 1 - start) != false)
            {
                longest = (i + 1 - start, _ends[node]);
            }
        }

        return longest;
    }

    private void Add(string spelling, int index)
    {
        int node = 0;
        foreach (char c in spelling)
        {
            if (!_edges.TryGetValue((node, c), out int next))
            {
                next = _ends.Count;
                _ends.Add(None);
                _edges.Add((node, c), next);
            }

            node = next;
        }

        if (node != 0 && _ends[node] < 0)
        {
            _ends[node] = index;
        }
    }
}
