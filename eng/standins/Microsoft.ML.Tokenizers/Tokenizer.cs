using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace Microsoft.ML.Tokenizers;

/// <summary>Text to tokens and back.</summary>
public abstract class Tokenizer
{
    public virtual PreTokenizer? PreTokenizer => null;

    public virtual Normalizer? Normalizer => null;

    public IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(text, considerPreTokenization, considerNormalization, out _).Select(token => token.Id).ToList();

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text,
        bool considerPreTokenization = true,
        bool considerNormalization = true) =>
        EncodeToIds(text.ToString(), considerPreTokenization, considerNormalization);

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        string text,
        out string? normalizedText,
        bool considerPreTokenization = true,
        bool considerNormalization = true) =>
        Encode(text, considerPreTokenization, considerNormalization, out normalizedText);

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        ReadOnlySpan<char> text,
        out string? normalizedText,
        bool considerPreTokenization = true,
        bool considerNormalization = true) =>
        Encode(text.ToString(), considerPreTokenization, considerNormalization, out normalizedText);

    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(text, considerPreTokenization, considerNormalization, out _).Count;

    public int CountTokens(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        CountTokens(text.ToString(), considerPreTokenization, considerNormalization);

    public abstract string Decode(IEnumerable<int> ids);

    /// <param name="ids">The tokens.</param>
    /// <param name="destination">Filled from its start.</param>
    /// <param name="idsConsumed">Tokens whose text is complete.</param>
    /// <param name="charsWritten">UTF-16 units that were written.</param>
    public abstract OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten);

    private protected abstract void EncodePiece(string text, int offset, int length, List<EncodedToken> tokens);

    private List<EncodedToken> Encode(string text, bool split, bool normalize, out string? normalizedText)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<EncodedToken> tokens = [];
        normalizedText = text.Length > 0 && normalize ? Normalizer?.Normalize(text) : null;
        string encoded = normalizedText ?? text;
        IEnumerable<(int Offset, int Length)> pieces =
            split && PreTokenizer is PreTokenizer splitter ? splitter.PreTokenize(encoded) : [(0, encoded.Length)];
        foreach ((int offset, int length) in pieces.Where(piece => piece.Length > 0))
        {
            EncodePiece(encoded, offset, length, tokens);
        }

        return tokens;
    }
}
