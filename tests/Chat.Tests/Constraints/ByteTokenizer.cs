using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>A token for every byte, then longer ones and special ones as a test wants them: bytes that are no UTF-8 can be said.</summary>
internal sealed class ByteTokenizer(IEnumerable<string> longer, IReadOnlyDictionary<string, int> specialTokens, int vocabularySize) : ITextTokenizer
{
    private readonly byte[][] _tokens = [.. Enumerable.Range(0, 256).Select(static value => new[] { (byte)value }), .. longer.Select(Encoding.UTF8.GetBytes)];

    public ByteTokenizer()
        : this([], new Dictionary<string, int>(), 256)
    {
    }

    public int VocabularySize => vocabularySize;

    public IReadOnlyDictionary<string, int> SpecialTokens => specialTokens;

    public ReadOnlySpan<byte> BytesOf(int token) => token < _tokens.Length ? _tokens[token] : default;

    public int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true) => [.. Encoding.UTF8.GetBytes(text).Select(static value => (int)value)];

    public string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false) => Encoding.UTF8.GetString([.. tokens.SelectMany(token => BytesOf(token).ToArray())]);

    public ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false) => throw new NotSupportedException();
}
