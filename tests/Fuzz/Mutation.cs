using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Modelwright.Fuzz;

/// <summary>Changes files in ways that reach deep into their readers: most changes keep the grammar and break the meaning.</summary>
internal static partial class Mutation
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "2", "3", "7", "255", "65536", "2147483647", "-2147483648", "4294967296", "9223372036854775807", "18446744073709551616", "1e9", "1e308", "1e999", "-0.0",
        "0.5", "20.0", "1.0000000000000000000001", "123456789012345678901234567890123456789",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "[]", "{}", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "[null]", "[[]]", "{\"\":0}", "[1,2]", "[-1]", "\"ſ\"", "NaN",
    ];

    /// <summary>The file after its changes, one after the other. Bytes are seen as characters of Latin-1, so that binary parts stay what they are.</summary>
    public static byte[] Apply(byte[] seed, Edit[] edits)
    {
        string text = Encoding.Latin1.GetString(seed);
        foreach (Edit edit in edits)
        {
            text = Apply(text, edit);
        }

        return Encoding.Latin1.GetBytes(text);
    }

    private static string Apply(string text, Edit edit)
    {
        int place = Math.Min((int)(edit.Place * text.Length), Math.Max(0, text.Length - 1));
        int length = Math.Min(1 + (edit.Value % 97), text.Length - place);
        return edit.Kind switch
        {
            _ when text.Length == 0 => text,
            EditKind.Byte => string.Concat(text.AsSpan(0, place), ((char)(edit.Value & 0xFF)).ToString(), text.AsSpan(place + 1)),
            EditKind.Number => Replace(text, NumberPattern(), place, _ => Numbers[edit.Value % Numbers.Length]),
            EditKind.Value => Replace(text, ValuePattern(), place, _ => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Values[edit.Value % Values.Length]))),
            EditKind.Text => Replace(text, TextPattern(), place, _ => AnotherText(text, edit.Value)),
            EditKind.Cut => text.Remove(place, length),
            EditKind.Repeat => text.Insert(place, text.Substring(place, length)),
            EditKind.End => text[..place],
            EditKind.Nest => text.Insert(place, string.Concat(Enumerable.Repeat((edit.Value & 1) == 0 ? "[" : "{\"a\":", edit.Value % 3000))),
            _ => throw new ArgumentOutOfRangeException(nameof(edit), edit.Kind, "Not a kind of edit."),
        };
    }

    private static string AnotherText(string text, int value)
    {
        MatchCollection texts = TextPattern().Matches(text);
        return texts[value % texts.Count].Value;
    }

    private static string Replace(string text, Regex pattern, int place, MatchEvaluator value) =>
        pattern.IsMatch(text, place) ? pattern.Replace(text, value, 1, place) : pattern.Replace(text, value, 1);

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"(?<=[:,\[]\s*)(""([^""\\]|\\.)*""|-?\d[\d.eE+-]*|true|false|null|\[[^\[\]]*\])")]
    private static partial Regex ValuePattern();

    [GeneratedRegex(@"""([^""\\]|\\.)*""")]
    private static partial Regex TextPattern();
}
