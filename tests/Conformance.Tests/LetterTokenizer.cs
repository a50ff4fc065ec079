using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Conformance.Tests;

/// <summary>Every token is a letter of its own; an asterisk spells the placeholder of pictures.</summary>
internal sealed class LetterTokenizer : ITextTokenizer
{
    private const int First = 0x100;
    private const int Placeholder = 120;

    public int VocabularySize => 131;

    public IReadOnlyDictionary<string, int> SpecialTokens { get; } = new Dictionary<string, int>();

    public int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true) =>
        [.. text.Select(static c => c == '*' ? Placeholder : c >= First ? c - First : c % 100)];

    public string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false) => string.Concat(tokens.Select(static t => (char)(First + t)));

    public ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false) => new Decoder();

    private sealed class Decoder : ITextStreamDecoder
    {
        public string Add(int token) => ((char)(First + token)).ToString();

        public string Flush() => "";
    }
}
