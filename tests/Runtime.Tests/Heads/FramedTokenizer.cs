using System.Collections.Generic;

namespace Modelwright.Runtime.Tests;

/// <summary>A token a byte, in front of them 1 and behind them 2 and 3 where the tokenizer may put some; where special tokens may be spelled, '^' is '!'.</summary>
internal sealed class FramedTokenizer : ITextTokenizer
{
    private readonly LetterTokenizer _letters = new();

    public int VocabularySize => _letters.VocabularySize;

    public IReadOnlyDictionary<string, int> SpecialTokens => _letters.SpecialTokens;

    public int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true) =>
        addSpecialTokens ? [1, .. Encode(text, allowSpecial, addSpecialTokens: false), 2, 3] : _letters.Encode(allowSpecial ? text.Replace('^', '!') : text);

    public string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false) => _letters.Decode(tokens);

    public ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false) => _letters.CreateStreamDecoder();
}
