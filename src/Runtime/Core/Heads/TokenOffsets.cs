using System.Collections.Generic;
using System.Text;

namespace Modelwright.Runtime;

/// <summary>Where tokens stand in the text that they spell. A character of several tokens belongs to all of them.</summary>
internal sealed class TokenOffsets
{
    private readonly (int Start, int End)[] _ranges;

    private TokenOffsets(string text, (int Start, int End)[] ranges) => (Text, _ranges) = (text, ranges);

    public string Text { get; }

    public (int Start, int End) this[int token] => _ranges[token];

    public static TokenOffsets Of(ITextTokenizer tokenizer, IReadOnlyList<int> tokens)
    {
        ITextStreamDecoder decoder = tokenizer.CreateStreamDecoder();
        StringBuilder text = new();
        (int Start, int End)[] ranges = new (int, int)[tokens.Count];
        int waiting = 0; // the first token whose characters are not whole yet
        for (int i = 0; i < tokens.Count; i++)
        {
            int start = text.Length;
            text.Append(decoder.Add(tokens[i]));
            if (text.Length > start || i == tokens.Count - 1)
            {
                if (i == tokens.Count - 1)
                {
                    text.Append(decoder.Flush());
                }

                for (; waiting <= i; waiting++)
                {
                    ranges[waiting] = (start, text.Length);
                }
            }
        }

        return new TokenOffsets(text.ToString(), ranges);
    }
}
