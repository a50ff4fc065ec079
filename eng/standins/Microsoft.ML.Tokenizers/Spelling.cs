using System;
using System.Collections.Generic;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// A piece of text in the letters of the vocabulary, and for each letter the UTF-16 unit of the piece it comes from.
/// </summary>
internal sealed record Spelling(string Letters, IReadOnlyList<int> Origins)
{
    public static Spelling OfText(ReadOnlySpan<char> piece)
    {
        int[] origins = new int[piece.Length];
        for (int i = 0; i < origins.Length; i++)
        {
            origins[i] = i;
        }

        return new Spelling(piece.ToString(), origins);
    }

    public static Spelling OfBytes(ReadOnlySpan<char> piece)
    {
        StringBuilder letters = new(piece.Length);
        List<int> origins = new(piece.Length);
        Span<byte> bytes = stackalloc byte[4];
        int length;
        for (int i = 0; i < piece.Length; i += length)
        {
            int written = Encode(piece[i..], bytes, out length);
            foreach (byte value in bytes[..written])
            {
                letters.Append(ByteAlphabet.Letter(value));
                origins.Add(i);
            }
        }

        return new Spelling(letters.ToString(), origins);
    }

    private static int Encode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        if (Rune.DecodeFromUtf16(text, out Rune rune, out length) == System.Buffers.OperationStatus.Done)
        {
            return rune.EncodeToUtf8(bytes);
        }

        // Half of a surrogate pair: three bytes that no well-formed UTF-8 has, and not U+FFFD.
        length = 1;
        bytes[0] = (byte)(0xE0 | (text[0] >> 12));
        bytes[1] = (byte)(0x80 | ((text[0] >> 6) & 0x3F));
        bytes[2] = (byte)(0x80 | (text[0] & 0x3F));
        return 3;
    }
}
