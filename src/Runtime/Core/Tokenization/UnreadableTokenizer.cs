using System;
using System.Collections.Generic;

namespace Modelwright.Runtime;

/// <summary>In the place of a tokenizer whose file cannot be read: whoever asks it for anything is told why.</summary>
internal sealed class UnreadableTokenizer(TokenizerException fault) : ITextTokenizer
{
    public int VocabularySize => throw Fault();

    public IReadOnlyDictionary<string, int> SpecialTokens => throw Fault();

    public int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true) => throw Fault();

    public string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false) => throw Fault();

    public ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false) => throw Fault();

    public ReadOnlySpan<byte> BytesOf(int token) => throw Fault();

    private TokenizerException Fault() => new(fault.Path, fault.Found, fault.Wanted, fault);
}
