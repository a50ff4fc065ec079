using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>Where tokens stand in the text that they were made of. A character of several tokens belongs to all of them.</summary>
internal sealed class TokenOffsets
{
    private readonly (int Start, int End)[] _ranges;

    private TokenOffsets(string text, (int Start, int End)[] ranges) => (Text, _ranges) = (text, ranges);

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The first character of a token, and the one behind its last.</summary>
    public (int Start, int End) this[int token] => _ranges[token];

    /// <summary>The places of a text's own tokens.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="tokens">The text's tokens, without those that the tokenizer puts around it.</param>
    /// <param name="text">The text.</param>
    public static TokenOffsets Of(ITextTokenizer tokenizer, IReadOnlyList<int> tokens, string text)
    {
        ITextStreamDecoder decoder = tokenizer.CreateStreamDecoder();
        StringBuilder spelled = new();
        (int Start, int End)[] ranges = new (int, int)[tokens.Count];
        int waiting = 0; // the first token whose characters are not whole yet
        for (int i = 0; i < tokens.Count; i++)
        {
            int start = spelled.Length;
            spelled.Append(decoder.Add(tokens[i]));
            if (spelled.Length > start || i == tokens.Count - 1)
            {
                if (i == tokens.Count - 1)
                {
                    spelled.Append(decoder.Flush());
                }

                for (; waiting <= i; waiting++)
                {
                    ranges[waiting] = (start, spelled.Length);
                }
            }
        }

        TextAlignment alignment = TextAlignment.Of(text, spelled.ToString(), (tokenizer as HuggingFaceTokenizer)?.Normalizer ?? UnicodeForm.C);
        return new TokenOffsets(text, [.. ranges.Select(range => alignment.Original(range.Start, range.End))]);
    }
}
