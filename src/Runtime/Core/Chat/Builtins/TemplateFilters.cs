using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>Jinja's filters by name, with Hugging Face's <c>tojson</c>.</summary>
internal static class TemplateFilters
{
    private delegate TemplateValue Filter(TemplateValue value, TemplateArguments arguments);

    private static readonly Dictionary<string, Filter> All = new(StringComparer.Ordinal)
    {
        ["abs"] = static (v, a) => Arithmetic.Absolute(Plain(a, "abs", v)),
        ["attr"] = static (v, a) => v.Member(a.For("attr", "name").RequiredText(0, "attr").Text) ?? new UndefinedValue("the value has no such attribute"),
        ["batch"] = static (v, a) => ListFilters.Batch(v, a.For("batch", "linecount", "fill_with")),
        ["capitalize"] = static (v, a) => LetterCase.Capitalize(Plain(a, "capitalize", v.ToText())),
        ["center"] = static (v, a) => Padding.Centre(v.ToText(), a.For("center", "width").Integer(0, otherwise: 80)),
        ["count"] = Length,
        ["d"] = Default,
        ["default"] = Default,
        ["dictsort"] = static (v, a) => SortFilters.SortMap(v, a.For("dictsort", "case_sensitive", "by", "reverse")),
        ["e"] = Escape,
        ["escape"] = Escape,
        ["first"] = static (v, a) => Access.Items(Plain(a, "first", v)).FirstOrDefault() ?? new UndefinedValue("No first item, sequence was empty."),
        ["float"] = static (v, a) => NumberFilters.ToFloat(v, a.For("float", "default")),
        ["forceescape"] = static (v, a) => HtmlText.Escape(Plain(a, "forceescape", v.ToText())),
        ["format"] = static (v, a) => Arithmetic.Modulo(v.ToText(), new ListValue([.. a.For("format", [.. a.Positional.Select(static (_, i) => "value" + i)]).Positional], ListKind.Tuple)),
        ["groupby"] = static (v, a) => SortFilters.Group(v, a.For("groupby", "attribute", "default", "case_sensitive")),
        ["indent"] = static (v, a) => TextFilters.Indent(v, a.For("indent", "width", "first", "blank")),
        ["int"] = static (v, a) => NumberFilters.ToInteger(v, a.For("int", "default", "base")),
        ["items"] = static (v, a) => Items(Plain(a, "items", v)),
        ["join"] = static (v, a) => TextFilters.Join(v, a.For("join", "d", "attribute")),
        ["last"] = static (v, a) => Last(Plain(a, "last", v)),
        ["length"] = Length,
        ["list"] = static (v, a) => new ListValue([.. Access.Items(Plain(a, "list", v))], ListKind.List),
        ["lower"] = static (v, a) => LetterCase.Lower(Plain(a, "lower", v.ToText())),
        ["map"] = ListFilters.Map,
        ["max"] = static (v, a) => SortFilters.Extreme(v, a.For("max", "case_sensitive", "attribute"), sign: 1),
        ["min"] = static (v, a) => SortFilters.Extreme(v, a.For("min", "case_sensitive", "attribute"), sign: -1),
        ["reject"] = static (v, a) => ListFilters.Select(v, a, byAttribute: false, keep: false),
        ["rejectattr"] = static (v, a) => ListFilters.Select(v, a, byAttribute: true, keep: false),
        ["replace"] = static (v, a) => TextFilters.Replace(v.ToText(), a.For("replace", "old", "new", "count")),
        ["reverse"] = static (v, a) => Reverse(Plain(a, "reverse", v)),
        ["round"] = static (v, a) => NumberFilters.Round(v, a.For("round", "precision", "method")),
        ["safe"] = static (v, a) => Plain(a, "safe", v.ToText()).WithSafe(safe: true),
        ["select"] = static (v, a) => ListFilters.Select(v, a, byAttribute: false, keep: true),
        ["selectattr"] = static (v, a) => ListFilters.Select(v, a, byAttribute: true, keep: true),
        ["slice"] = static (v, a) => ListFilters.Slice(v, a.For("slice", "slices", "fill_with")),
        ["sort"] = static (v, a) => SortFilters.Sort(v, a.For("sort", "reverse", "case_sensitive", "attribute")),
        ["string"] = static (v, a) => Plain(a, "string", v.ToText()),
        ["sum"] = static (v, a) => ListFilters.Sum(v, a.For("sum", "attribute", "start")),
        ["title"] = static (v, a) => LetterCase.TitleFilter(Plain(a, "title", v.ToText())).WithSafe(safe: false),
        ["tojson"] = JsonText.Filter,
        ["trim"] = static (v, a) => v.ToText().Trim(a.For("trim", "chars").Text(0), atStart: true, atEnd: true),
        ["truncate"] = static (v, a) => TextFilters.Truncate(v, a.For("truncate", "length", "killwords", "end", "leeway")),
        ["unique"] = static (v, a) => SortFilters.Unique(v, a.For("unique", "case_sensitive", "attribute")),
        ["upper"] = static (v, a) => LetterCase.Upper(Plain(a, "upper", v.ToText())),
        ["wordcount"] = static (v, a) => TemplateValue.Of(TextFilters.Words(Plain(a, "wordcount", v.ToText()).Text)),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static TemplateValue Apply(string name, TemplateValue value, TemplateArguments arguments) =>
        All.TryGetValue(name, out Filter? filter) ? filter(value, arguments) : throw TemplateValue.Fail($"No filter named '{name}'.");

    /// <summary>Refuses arguments where a filter has none.</summary>
    private static T Plain<T>(TemplateArguments arguments, string name, T value)
    {
        arguments.For(name);
        return value;
    }

    private static TemplateValue Length(TemplateValue value, TemplateArguments arguments) =>
        TemplateValue.Of((BigInteger)(Plain(arguments, "length", value).Count ?? throw TemplateValue.Fail($"object of type '{value.TypeName}' has no len()")));

    private static TemplateValue Default(TemplateValue value, TemplateArguments arguments)
    {
        TemplateArguments options = arguments.For("default", "default_value", "boolean");
        return value is UndefinedValue || (options.Flag(1) && !value.IsTrue) ? options[0] ?? StringValue.Empty : value;
    }

    private static TemplateValue Escape(TemplateValue value, TemplateArguments arguments) =>
        Plain(arguments, "escape", value.ToText()) is { IsSafe: false } text ? HtmlText.Escape(text) : value;

    private static ListValue Items(TemplateValue value) => value switch
    {
        UndefinedValue => new ListValue([], ListKind.Generator),
        MapValue map => new ListValue([.. MapMethods.Pairs(map)], ListKind.Generator),
        _ => throw TemplateValue.Fail("Can only get item pairs from a mapping."),
    };

    private static TemplateValue Last(TemplateValue value) => value switch
    {
        ListValue { Kind: ListKind.Generator } => throw TemplateValue.Fail("'generator' object is not reversible"),
        _ => Access.Items(value).LastOrDefault() ?? new UndefinedValue("No last item, sequence was empty."),
    };

    private static TemplateValue Reverse(TemplateValue value) => value is StringValue text
        ? text.Slice(text.Count!.Value - 1, step: -1, text.Count.Value)
        : new ListValue([.. Access.Items(value).Reverse()], ListKind.Generator);
}
