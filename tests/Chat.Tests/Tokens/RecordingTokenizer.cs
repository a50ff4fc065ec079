using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Chat.Tests;

/// <summary>A token for every character, and what texts it was asked for, and how.</summary>
internal sealed class RecordingTokenizer(IReadOnlyDictionary<string, int> specialTokens) : ITextTokenizer
{
    public List<(string Text, bool AllowSpecial, bool AddSpecialTokens)> Asked { get; } = [];

    public int VocabularySize => char.MaxValue + 1;

    public IReadOnlyDictionary<string, int> SpecialTokens => specialTokens;

    public int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true)
    {
        Asked.Add((text, allowSpecial, addSpecialTokens));
        return [.. text.Select(static character => (int)character)];
    }

    public string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false) => throw new NotSupportedException();

    public ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false) => throw new NotSupportedException();
}
