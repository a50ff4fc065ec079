using System;
using System.Collections.Generic;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>Text to tokens and back. Thread-safe.</summary>
public interface ITextTokenizer
{
    /// <summary>Number of tokens, added ones included: ids are below it.</summary>
    int VocabularySize { get; }

    /// <summary>Tokens that no words of a text add up to, such as <c>&lt;|im_end|&gt;</c> and <c>&lt;think&gt;</c>, and their ids: all that the tokenizer's file adds to its vocabulary.</summary>
    IReadOnlyDictionary<string, int> SpecialTokens { get; }

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text, any at all; a lone surrogate is taken as U+FFFD.</param>
    /// <param name="allowSpecial">
    /// Whether a special token's spelling in the text becomes that token (as in a chat template), or is plain text like any other (for text from outside).
    /// </param>
    /// <param name="addSpecialTokens">
    /// Whether tokens that the tokenizer puts around a text are put there, such as one for its beginning. Where a template has written them already, as for chat, turn it off.
    /// </param>
    int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true);

    /// <summary>The text of tokens. Bytes that are not UTF-8 become U+FFFD; ids outside the vocabulary are passed over.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="skipSpecialTokens">
    /// Whether tokens that the file calls special (<c>&lt;|im_end|&gt;</c>, and not <c>&lt;think&gt;</c>) are left out, or spelled out.
    /// </param>
    string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false);

    /// <summary>
    /// The bytes that a token adds to a text: of a character that several tokens make up, a part. None for an id that there is no token of; by default also none where they are no whole characters.
    /// </summary>
    /// <param name="token">The token.</param>
    ReadOnlySpan<byte> BytesOf(int token)
    {
        string text = Decode([token]);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? default : Encoding.UTF8.GetBytes(text);
    }

    /// <summary>A decoder for tokens that come one after the other.</summary>
    /// <param name="skipSpecialTokens">Whether special tokens are left out, or spelled out.</param>
    ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false);
}
