using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime.Tests;

/// <summary>A token a byte of UTF-8; token 0 ends a text.</summary>
internal sealed class LetterTokenizer : ITextTokenizer
{
    public int VocabularySize => 256;

    public IReadOnlyDictionary<string, int> SpecialTokens { get; } = new Dictionary<string, int> { ["\0"] = 0 };

    public int[] Encode(string text, bool allowSpecial = true, bool addSpecialTokens = true) => [.. Encoding.UTF8.GetBytes(text).Select(static b => (int)b)];

    public string Decode(IReadOnlyList<int> tokens, bool skipSpecialTokens = false) => Encoding.UTF8.GetString([.. tokens.Select(static t => (byte)t)]);

    public ITextStreamDecoder CreateStreamDecoder(bool skipSpecialTokens = false) => new StreamDecoder();

    private sealed class StreamDecoder : ITextStreamDecoder
    {
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

        public string Add(int token) => Convert([(byte)token], flush: false);

        public string Flush() => Convert([], flush: true);

        private string Convert(byte[] bytes, bool flush)
        {
            char[] chars = new char[8];
            return new string(chars, 0, _decoder.GetChars(bytes, 0, bytes.Length, chars, 0, flush));
        }
    }
}
