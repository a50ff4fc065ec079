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
            foreach (int end in _text.Origin.Flips.ToArray().Append(Text.Length).Where(end => end > start || Text.Length == 0))
            {
                segments.Add(new PromptSegment(Text[start..end], fromTemplate));
                start = end;
                fromTemplate = !fromTemplate;
            }

            return segments;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
