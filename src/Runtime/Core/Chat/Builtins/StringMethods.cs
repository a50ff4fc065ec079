using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Modelwright.Templates;

namespace Modelwright.Runtime.Templating;

/// <summary>The methods of Python's <c>str</c>.</summary>
internal static class StringMethods
{
    private delegate TemplateValue Method(StringValue self, TemplateArguments arguments);

    private static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["capitalize"] = static (s, a) => None(a, "capitalize", LetterCase.Capitalize(s)),
        ["casefold"] = static (s, a) => None(a, "casefold", LetterCase.Fold(s)),
        ["lower"] = static (s, a) => None(a, "lower", LetterCase.Lower(s)),
        ["upper"] = static (s, a) => None(a, "upper", LetterCase.Upper(s)),
        ["title"] = static (s, a) => None(a, "title", LetterCase.Title(s)),
        ["swapcase"] = static (s, a) => None(a, "swapcase", LetterCase.Swap(s)),
        ["strip"] = static (s, a) => s.Trim(Characters(a, "strip"), atStart: true, atEnd: true),
        ["lstrip"] = static (s, a) => s.Trim(Characters(a, "lstrip"), atStart: true, atEnd: false),
        ["rstrip"] = static (s, a) => s.Trim(Characters(a, "rstrip"), atStart: false, atEnd: true),
        ["split"] = static (s, a) => StringSplitting.Split(s, a.For("split", "sep", "maxsplit"), fromEnd: false),
        ["rsplit"] = static (s, a) => StringSplitting.Split(s, a.For("rsplit", "sep", "maxsplit"), fromEnd: true),
        ["splitlines"] = static (s, a) => StringSplitting.Lines(s, a.For("splitlines", "keepends").Flag(0)),
        ["partition"] = static (s, a) => StringSplitting.Partition(s, a.For("partition", "sep").RequiredText(0, "partition"), last: false),
        ["rpartition"] = static (s, a) => StringSplitting.Partition(s, a.For("rpartition", "sep").RequiredText(0, "rpartition"), last: true),
        ["join"] = static (s, a) => Join(s, a.For("join", "iterable").Required(0, "join")),
        ["replace"] = static (s, a) => Replace(s, a.For("replace", "old", "new", "count")),
        ["removeprefix"] = static (s, a) => Affix(a, "removeprefix") is string p && Begins(s, p) ? s.Part(p.Length, s.Text.Length - p.Length) : s,
        ["removesuffix"] = static (s, a) => Affix(a, "removesuffix") is string p && Ends(s, p) ? s.Part(0, s.Text.Length - p.Length) : s,
        ["startswith"] = static (s, a) => AnyAffix(s, a.For("startswith", "prefix", "start", "end"), "startswith", Begins),
        ["endswith"] = static (s, a) => AnyAffix(s, a.For("endswith", "suffix", "start", "end"), "endswith", Ends),
        ["find"] = static (s, a) => Find(s, a, "find", last: false, fails: false),
        ["rfind"] = static (s, a) => Find(s, a, "rfind", last: true, fails: false),
        ["index"] = static (s, a) => Find(s, a, "index", last: false, fails: true),
        ["rindex"] = static (s, a) => Find(s, a, "rindex", last: true, fails: true),
        ["count"] = static (s, a) => Count(s, a.For("count", "sub").RequiredText(0, "count").Text),
        ["format"] = BraceFormat.Format,
        ["center"] = static (s, a) => Padded(a, "center", (width, fill) => Padding.Centre(s, width, fill)),
        ["ljust"] = static (s, a) => Padded(a, "ljust", (width, fill) => Padding.Fill(s, width, left: false, fill)),
        ["rjust"] = static (s, a) => Padded(a, "rjust", (width, fill) => Padding.Fill(s, width, left: true, fill)),
        ["zfill"] = static (s, a) => Padding.Fill(s, Arithmetic.ToInt32(a.For("zfill", "width").Required(0, "zfill")), left: true, StringValue.Template("0"), behindSign: true),
        ["expandtabs"] = static (s, a) => ExpandTabs(s, a.For("expandtabs", "tabsize").Integer(0, otherwise: 8)),
        ["isalnum"] = static (s, a) => Are(s, a, static r => Rune.IsLetterOrDigit(r) || Rune.IsNumber(r)),
        ["isalpha"] = static (s, a) => Are(s, a, Rune.IsLetter),
        ["isascii"] = static (s, a) => None(a, "isascii", TemplateValue.Of(Ascii.IsValid(s.Text))),
        ["isdecimal"] = static (s, a) => Are(s, a, Rune.IsDigit),
        ["isdigit"] = static (s, a) => Are(s, a, static r => Rune.IsDigit(r) || IsSuperscript(r.Value)),
        ["isnumeric"] = static (s, a) => Are(s, a, Rune.IsNumber),
        ["isspace"] = static (s, a) => Are(s, a, static r => r.IsBmp && PythonSpace.Is((char)r.Value)),
        ["islower"] = static (s, a) => None(a, "islower", TemplateValue.Of(LetterCase.Is(s.Text, upper: false))),
        ["isupper"] = static (s, a) => None(a, "isupper", TemplateValue.Of(LetterCase.Is(s.Text, upper: true))),
        ["istitle"] = static (s, a) => None(a, "istitle", TemplateValue.Of(s.Text.Any(char.IsLetter) && LetterCase.Title(s).Text == s.Text)),
    };

    /// <summary>Those that Python gives arguments by name too.</summary>
    private static readonly HashSet<string> TakeNames = ["expandtabs", "format", "replace", "rsplit", "split", "splitlines"];

    public static IEnumerable<string> Names => All.Keys;

    public static TemplateValue? Find(StringValue self, string name) =>
        All.TryGetValue(name, out Method? method) ? new FunctionValue(name, arguments => method(self, TakeNames.Contains(name) ? arguments : arguments.ByOrder(name))) : null;

    public static StringValue Join(StringValue separator, TemplateValue items)
    {
        OriginText result = new();
        bool first = true;
        foreach (TemplateValue item in Access.Items(items, "can only join an iterable"))
        {
            result.Append(separator, 0, first ? 0 : separator.Text.Length);
            result.Append(item as StringValue ?? throw (item is UndefinedValue u ? u.Error() : TemplateValue.Fail($"sequence item: expected str instance, {item.TypeName} found")));
            first = false;
        }

        return result.ToValue(separator.IsSafe);
    }

    public static StringValue Replace(StringValue self, StringValue old, StringValue with, int count)
    {
        OriginText result = new();
        int start = 0;
        for (int done = 0; done != count; done++)
        {
            int found = old.Text.Length > 0 ? self.Text.IndexOf(old.Text, start, StringComparison.Ordinal) : EmptyMatch(self.Text, start, done);
            if (found < 0)
            {
                break;
            }

            result.Append(self, start, found - start).Append(with);
            start = found + old.Text.Length;
        }

        return result.Append(self, start, self.Text.Length - start).ToValue(self.IsSafe);
    }

    /// <summary>Nothing is found before every character and at the end.</summary>
    private static int EmptyMatch(string text, int start, int done) =>
        done == 0 ? 0 : start < text.Length ? start + (char.IsSurrogatePair(text, start) ? 2 : 1) : -1;

    private static StringValue Replace(StringValue self, TemplateArguments arguments) =>
        Replace(self, arguments.RequiredText(0, "replace"), arguments.RequiredText(1, "replace"), arguments.Integer(2, otherwise: -1));

    /// <summary>What is a digit to Python beside the decimals: superscripts, subscripts and circled digits.</summary>
    private static bool IsSuperscript(int code) =>
        code is 0xB2 or 0xB3 or 0xB9 or 0x2070 or (>= 0x2074 and <= 0x2079) or (>= 0x2080 and <= 0x2089) or (>= 0x2460 and <= 0x2468) or (>= 0x2474 and <= 0x247C);

    private static TemplateValue None(TemplateArguments arguments, string name, TemplateValue result)
    {
        arguments.For(name);
        return result;
    }

    private static string? Characters(TemplateArguments arguments, string name) => arguments.For(name, "chars").Text(0);

    private static StringValue Padded(TemplateArguments arguments, string name, Func<int, StringValue?, StringValue> pad)
    {
        TemplateArguments given = arguments.For(name, "width", "fillchar");
        return pad(Arithmetic.ToInt32(given.Required(0, name)), given[1] is null ? null : given.RequiredText(1, name));
    }

    private static string Affix(TemplateArguments arguments, string name) => arguments.For(name, "affix").RequiredText(0, name).Text;

    private static bool Begins(StringValue text, string affix) => text.Text.StartsWith(affix, StringComparison.Ordinal);

    private static bool Ends(StringValue text, string affix) => text.Text.EndsWith(affix, StringComparison.Ordinal);

    private static TemplateValue AnyAffix(StringValue self, TemplateArguments arguments, string name, Func<StringValue, string, bool> matches)
    {
        TemplateValue affix = arguments.Required(0, name);
        StringValue range = arguments[1] is null ? self : (StringValue)Access.Slice(self, arguments[1], arguments[2], step: null);
        TemplateValue[] affixes = affix is ListValue { Kind: ListKind.Tuple } tuple ? tuple.Values : [affix];
        return TemplateValue.Of(affixes.Any(a => matches(range, a is StringValue text ? text.Text : throw TemplateValue.Fail($"{name} first arg must be str or a tuple of str, not {a.TypeName}"))));
    }

    private static TemplateValue Find(StringValue self, TemplateArguments arguments, string name, bool last, bool fails)
    {
        TemplateArguments given = arguments.For(name, "sub", "start", "end");
        string part = given.RequiredText(0, name).Text;
        (int start, _, int count) = Indexing.Slice(given[1], given[2], step: null, self.Count!.Value);
        StringValue range = self.Slice(start, step: 1, count);
        int found = last ? range.Text.LastIndexOf(part, StringComparison.Ordinal) : range.Text.IndexOf(part, StringComparison.Ordinal);
        return found >= 0 ? TemplateValue.Of(start + range.CodePointIndex(found)) : fails ? throw TemplateValue.Fail("substring not found") : TemplateValue.Of(-1);
    }

    private static TemplateValue Count(StringValue self, string part)
    {
        int count = part.Length == 0 ? self.Count!.Value + 1 : 0;
        for (int i = 0; part.Length > 0 && (i = self.Text.IndexOf(part, i, StringComparison.Ordinal)) >= 0; i += part.Length)
        {
            count++;
        }

        return TemplateValue.Of(count);
    }

    private static StringValue ExpandTabs(StringValue self, int size)
    {
        int column = 0;
        return self.Map((character, _) =>
        {
            string replaced = character != "\t" ? character : new string(' ', size <= 0 ? 0 : Math.Min(size, 1000) - (column % Math.Min(size, 1000)));
            column = character is "\n" or "\r" ? 0 : column + replaced.Length;
            return replaced;
        });
    }

    private static TemplateValue Are(StringValue self, TemplateArguments arguments, Func<Rune, bool> holds)
    {
        arguments.For("this method");
        foreach (Rune rune in self.Text.EnumerateRunes())
        {
            if (!holds(rune))
            {
                return TemplateValue.False;
            }
        }

        return TemplateValue.Of(self.Text.Length > 0);
    }
}
