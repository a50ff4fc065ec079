using System.Globalization;

namespace Modelwright.Runtime.Templating;

/// <summary>Upper and lower case, by code points and under no culture.</summary>
internal static class LetterCase
{
    public static StringValue Lower(StringValue text) => text.Map(static (c, _) => c.ToLowerInvariant());

    /// <summary>The one letter that becomes two: ß.</summary>
    public static StringValue Upper(StringValue text) => text.Map(static (c, _) => Upper(c));

    public static StringValue Fold(StringValue text) => text.Map(static (c, _) => c == "ß" ? "ss" : c.ToLowerInvariant());

    public static StringValue Swap(StringValue text) => text.Map(static (c, _) => IsUpper(c) ? c.ToLowerInvariant() : Upper(c));

    public static StringValue Capitalize(StringValue text) => text.Map(static (c, i) => i == 0 ? c == "ß" ? "Ss" : c.ToUpperInvariant() : c.ToLowerInvariant());

    /// <summary>Python's method: a word begins behind anything that is no letter.</summary>
    public static StringValue Title(StringValue text)
    {
        bool inWord = false;
        return text.Map((c, _) =>
        {
            string result = inWord ? c.ToLowerInvariant() : c.ToUpperInvariant();
            inWord = char.IsLetter(c, 0);
            return result;
        });
    }

    /// <summary>Jinja's filter: a word begins behind white space and <c>- ( { [ &lt;</c>.</summary>
    public static StringValue TitleFilter(StringValue text)
    {
        bool inWord = false;
        return text.Map((c, _) =>
        {
            string result = inWord ? c.ToLowerInvariant() : c.ToUpperInvariant();
            inWord = !(char.IsWhiteSpace(c, 0) || c is "-" or "(" or "{" or "[" or "<");
            return result;
        });
    }

    /// <summary>Whether there are letters with case, and all have the one asked for.</summary>
    public static bool Is(string text, bool upper)
    {
        bool cased = false;
        for (int i = 0; i < text.Length; i++)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            if (category == (upper ? UnicodeCategory.LowercaseLetter : UnicodeCategory.UppercaseLetter) || category == UnicodeCategory.TitlecaseLetter)
            {
                return false;
            }

            cased |= category is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter;
        }

        return cased;
    }

    private static string Upper(string character) => character == "ß" ? "SS" : character.ToUpperInvariant();

    private static bool IsUpper(string character) => CharUnicodeInfo.GetUnicodeCategory(character, 0) == UnicodeCategory.UppercaseLetter;
}
