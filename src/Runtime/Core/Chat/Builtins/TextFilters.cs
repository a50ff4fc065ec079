using System;
using System.Linq;

namespace Modelwright.Runtime.Templating;

/// <summary>Filters over text.</summary>
internal static class TextFilters
{
    /// <summary>Joins the text of the items, whatever they are.</summary>
    public static TemplateValue Join(TemplateValue value, TemplateArguments arguments)
    {
        StringValue separator = (arguments[0] ?? StringValue.Empty).ToText();
        OriginText result = new();
        bool first = true;
        foreach (TemplateValue item in Access.Items(value))
        {
            TemplateValue part = arguments[1] is null or NoneValue ? item : ListFilters.Attribute(item, arguments[1]!, otherwise: null);
            result.Append(separator, 0, first ? 0 : separator.Text.Length).Append(part.ToText());
            first = false;
        }

        return result.ToValue();
    }

    public static TemplateValue Replace(StringValue text, TemplateArguments arguments) => StringMethods.Replace(
        text,
        arguments.Required(0, "replace").ToText(),
        arguments.Required(1, "replace").ToText(),
        arguments[2] is null or NoneValue ? -1 : Arithmetic.ToInt32(arguments[2]!)).WithSafe(safe: false);

    /// <summary>Indents all lines but the first and the empty ones.</summary>
    public static TemplateValue Indent(TemplateValue value, TemplateArguments arguments)
    {
        StringValue text = Text(value, "indent");
        StringValue indention = arguments[0] is StringValue given
            ? given
            : StringValue.Template(new string(' ', Math.Clamp(arguments.Integer(0, otherwise: 4), 0, 1000)));
        TemplateValue[] lines = StringSplitting.Lines(new OriginText().Append(text).Append(StringValue.Template("\n")).ToValue(), keepEnds: false).Values;
        OriginText result = new();
        for (int i = 0; i < lines.Length; i++)
        {
            StringValue line = (StringValue)lines[i];
            bool indented = i == 0 ? arguments.Flag(1) : line.Text.Length > 0 || arguments.Flag(2);
            result.Append(i > 0 ? "\n" : "", fromTemplate: true).Append(indented ? indention : StringValue.Empty).Append(line);
        }

        return result.ToValue();
    }

    public static TemplateValue Truncate(TemplateValue value, TemplateArguments arguments)
    {
        int length = arguments.Integer(0, otherwise: 255);
        StringValue end = (arguments[2] ?? StringValue.Template("...")).ToText();
        int leeway = arguments.Integer(3, otherwise: 5);
        if (length < end.Count || leeway < 0)
        {
            throw TemplateValue.Fail($"truncate: a length of {length} has no room for '{end.Text}'");
        }

        if (value.Count <= (long)length + leeway)
        {
            return value;
        }

        StringValue text = Text(value, "truncate");
        StringValue cut = text.Slice(0, step: 1, length - end.Count!.Value);
        int blank = arguments.Flag(1) ? -1 : cut.Text.LastIndexOf(' ');
        return new OriginText().Append(blank >= 0 ? cut.Part(0, blank) : cut).Append(end).ToValue();
    }

    /// <summary>Most filters over text take the text of any value; a few, as in Python, take nothing but text.</summary>
    private static StringValue Text(TemplateValue value, string filter) => value switch
    {
        StringValue text => text,
        UndefinedValue undefined => throw undefined.Error(),
        _ => throw TemplateValue.Fail($"{filter} wants text, not {value.TypeName}"),
    };

    /// <summary>Runs of letters, digits and underscores.</summary>
    public static int Words(string text)
    {
        bool inWord = false;
        return text.Count(c =>
        {
            bool begins = !inWord && (char.IsLetterOrDigit(c) || c == '_');
            inWord = char.IsLetterOrDigit(c) || c == '_';
            return begins;
        });
    }
}
