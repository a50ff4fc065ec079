using System;
using System.Globalization;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's <c>str.format</c> with <c>{}</c>, <c>{0}</c> and <c>{name}</c>; conversions and format specifications are refused.</summary>
internal static class BraceFormat
{
    public static TemplateValue Format(StringValue self, TemplateArguments arguments)
    {
        OriginText result = new();
        string text = self.Text;
        int automatic = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            bool doubled = character is '{' or '}' && i + 1 < text.Length && text[i + 1] == character;
            if (character is not ('{' or '}') || doubled)
            {
                result.Append(self, i, 1);
                i += doubled ? 1 : 0;
                continue;
            }

            int close = character == '{' ? text.IndexOf('}', i) : -1;
            if (close < 0)
            {
                throw TemplateValue.Fail(character == '{' ? "expected '}' before end of string" : "Single '}' encountered in format string");
            }

            result.Append(Field(text[(i + 1)..close], arguments, ref automatic).ToText());
            i = close;
        }

        return result.ToValue(self.IsSafe);
    }

    private static TemplateValue Field(string field, TemplateArguments arguments, ref int automatic)
    {
        if (field.AsSpan().IndexOfAny(":!.[") >= 0)
        {
            throw TemplateValue.Fail($"the format field '{{{field}}}' is not supported; use {{}}, {{0}} or {{name}}");
        }

        if (field.Length > 0 && !char.IsAsciiDigit(field[0]))
        {
            return arguments.ByName(field) ?? throw TemplateValue.Fail($"format has no argument '{field}'");
        }

        int index = field.Length == 0 ? automatic++ : int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
        return index < arguments.Positional.Count ? arguments.Positional[index] : throw TemplateValue.Fail("Replacement index out of range for positional args tuple");
    }
}
