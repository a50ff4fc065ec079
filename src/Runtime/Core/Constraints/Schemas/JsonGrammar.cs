using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Modelwright.Runtime.Constraints;

/// <summary>JSON's own grammar (RFC 8259), with white space as models write it, and bounded, so that none writes nothing else without end.</summary>
internal static class JsonGrammar
{
    private const int Deepest = 8;
    private const int MostIndent = 24;

    private static readonly GrammarRule SpaceRule = new("white space")
    {
        Body = Grammar.Any(Grammar.Empty, Grammar.Text(" "), Grammar.Then(Grammar.Text("\n"), Grammar.Repeat(Grammar.Byte(ByteSet.Of((byte)' ').With((byte)'\t')), 0, MostIndent))),
    };

    private static readonly GrammarRule CharacterRule = new("a character of a string") { Body = Encode(CodePointSet.All) };

    private static readonly GrammarRule StringRule = new("a string") { Body = Quoted(Grammar.Repeat(Character, 0, most: null)) };

    private static readonly GrammarRule NumberRule = new("a number")
    {
        Body = Grammar.Then(AnyInteger, Grammar.Optional(Grammar.Then(Grammar.Text("."), Grammar.Repeat(Digit('0'), 1, 6)))),
    };

    private static readonly GrammarRule[] Values = MakeValues();

    /// <summary>White space, or none.</summary>
    public static Grammar Space => new CallGrammar(SpaceRule);

    /// <summary>One character of a string, escaped where JSON wants it.</summary>
    public static Grammar Character => new CallGrammar(CharacterRule);

    /// <summary>Any string.</summary>
    public static Grammar AnyString => new CallGrammar(StringRule);

    /// <summary>Any value, nested at most eight deep.</summary>
    public static Grammar AnyValue => new CallGrammar(Values[0]);

    /// <summary>Any object, its values nested at most eight deep.</summary>
    public static Grammar AnyObject => Map(AnyValue);

    /// <summary>Any number that a <see cref="decimal"/> and a <see cref="double"/> can hold, without an exponent.</summary>
    public static Grammar AnyNumber => new CallGrammar(NumberRule);

    /// <summary>Any whole number of up to 15 digits.</summary>
    public static Grammar AnyInteger => Grammar.Then(
        Grammar.Optional(Grammar.Text("-")), Grammar.Any(Grammar.Text("0"), Grammar.Then(Digit('1'), Grammar.Repeat(Digit('0'), 0, 14))));

    /// <summary>What stands between quotes.</summary>
    public static Grammar Quoted(Grammar content) => Grammar.Then(Grammar.Text("\""), content, Grammar.Text("\""));

    /// <summary>A text as JSON writes it.</summary>
    public static string Spell(string text) => "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + "\"";

    /// <summary>A member of an object.</summary>
    public static Grammar Member(Grammar name, Grammar value) => Grammar.Then(name, Grammar.Text(":"), Space, value);

    /// <summary>An object with any names, whose values are of one kind.</summary>
    public static Grammar Map(Grammar value)
    {
        Grammar member = Member(AnyString, value);
        return Grammar.Then(
            Grammar.Text("{"), Space, Grammar.Optional(Grammar.Then(member, Grammar.Repeat(Grammar.Then(Grammar.Text(","), Space, member), 0, most: null), Space)), Grammar.Text("}"));
    }

    /// <summary>A list of so many values of one kind, behind others.</summary>
    public static Grammar List(IReadOnlyList<Grammar> before, Grammar item, int least, int? most)
    {
        List<Grammar> parts = [Grammar.Text("["), Space];
        for (int i = 0; i < before.Count; i++)
        {
            parts.Add(i == 0 ? before[i] : Next(before[i]));
        }

        if (before.Count > 0)
        {
            parts.Add(Grammar.Repeat(Next(item), least, most));
        }
        else if (most != 0)
        {
            Grammar some = Grammar.Then(item, Grammar.Repeat(Next(item), least > 0 ? least - 1 : 0, most - 1));
            parts.Add(least == 0 ? Grammar.Optional(some) : some);
        }

        return Grammar.Then([.. parts, Space, Grammar.Text("]")]);
    }

    /// <summary>A set of characters as a string writes them: quotes, backslashes and controls by their escapes, all others as they are.</summary>
    public static Grammar Encode(CodePointSet set)
    {
        CodePointSet escaped = CodePointSet.Of((0, 0x1F), ('"', '"'), ('\\', '\\'));
        return Grammar.Any([
            CodePointSet.ToUtf8(set.Except(escaped)),
            .. set.Intersect(escaped).Ranges.SelectMany(static range => Enumerable.Range(range.First, range.Last - range.First + 1)).Select(Escape),
        ]);
    }

    private static Grammar Next(Grammar item) => Grammar.Then(Grammar.Text(","), Space, item);

    private static Grammar Digit(char first) => Grammar.Byte(ByteSet.Range(first, '9'));

    private static Grammar Escape(int character) => Grammar.Text("\\" + character switch
    {
        '"' => "\"",
        '\\' => "\\",
        '\b' => "b",
        '\f' => "f",
        '\n' => "n",
        '\r' => "r",
        '\t' => "t",
        _ => "u" + character.ToString("x4", CultureInfo.InvariantCulture),
    });

    private static GrammarRule[] MakeValues()
    {
        GrammarRule[] values = [.. Enumerable.Range(0, Deepest).Select(static _ => new GrammarRule("a value"))];
        Grammar[] simple = [AnyString, AnyNumber, Grammar.Text("true"), Grammar.Text("false"), Grammar.Text("null")];
        for (int depth = 0; depth < Deepest; depth++)
        {
            values[depth].Body = depth == Deepest - 1
                ? Grammar.Any(simple)
                : Grammar.Any([.. simple, Map(new CallGrammar(values[depth + 1])), List([], new CallGrammar(values[depth + 1]), 0, most: null)]);
        }

        return values;
    }
}
