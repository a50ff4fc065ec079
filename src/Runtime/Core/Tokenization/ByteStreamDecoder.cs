using System;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>Decodes a stream of byte-level tokens; the UTF-8 decoder keeps the bytes of an unfinished character.</summary>
internal sealed class ByteStreamDecoder(HuggingFaceTokenizer tokenizer, bool skipSpecialTokens) : ITextStreamDecoder
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    public string Add(int token) => Convert(tokenizer.Bytes(token, skipSpecialTokens), flush: false);

    public string Flush() => Convert(default, flush: true);

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        char[] chars = new char[_decoder.GetCharCount(bytes, flush)];
        int length = _decoder.GetChars(bytes, chars, flush);
        return new string(chars, 0, length);
    }
}
