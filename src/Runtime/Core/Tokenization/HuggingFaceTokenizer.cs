using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>
/// Byte-level BPE as a <c>tokenizer.json</c> describes it: the same tokens as Hugging Face's tokenizer, and the same text back. Words are cut by code points, not UTF-16 units. Thread-safe.
/// </summary>
public sealed class HuggingFaceTokenizer : ITextTokenizer
{
    /// <summary>The file's name, beside the checkpoint.</summary>
    public const string FileName = "tokenizer.json";

    private readonly AddedTokenSplitter _raw;
    private readonly AddedTokenSplitter _normalized;
    private readonly ITextNormalizer? _normalizer;
    private readonly ByteLevelWords _words;
    private readonly BytePairEncoder _encoder;
    private readonly TokenTemplate _template;
    private readonly string?[] _spellings;
    private readonly byte[]?[] _bytes;
    private readonly HashSet<int> _skipped;

    internal HuggingFaceTokenizer(TokenizerFile file)
    {
        (_normalizer, _words, _template, Warnings) = (file.Normalizer, file.Words, file.Template, file.Warnings);
        _raw = new AddedTokenSplitter([.. file.AddedTokens.Where(static token => !token.Normalized)], static content => content);
        _normalized = new AddedTokenSplitter([.. file.AddedTokens.Where(static token => token.Normalized)], content => _normalizer?.Normalize(content) ?? content);
        _encoder = new BytePairEncoder(file.Vocabulary, file.Merges, file.IgnoreMerges);
        SpecialTokens = file.AddedTokens.ToDictionary(static token => token.Content, static token => token.Id, StringComparer.Ordinal);
        _skipped = [.. file.AddedTokens.Where(static token => token.Special).Select(static token => token.Id)];
        _spellings = SpellingsOf(file);
        _bytes = new byte[]?[_spellings.Length];
    }

    /// <inheritdoc/>
    public int VocabularySize => _spellings.Length;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> SpecialTokens { get; }

    /// <summary>What is done to a text before it is cut into words; null: nothing.</summary>
    internal ITextNormalizer? Normalizer => _normalizer;

    /// <summary>What of the file has no effect or is not as it says.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TokenizerException">The file is not there or cannot be read, is not valid, or asks for something else than byte-level BPE.</exception>
    public static HuggingFaceTokenizer Load(string path) =>
        File.Exists(path)
            ? new HuggingFaceTokenizer(TokenizerFileReader.Read(path))
            : throw new TokenizerException(path, "no such file", "a tokenizer.json");

    /// <summary>Reads the tokenizer of a checkpoint's folder, or gives <see langword="null"/> where there is none.</summary>
    /// <exception cref="TokenizerException">The file cannot be read, is not valid, or asks for something else than byte-level BPE.</exception>
    public static HuggingFaceTokenizer? Find(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Load(path) : null;
    }

    /// <inheritdoc/>
    public int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> tokens = [.. addSpecialTokens ? _template.Before : []];
        string clean = WithoutLoneSurrogates(text);
        foreach ((AddedToken? token, Range part) in _raw.Split(clean, allowSpecial))
        {
            if (token is not null)
            {
                tokens.Add(token.Id);
            }
            else
            {
                EncodeNormalized(_normalizer?.Normalize(clean[part]) ?? clean[part], allowSpecial, tokens);
            }
        }

        tokens.AddRange(addSpecialTokens ? _template.After : []);
        return [.. tokens];
    }

    /// <inheritdoc/>
    public string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        using MemoryStream bytes = new();
        foreach (int token in tokens)
        {
            bytes.Write(Bytes(token, skipSpecialTokens));
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> BytesOf(int token) => Bytes(token, skipSpecialTokens: false);

    /// <inheritdoc/>
    public ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false) => new ByteStreamDecoder(this, skipSpecialTokens);

    /// <summary>The bytes a token stands for; none for an id that there is no token of, or for a special one that is left out.</summary>
    internal ReadOnlySpan<byte> Bytes(int token, bool skipSpecialTokens)
    {
        if ((uint)token >= (uint)_spellings.Length || _spellings[token] is not string spelling || (skipSpecialTokens && _skipped.Contains(token)))
        {
            return default;
        }

        return _bytes[token] ??= ByteLevelAlphabet.Decode(spelling);
    }

    private static string?[] SpellingsOf(TokenizerFile file)
    {
        string?[] spellings = new string?[1 + Math.Max(file.Vocabulary.Values.DefaultIfEmpty(-1).Max(), file.AddedTokens.Select(static token => token.Id).DefaultIfEmpty(-1).Max())];
        foreach ((string spelling, int id) in file.Vocabulary)
        {
            spellings[id] = spelling;
        }

        foreach (AddedToken token in file.AddedTokens)
        {
            spellings[token.Id] = token.Content;
        }

        return spellings;
    }

    /// <summary>A surrogate without its partner is no character; Python and Rust texts cannot hold one.</summary>
    internal static string WithoutLoneSurrogates(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        StringBuilder clean = new(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append(units[..rune.EncodeToUtf16(units)]);
        }

        return clean.ToString();
    }

    private void EncodeNormalized(string text, bool allowSpecial, List<int> tokens)
    {
        foreach ((AddedToken? token, Range part) in _normalized.Split(text, allowSpecial))
        {
            if (token is not null)
            {
                tokens.Add(token.Id);
                continue;
            }

            foreach ((string source, TextRange word) in _words.Of(text[part]))
            {
                _encoder.Encode(source.AsSpan(word.Start, word.Length), tokens);
            }
        }
    }
}
