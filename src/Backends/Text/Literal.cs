using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Modelwright.Backends;

/// <summary>Values as C# text that reads back as the same value, the same under every culture.</summary>
internal static class Literal
{
    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture) + "L";

    public static string Of(int? value) => value is int number ? Of(number) : "null";

    /// <summary>Nine digits always read back as the same float; fewer are taken where they do too.</summary>
    public static string Of(float value)
    {
        if (float.IsNaN(value))
        {
            return "float.NaN";
        }

        if (float.IsInfinity(value))
        {
            return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        }

        return Number(value) + "f";
    }

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture) is var text && text.Contains('.') || text.Contains('E') ? text : text + ".0";

    public static string Of(string value)
    {
        StringBuilder text = new("\"");
        foreach (char character in value)
        {
            text.Append(Escape(character));
        }

        return text.Append('"').ToString();
    }

    /// <summary>A collection expression: <c>[1, 2]</c>.</summary>
    public static string List(IEnumerable<string> items) => "[" + string.Join(", ", items) + "]";

    public static string List(IEnumerable<int> items) => List(items.Select(Of));

    public static string List(IEnumerable<float> items) => List(items.Select(Of));

    /// <summary>The shortest of 6 to 9 digits that reads back as the same number, without a suffix: "R" gives other digits on other frameworks.</summary>
    public static string Number(float value)
    {
        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + Of(digits), CultureInfo.InvariantCulture);
            if (float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value))
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' or > '~' => "\\u" + ((int)character).ToString("X4", CultureInfo.InvariantCulture),
        _ => character.ToString(),
    };
}
