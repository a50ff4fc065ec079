using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Modelwright.Runtime;

/// <summary>
/// Byte-level BPE as a <c>tokenizer.json</c> describes it: the same tokens as Hugging Face's tokenizer, and the same text back. Words are cut by code points, not UTF-16 units. Thread-safe.
/// </summary>
public sealed class HuggingFaceTokenizer : ITextTokenizer
{
    /// <summary>The file's name, beside the checkpoint.</summary>
    public const string FileName = "tokenizer.json";

    private readonly BpeTokenizer _bpe;
    private readonly AddedTokenSplitter _splitter;
    private readonly byte[]?[] _bytes;

    private HuggingFaceTokenizer(string path, TokenizerFile file)
    {
        // Added tokens are cut out of the text before it reaches the package: it would need them in two places, and a second instance without them for text from outside.
        BpeOptions options = new(file.Vocabulary)
        {
            ByteLevel = true,
            Merges = file.Merges,
            PreTokenizer = new CodePointPreTokenizer(CreateRegex(path, file.Pattern)),
        };
        if (file.Compose)
        {
            NfcNormalizer.CheckAvailable(path);
            options.Normalizer = new NfcNormalizer();
        }

        try
        {
            _bpe = BpeTokenizer.Create(options);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidDataException)
        {
            throw new TokenizerException(path, "a vocabulary and merges that do not fit: " + e.Message, "every merge's parts and product in the vocabulary", e);
        }

        _splitter = new AddedTokenSplitter(file.AddedTokens);
        SpecialTokens = new Dictionary<string, int>(file.AddedTokens.DistinctBy(static token => token.Key), StringComparer.Ordinal);
        _bytes = BytesOf(file);
    }

    /// <inheritdoc/>
    public int VocabularySize => _bytes.Length;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> SpecialTokens { get; }

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TokenizerException">The file is not there, is not valid, or asks for something else than byte-level BPE.</exception>
    public static HuggingFaceTokenizer Load(string path) =>
        File.Exists(path)
            ? new HuggingFaceTokenizer(path, TokenizerFileReader.Read(path))
            : throw new TokenizerException(path, "no such file", "a tokenizer.json");

    /// <summary>Reads the tokenizer of a checkpoint's folder, or gives <see langword="null"/> where there is none.</summary>
    /// <exception cref="TokenizerException">The file is not valid, or asks for something else than byte-level BPE.</exception>
    public static HuggingFaceTokenizer? Find(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Load(path) : null;
    }

    /// <inheritdoc/>
    public int[] Encode(string text, bool allowSpecial = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = WithoutLoneSurrogates(text);
        List<int> tokens = [];
        int start = 0;
        while (allowSpecial && _splitter.Find(text, start, out int length, out int id) is >= 0 and int found)
        {
            EncodePlain(text[start..found], tokens);
            tokens.Add(id);
            start = found + length;
        }

        EncodePlain(text[start..], tokens);
        return [.. tokens];
    }

    /// <inheritdoc/>
    public string Decode(IReadOnlyList<int> tokens)
    {
        using MemoryStream bytes = new();
        foreach (int token in tokens)
        {
            bytes.Write(Bytes(token));
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <inheritdoc/>
    public ITextStreamDecoder CreateStreamDecoder() => new ByteStreamDecoder(this);

    /// <summary>The bytes a token stands for; none for an id that there is no token of.</summary>
    internal ReadOnlySpan<byte> Bytes(int token) => (uint)token < (uint)_bytes.Length ? _bytes[token] : default;

    private static Regex CreateRegex(string path, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new TokenizerException(path, $"the pattern {pattern}: {e.Message}", "a pattern that .NET's Regex takes", e);
        }
    }

    private static byte[]?[] BytesOf(TokenizerFile file)
    {
        byte[]?[] bytes = new byte[]?[1 + file.Vocabulary.Concat(file.AddedTokens).Select(static token => token.Value).DefaultIfEmpty(-1).Max()];
        foreach ((string spelling, int id) in file.Vocabulary)
        {
            bytes[id] = ByteLevelAlphabet.Decode(spelling);
        }

        foreach ((string spelling, int id) in file.AddedTokens)
        {
            bytes[id] = Encoding.UTF8.GetBytes(spelling);
        }

        return bytes;
    }

    /// <summary>A surrogate without its partner is no character; Python and Rust texts cannot hold one.</summary>
    private static string WithoutLoneSurrogates(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private void EncodePlain(string text, List<int> tokens)
    {
        if (text.Length > 0)
        {
            tokens.AddRange(_bpe.EncodeToIds(text));
        }
    }
}
