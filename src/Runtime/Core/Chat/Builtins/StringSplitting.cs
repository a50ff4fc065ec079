using System;
using System.Collections.Generic;
using Modelwright.Templates;

namespace Modelwright.Runtime.Templating;

/// <summary>Cutting strings apart.</summary>
internal static class StringSplitting
{
    public static ListValue Split(StringValue self, TemplateArguments arguments, bool fromEnd)
    {
        int most = arguments.Integer(1, otherwise: -1) is >= 0 and int limit ? limit : int.MaxValue;
        string? separator = arguments.Text(0);
        if (separator is { Length: 0 })
        {
            throw TemplateValue.Fail("empty separator");
        }

        List<TemplateValue> parts = (separator, fromEnd) switch
        {
            (null, false) => Words(self, most),
            (null, true) => WordsFromEnd(self, most),
            (_, false) => Parts(self, separator, most),
            _ => PartsFromEnd(self, separator, most),
        };
        return new ListValue([.. parts], ListKind.List);
    }

    /// <summary>Lines, at every end that Python knows.</summary>
    public static ListValue Lines(StringValue self, bool keepEnds)
    {
        List<TemplateValue> lines = [];
        int start = 0;
        while (start < self.Text.Length)
        {
            int end = self.Text.AsSpan(start).IndexOfAny("\n\r\v\f\u001C\u001D\u001E\u0085\u2028\u2029");
            end = end < 0 ? self.Text.Length : start + end;
            int next = end == self.Text.Length ? end : self.Text[end] == '\r' && end + 1 < self.Text.Length && self.Text[end + 1] == '\n' ? end + 2 : end + 1;
            lines.Add(self.Part(start, (keepEnds ? next : end) - start));
            start = next;
        }

        return new ListValue([.. lines], ListKind.List);
    }

    public static ListValue Partition(StringValue self, StringValue separator, bool last)
    {
        int at = separator.Text.Length == 0
            ? throw TemplateValue.Fail("empty separator")
            : last ? self.Text.LastIndexOf(separator.Text, StringComparison.Ordinal) : self.Text.IndexOf(separator.Text, StringComparison.Ordinal);
        int end = at + separator.Text.Length;
        TemplateValue[] parts = at >= 0
            ? [self.Part(0, at), self.Part(at, separator.Text.Length), self.Part(end, self.Text.Length - end)]
            : last ? [StringValue.Empty, StringValue.Empty, self] : [self, StringValue.Empty, StringValue.Empty];
        return new ListValue(parts, ListKind.Tuple);
    }

    private static List<TemplateValue> Parts(StringValue self, string separator, int most)
    {
        List<TemplateValue> parts = [];
        int start = 0;
        for (int at = self.Text.IndexOf(separator, StringComparison.Ordinal); at >= 0 && parts.Count < most; at = self.Text.IndexOf(separator, start, StringComparison.Ordinal))
        {
            parts.Add(self.Part(start, at - start));
            start = at + separator.Length;
        }

        parts.Add(self.Part(start, self.Text.Length - start));
        return parts;
    }

    private static List<TemplateValue> PartsFromEnd(StringValue self, string separator, int most)
    {
        List<TemplateValue> parts = [];
        int end = self.Text.Length;
        for (int at = self.Text.LastIndexOf(separator, StringComparison.Ordinal); at >= 0 && parts.Count < most; at = self.Text[..at].LastIndexOf(separator, StringComparison.Ordinal))
        {
            parts.Insert(0, self.Part(at + separator.Length, end - at - separator.Length));
            end = at;
        }

        parts.Insert(0, self.Part(0, end));
        return parts;
    }

    private static List<TemplateValue> Words(StringValue self, int most)
    {
        List<TemplateValue> words = [];
        string text = self.Text;
        int start = PythonSpace.SkipFrom(text, 0);
        while (start < text.Length)
        {
            if (words.Count == most)
            {
                words.Add(self.Part(start, text.Length - start));
                break;
            }

            int end = start;
            while (end < text.Length && !PythonSpace.Is(text[end]))
            {
                end++;
            }

            words.Add(self.Part(start, end - start));
            start = PythonSpace.SkipFrom(text, end);
        }

        return words;
    }

    private static List<TemplateValue> WordsFromEnd(StringValue self, int most)
    {
        List<TemplateValue> words = [];
        int end = PythonSpace.TrimEnd(self.Text).Length;
        while (end > 0)
        {
            int start = words.Count == most ? 0 : end;
            while (start > 0 && !PythonSpace.Is(self.Text[start - 1]))
            {
                start--;
            }

            words.Insert(0, self.Part(start, end - start));
            end = PythonSpace.TrimEnd(self.Text[..start]).Length;
        }

        return words;
    }
}
