using System;

namespace Modelwright.Templates;

/// <summary>The text of a template as the language sees it: line ends are <c>\n</c>, and one of them at the very end is dropped.</summary>
internal sealed class TemplateSource
{
    public TemplateSource(string text)
    {
        string lines = text.Replace("\r\n", "\n").Replace('\r', '\n');
        Text = lines.EndsWith("\n", StringComparison.Ordinal) ? lines.Substring(0, lines.Length - 1) : lines;
    }

    public string Text { get; }

    /// <summary>Line and column of an offset, both counted from 0. Line ends were made one character each, so they are those of the file as well.</summary>
    public (int Line, int Column) Place(int position)
    {
        int line = 0;
        int start = 0;
        int end = Math.Min(position, Text.Length);
        for (int i = 0; i < end; i++)
        {
            if (Text[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        return (line, end - start);
    }
}
