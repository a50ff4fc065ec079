using System;

namespace Modelwright.Compiler.ChatTemplates;

/// <summary>The text of a template and where it stands: a whole file, or a string in a JSON file.</summary>
/// <param name="Name"><c>default</c>, or the name among several.</param>
/// <param name="Text">The template.</param>
/// <param name="File">The file it is in.</param>
/// <param name="JsonStart">Offset of the string's first character in a JSON file; null for a file of its own.</param>
internal sealed record TemplateText(string Name, string Text, TemplateFile File, int? JsonStart)
{
    /// <summary>Line and column in the file, from 0, of a place in the template.</summary>
    /// <param name="line">The template's line.</param>
    /// <param name="column">The column in it.</param>
    public (int Line, int Column) Place(int line, int column)
    {
        if (JsonStart is not int at)
        {
            return (line, column);
        }

        // Escapes are longer than what they stand for: walk the string as it is written.
        string json = File.Text;
        while (at < json.Length && (line > 0 || column > 0) && json[at] != '"')
        {
            int length = json[at] != '\\' ? 1 : at + 1 < json.Length && json[at + 1] == 'u' ? 6 : 2;
            bool newLine = length == 2 && json[at + 1] == 'n';
            column -= line > 0 ? 0 : 1;
            line -= newLine ? 1 : 0;
            at += length;
        }

        return PlaceOf(json, at);
    }

    /// <summary>Line and column of an offset.</summary>
    public static (int Line, int Column) PlaceOf(string text, int offset)
    {
        int line = 0;
        int start = 0;
        for (int i = 0; i < Math.Min(offset, text.Length); i++)
        {
            if (text[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        return (line, Math.Min(offset, text.Length) - start);
    }
}
