using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace Microsoft.ML.Tokenizers;

/// <summary>Byte-pair encoding, over bytes or over characters.</summary>
public sealed partial class BpeTokenizer : Tokenizer
{
    private const int CachedPieces = 10_000;
    private const int LongestCachedPiece = 15;

    private readonly Dictionary<string, int> _vocabulary = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _tokens = [];
    private readonly Dictionary<int, string> _specials = [];
    private readonly Merger _merger;
    private readonly ConcurrentDictionary<string, List<(int Id, int Start, int Length)>> _cache = new(StringComparer.Ordinal);

    private BpeTokenizer(BpeOptions options)
    {
        foreach (KeyValuePair<string, int> entry in options.Vocabulary)
        {
            _vocabulary.Add(entry.Key, entry.Value);
            _tokens.Add(entry.Value, entry.Key);
        }

        foreach (KeyValuePair<string, int> special in options.SpecialTokens ?? new Dictionary<string, int>())
        {
            _specials.Add(special.Value, special.Key);
        }

        SpecialTokens = options.SpecialTokens;
        Normalizer = options.Normalizer;
        PreTokenizer = options.PreTokenizer ?? PreTokenizer.CreateWordOrNonWord();
        ByteLevel = options.ByteLevel;
        _merger = new Merger(_vocabulary, Ranks(options.Merges ?? []));
    }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public override PreTokenizer? PreTokenizer { get; }

    public override Normalizer? Normalizer { get; }

    public bool ByteLevel { get; }

    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    /// <exception cref="InvalidOperationException">A merge is not two tokens of the vocabulary that give a third.</exception>
    public static BpeTokenizer Create(BpeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BpeTokenizer(options);
    }

    private protected override void EncodePiece(string text, int offset, int length, List<EncodedToken> tokens)
    {
        string piece = text.Substring(offset, length);
        if (SpecialTokens is not null && SpecialTokens.TryGetValue(piece, out int special))
        {
            tokens.Add(new EncodedToken(special, piece, offset..(offset + length)));
            return;
        }

        Spelling spelling = ByteLevel ? Spelling.OfBytes(piece) : Spelling.OfText(piece);
        foreach ((int id, int start, int count) in Merged(spelling.Letters))
        {
            int first = spelling.Origins[start];
            int next = start + count < spelling.Letters.Length ? spelling.Origins[start + count] : piece.Length;

            // A token that ends within a character still covers it.
            next = Math.Max(next, first + (char.IsSurrogatePair(piece, first) ? 2 : 1));
            tokens.Add(new EncodedToken(id, _tokens[id], (offset + first)..(offset + next)));
        }
    }

    private List<(int Id, int Start, int Length)> Merged(string letters)
    {
        if (_cache.TryGetValue(letters, out List<(int Id, int Start, int Length)>? merged))
        {
            return merged;
        }

        merged = _merger.Merge(letters);
        if (letters.Length <= LongestCachedPiece && _cache.Count < CachedPieces)
        {
            _cache[letters] = merged;
        }

        return merged;
    }

    private Dictionary<(int Left, int Right), (int Rank, int Merged)> Ranks(IEnumerable<string> merges)
    {
        Dictionary<(int Left, int Right), (int Rank, int Merged)> ranks = [];
        foreach (string merge in merges)
        {
            if (merge.Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
            {
                throw new InvalidOperationException($"Invalid merger file format at line: {ranks.Count + 1}");
            }

            ranks.Add((IdOf(left), IdOf(right)), (ranks.Count, IdOf(left + right)));
        }

        return ranks;
    }

    private int IdOf(string token) => _vocabulary.TryGetValue(token, out int id)
        ? id
        : throw new InvalidOperationException($"Trying to merge a token '{token}' which not exist in the vocabulary.");
}
