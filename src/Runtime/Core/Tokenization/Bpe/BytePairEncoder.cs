using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>
/// Byte-pair encoding of words (Sennrich et al., 2016): from the tokens of a word's bytes on, the neighbours with the earliest merge become one, the leftmost first among equals,
/// until no merge is left. Words met before are looked up. Thread-safe.
/// </summary>
internal sealed class BytePairEncoder
{
    private const int LongestCached = 48;
    private const int MostCached = 100_000;
    private const int OnStack = 512;
    private const int NoToken = -1;

    private readonly int[] _byteTokens;
    private readonly MergeTable _merges;
    private readonly Dictionary<string, int>? _whole;

    // By the word's hash, so that a word that is met again is no new string. Of two words with one hash the first is kept.
    private readonly ConcurrentDictionary<int, (string Word, int[] Tokens)> _cache = [];
    private int _cacheCount;

    /// <param name="vocabulary">Byte-level spellings and ids.</param>
    /// <param name="merges">The merges.</param>
    /// <param name="wholeWords">Whether a word in the vocabulary is its token whatever the merges say (<c>ignore_merges</c>).</param>
    public BytePairEncoder(Dictionary<string, int> vocabulary, MergeTable merges, bool wholeWords)
    {
        _merges = merges;
        _whole = wholeWords ? vocabulary : null;
        _byteTokens = ByteTokens(vocabulary);
    }

    /// <summary>Whether every byte has a token in a vocabulary, so that nothing is ever left out.</summary>
    public static bool CoversAllBytes(Dictionary<string, int> vocabulary) => !ByteTokens(vocabulary).Contains(NoToken);

    /// <summary>Adds a word's tokens. A byte in no token is left out, as in Hugging Face without <c>unk_token</c>.</summary>
    public void Encode(ReadOnlySpan<char> word, List<int> tokens)
    {
        if (word.Length > LongestCached)
        {
            tokens.AddRange(Merge(word));
            return;
        }

        int hash = string.GetHashCode(word);
        if (_cache.TryGetValue(hash, out (string Word, int[] Tokens) known) && word.SequenceEqual(known.Word))
        {
            tokens.AddRange(known.Tokens);
            return;
        }

        int[] merged = Merge(word);
        if (_cacheCount < MostCached && _cache.TryAdd(hash, (word.ToString(), merged)))
        {
            _cacheCount++; // a count lost to another thread only lets the cache grow by one more
        }

        tokens.AddRange(merged);
    }

    private int[] Merge(ReadOnlySpan<char> word)
    {
        int most = Encoding.UTF8.GetMaxByteCount(word.Length);
        byte[]? rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        bytes = bytes[..Encoding.UTF8.GetBytes(word, bytes)];
        int[] result = Whole(bytes) is int whole ? [whole] : MergeBytes(bytes);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }

    private int? Whole(ReadOnlySpan<byte> bytes)
    {
        if (_whole is null)
        {
            return null;
        }

        Span<char> spelling = bytes.Length > OnStack ? new char[bytes.Length] : stackalloc char[OnStack];
        spelling = spelling[..bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            spelling[i] = ByteLevelAlphabet.Spell(bytes[i]);
        }

        return new SpanLookup<int>(_whole).TryGetValue(spelling, out int token) ? token : null;
    }

    /// <summary>The token of each byte.</summary>
    private static int[] ByteTokens(Dictionary<string, int> vocabulary) =>
        [.. Enumerable.Range(0, 256).Select(value => vocabulary.GetValueOrDefault(ByteLevelAlphabet.Spell((byte)value).ToString(), NoToken))];

    private int[] MergeBytes(ReadOnlySpan<byte> bytes)
    {
        int[] symbols = new int[bytes.Length];
        int count = 0;
        foreach (byte value in bytes)
        {
            if (_byteTokens[value] >= 0)
            {
                symbols[count++] = _byteTokens[value];
            }
        }

        return new WordMerger(_merges, symbols.AsSpan(0, count)).Merge();
    }
}
