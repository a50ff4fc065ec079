using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime.Templating;

namespace Modelwright.Runtime;

/// <summary>
/// A rendered conversation. It remembers of every character whether the template or a message wrote it: only in the template's own
/// does the spelling of a special token stand for the token.
/// </summary>
public sealed class ChatPrompt
{
    private readonly StringValue _text;

    internal ChatPrompt(StringValue text) => _text = text;

    /// <summary>The prompt's text, byte for byte Hugging Face's.</summary>
    public string Text => _text.Text;

    /// <summary>The text in runs of one origin; joined they are <see cref="Text"/>.</summary>
    public IReadOnlyList<PromptSegment> Segments
    {
        get
        {
            List<PromptSegment> segments = [];
            int start = 0;
            bool fromTemplate = _text.Origin.First;
            foreach (int end in _text.Origin.Flips.ToArray().Append(Text.Length))
            {
                segments.Add(new PromptSegment(Text[start..end], fromTemplate));
                start = end;
                fromTemplate = !fromTemplate;
            }

            return segments;
        }
    }

    /// <summary>
    /// The prompt's tokens, without any that a tokenizer would put around a text. A special token's spelling becomes the token where the template wrote all of it;
    /// in a message it is text like any other. What stands between two special tokens is encoded in one piece, so the tokens are Hugging Face's unless a message spells a special one.
    /// </summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    public int[] Encode(ITextTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return PromptTokens.Encode(_text, tokenizer);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
