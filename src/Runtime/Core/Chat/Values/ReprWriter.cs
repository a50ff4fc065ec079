using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Modelwright.Runtime.Templating;

/// <summary>Writes Python's <c>repr</c> of a value, to a bounded depth.</summary>
internal sealed class ReprWriter
{
    /// <summary>How deep values may nest that are written or compared: both recurse.</summary>
    public const int MaxDepth = 200;

    private readonly StringBuilder _text = new();
    private int _depth;

    public static string Write(TemplateValue value)
    {
        ReprWriter writer = new();
        value.WriteRepr(writer);
        return writer._text.ToString();
    }

    public void Append(string text)
    {
        TemplateBudget.Spend(text.Length);
        _text.Append(text);
    }

    public void AppendItems(IEnumerable<TemplateValue> items, string open, string close)
    {
        Descend();
        Append(open);
        string separator = "";
        foreach (TemplateValue item in items)
        {
            Append(separator);
            item.WriteRepr(this);
            separator = ", ";
        }

        Append(close);
        _depth--;
    }

    public void AppendEntries(IEnumerable<KeyValuePair<TemplateValue, TemplateValue>> entries)
    {
        Descend();
        string separator = "{";
        foreach ((TemplateValue key, TemplateValue value) in entries)
        {
            Append(separator);
            key.WriteRepr(this);
            Append(": ");
            value.WriteRepr(this);
            separator = ", ";
        }

        Append(separator == "{" ? "{}" : "}");
        _depth--;
    }

    /// <summary>A string in quotes: single ones, unless it has such and no double ones.</summary>
    public void AppendString(string text)
    {
        TemplateBudget.Spend(text.Length);
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        _text.Append(quote);
        for (int i = 0; i < text.Length; i++)
        {
            int length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            AppendCharacter(text.Substring(i, length), quote);
            i += length - 1;
        }

        _text.Append(quote);
    }

    private void AppendCharacter(string character, char quote)
    {
        switch (character[0])
        {
            case '\\':
                _text.Append(@"\\");
                break;
            case '\n':
                _text.Append(@"\n");
                break;
            case '\r':
                _text.Append(@"\r");
                break;
            case '\t':
                _text.Append(@"\t");
                break;
            case char c when c == quote:
                _text.Append('\\').Append(c);
                break;
            default:
                _text.Append(IsPrintable(character) ? character : Escape(character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0]));
                break;
        }
    }

    private static string Escape(int code) => code < 0x100
        ? "\\x" + code.ToString("x2", CultureInfo.InvariantCulture)
        : code < 0x10000 ? "\\u" + code.ToString("x4", CultureInfo.InvariantCulture) : "\\U" + code.ToString("x8", CultureInfo.InvariantCulture);

    private static bool IsPrintable(string character) => character == " " || CharUnicodeInfo.GetUnicodeCategory(character, 0) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private void Descend()
    {
        if (++_depth > MaxDepth)
        {
            throw TemplateValue.Fail($"a value is nested more than {MaxDepth} deep");
        }
    }
}
