using System.Text;

namespace Modelwright.Templates;

/// <summary>The escapes of Python's string literals; an unknown one stays as it is written.</summary>
internal static class StringEscapes
{
    /// <param name="body">What is between the quotes.</param>
    /// <param name="position">Where it stands, for errors.</param>
    /// <exception cref="TemplateSyntaxException">An escape by number is cut short or names no character.</exception>
    public static string Decode(string body, int position)
    {
        if (body.IndexOf('\\') < 0)
        {
            return body;
        }

        StringBuilder text = new(body.Length);
        for (int i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\' || i + 1 == body.Length)
            {
                text.Append(body[i]);
                continue;
            }

            i++;
            int digits = body[i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0)
            {
                Append(text, Number(body, i + 1, digits, position + i), position + i);
                i += digits;
            }
            else if (body[i] is >= '0' and <= '7')
            {
                i = AppendOctal(text, body, i);
            }
            else
            {
                text.Append(Simple(body[i]));
            }
        }

        return text.ToString();
    }

    public static int HexDigit(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => -1,
    };

    private static string Simple(char character) => character switch
    {
        '\n' => "",
        '\\' or '\'' or '"' => character.ToString(),
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'v' => "\v",
        _ => "\\" + character,
    };

    private static int AppendOctal(StringBuilder text, string body, int i)
    {
        int value = 0;
        int end = i;
        while (end < body.Length && end < i + 3 && body[end] is >= '0' and <= '7')
        {
            value = (value * 8) + body[end++] - '0';
        }

        text.Append((char)value);
        return end - 1;
    }

    private static long Number(string body, int start, int digits, int position)
    {
        long value = 0;
        for (int i = start; i < start + digits; i++)
        {
            int digit = i < body.Length ? HexDigit(body[i]) : -1;
            value = digit < 0 ? throw new TemplateSyntaxException($"the escape needs {digits} hexadecimal digits", position) : (value * 16) + digit;
        }

        return value;
    }

    private static void Append(StringBuilder text, long value, int position)
    {
        if (value > 0x10FFFF)
        {
            throw new TemplateSyntaxException("the escape is no character; the last one is U+10FFFF", position);
        }

        if (value < 0x10000)
        {
            text.Append((char)value);
        }
        else
        {
            text.Append(char.ConvertFromUtf32((int)value));
        }
    }
}
