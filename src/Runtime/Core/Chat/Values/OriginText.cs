using System.Collections.Generic;
using System.Text;

namespace Modelwright.Runtime.Templating;

/// <summary>Builds a text together with its <see cref="TextOrigin"/>.</summary>
internal sealed class OriginText
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _flips = [];
    private bool _first;
    private bool _current;

    public int Length => _text.Length;

    public OriginText Append(string text, bool fromTemplate)
    {
        if (text.Length > 0)
        {
            TemplateBudget.Spend(text.Length);
            Turn(fromTemplate);
            _text.Append(text);
        }

        return this;
    }

    public OriginText Append(StringValue value) => Append(value, 0, value.Text.Length);

    public OriginText Append(StringValue value, int start, int length)
    {
        if (length == 0)
        {
            return this;
        }

        TemplateBudget.Spend(length);
        TextOrigin origin = value.Origin.Slice(start, length);
        int offset = _text.Length;
        Turn(origin.First);
        foreach (int flip in origin.Flips)
        {
            _flips.Add(offset + flip);
            _current = !_current;
        }

        _text.Append(value.Text, start, length);
        return this;
    }

    public StringValue ToValue(bool safe = false) => new(_text.ToString(), new TextOrigin(_first, [.. _flips]), safe);

    private void Turn(bool fromTemplate)
    {
        if (_text.Length == 0)
        {
            _first = fromTemplate;
        }
        else if (_current != fromTemplate)
        {
            _flips.Add(_text.Length);
        }

        _current = fromTemplate;
    }
}
