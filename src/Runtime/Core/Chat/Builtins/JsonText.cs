using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's <c>json.dumps</c>, which <c>tojson</c> is with Hugging Face: order kept, blanks behind commas and colons, other scripts as they are.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private readonly bool _ascii;
    private readonly string? _indent;
    private readonly string _comma;
    private readonly string _colon;
    private readonly bool _sortKeys;
    private int _depth;

    private JsonText(bool ascii, string? indent, string comma, string colon, bool sortKeys)
    {
        _ascii = ascii;
        _indent = indent;
        _comma = comma;
        _colon = colon;
        _sortKeys = sortKeys;
    }

    public static TemplateValue Filter(TemplateValue value, TemplateArguments arguments)
    {
        TemplateArguments options = arguments.For("tojson", "ensure_ascii", "indent", "separators", "sort_keys");
        string? indent = options[1] switch
        {
            null or NoneValue => null,
            StringValue text => text.Text,
            TemplateValue number => new string(' ', Math.Clamp(Arithmetic.ToInt32(number), 0, 100)),
        };
        TemplateValue[]? separators = options[2] is null or NoneValue ? null : Access.Unpack(options[2]!, 2);
        JsonText writer = new(
            options.Flag(0), indent, separators?[0].ToText().Text ?? (indent is null ? ", " : ","), separators?[1].ToText().Text ?? ": ", options.Flag(3));
        writer.Write(value);
        return StringValue.Data(writer._text.ToString());
    }

    private void Write(TemplateValue value)
    {
        switch (value)
        {
            case NoneValue:
                Append("null");
                break;
            case BooleanValue boolean:
                Append(boolean.Value ? "true" : "false");
                break;
            case IntegerValue number:
                Append(number.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FloatValue number:
                Append(Float(number.Value));
                break;
            case StringValue text:
                WriteString(text.Text);
                break;
            case ListValue { Kind: ListKind.List or ListKind.Tuple } list:
                Block('[', list.Values, ']', Write);
                break;
            case MapValue map:
                Block('{', Sorted(map.Entries), '}', WriteEntry);
                break;
            default:
                throw TemplateValue.Fail($"Object of type {value.TypeName} is not JSON serializable");
        }
    }

    private static string Float(double value) =>
        double.IsFinite(value) ? NumberText.Repr(value) : double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private IEnumerable<KeyValuePair<TemplateValue, TemplateValue>> Sorted(IReadOnlyList<KeyValuePair<TemplateValue, TemplateValue>> entries) => _sortKeys
        ? SortFilters.Sorted(entries, reverse: false, static entry => entry.Key, SortFilters.Order)
        : entries;

    private void WriteEntry(KeyValuePair<TemplateValue, TemplateValue> entry)
    {
        switch (entry.Key)
        {
            case StringValue text:
                WriteString(text.Text);
                break;
            case NoneValue or BooleanValue or IntegerValue or FloatValue:
                _text.Append('"');
                Write(entry.Key);
                _text.Append('"');
                break;
            default:
                throw TemplateValue.Fail($"keys must be str, int, float, bool or None, not {entry.Key.TypeName}");
        }

        Append(_colon);
        Write(entry.Value);
    }

    private void Block<T>(char open, IEnumerable<T> items, char close, Action<T> write)
    {
        if (++_depth > ReprWriter.MaxDepth)
        {
            throw TemplateValue.Fail($"a value is nested more than {ReprWriter.MaxDepth} deep");
        }

        _text.Append(open);
        bool any = false;
        foreach (T item in items)
        {
            Append(any ? _comma : "");
            NewLine();
            write(item);
            any = true;
        }

        _depth--;
        if (any)
        {
            NewLine();
        }

        _text.Append(close);
    }

    private void NewLine()
    {
        if (_indent is not null)
        {
            Append("\n");
            for (int i = 0; i < _depth; i++)
            {
                Append(_indent);
            }
        }
    }

    private void WriteString(string text)
    {
        _text.Append('"');
        TemplateBudget.Spend(text.Length);
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append(@"\\"),
                '\b' => _text.Append(@"\b"),
                '\f' => _text.Append(@"\f"),
                '\n' => _text.Append(@"\n"),
                '\r' => _text.Append(@"\r"),
                '\t' => _text.Append(@"\t"),
                < ' ' => Escape(character),
                > '~' when _ascii => Escape(character),
                _ => _text.Append(character),
            };
        }

        _text.Append('"');
    }

    private StringBuilder Escape(char character) => _text.Append(@"\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));

    private void Append(string text)
    {
        TemplateBudget.Spend(text.Length + 1);
        _text.Append(text);
    }
}
