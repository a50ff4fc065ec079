using System;
using System.Text;

namespace Modelwright.Backends;

/// <summary>Writes indented lines; a scope is open as long as its <c>using</c>. Line ends are <c>\n</c> on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public CodeWriter Line() => Raw("\n");

    /// <summary>One line, or several that are given with <c>\n</c> between them.</summary>
    public CodeWriter Line(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', 4 * _indent).Append(line);
            }

            _text.Append('\n');
        }

        return this;
    }

    /// <summary>A <c>summary</c> of XML documentation; <paramref name="text"/> is XML already.</summary>
    public CodeWriter Summary(string text) => Line($"/// <summary>{text}</summary>");

    /// <summary>A line, then braces around what is written until the scope ends.</summary>
    public IDisposable Open(string head)
    {
        Line(head).Line("{");
        _indent++;
        return new Scope(this, "}");
    }

    /// <summary>Like <see cref="Open"/>, with something behind the closing brace or bracket.</summary>
    public IDisposable Open(string head, string open, string close)
    {
        Line(head);
        if (open.Length > 0)
        {
            Line(open);
        }

        _indent++;
        return new Scope(this, close);
    }

    /// <summary>A further step to the right, without braces.</summary>
    public IDisposable Indented()
    {
        _indent++;
        return new Scope(this, close: "");
    }

    public override string ToString() => _text.ToString();

    private CodeWriter Raw(string text)
    {
        _text.Append(text);
        return this;
    }

    private void Close(string close)
    {
        _indent--;
        if (close.Length > 0)
        {
            Line(close);
        }
    }

    private sealed class Scope(CodeWriter writer, string close) : IDisposable
    {
        public void Dispose() => writer.Close(close);
    }
}
