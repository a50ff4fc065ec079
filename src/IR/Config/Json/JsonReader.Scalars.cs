using System.Globalization;
using System.Text;

namespace Modelwright.IR;

internal sealed partial class JsonReader
{
    private JsonString StringValue()
    {
        int start = _at;
        string value = String();
        return new JsonString(value, From(start));
    }

    private string String()
    {
        int start = _at++;
        StringBuilder value = new();
        while (true)
        {
            if (AtEnd)
            {
                throw Refuse(From(start), "a string has no closing quote");
            }

            char c = _text[_at++];
            switch (c)
            {
                case '"':
                    return value.ToString();
                case '\\':
                    value.Append(Escaped());
                    break;
                case < ' ':
                    throw Refuse(new Span(_at - 1, 1), "a control character stands in a string (a line break, perhaps); it must be escaped");
                default:
                    value.Append(c);
                    break;
            }
        }
    }

    private char Escaped()
    {
        if (AtEnd)
        {
            throw Refuse("the file ends inside a string");
        }

        char c = _text[_at++];
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => HexCharacter(),
            _ => throw Refuse(new Span(_at - 1, 1), "a backslash in a string must be followed by one of \" \\ / b f n r t u"),
        };
    }

    private char HexCharacter()
    {
        const int Digits = 4;
        if (_at + Digits > _text.Length
            || !ushort.TryParse(_text.Substring(_at, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            throw Refuse("\\u must be followed by four hexadecimal digits");
        }

        _at += Digits;
        return (char)code;
    }

    /// <summary><c>-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?</c>, or <c>-Infinity</c>.</summary>
    private JsonNumber Number()
    {
        int start = _at;
        if (string.CompareOrdinal(_text, _at, JsonNumber.NegativeInfinity, 0, JsonNumber.NegativeInfinity.Length) == 0)
        {
            _at += JsonNumber.NegativeInfinity.Length;
        }
        else
        {
            Accept('-');
            bool leadingZero = Current == '0';
            int digits = _at;
            SkipDigits("a digit is expected here");
            if (leadingZero && _at - digits > 1)
            {
                throw Refuse(From(start), "a number must not start with a zero");
            }

            SkipFraction();
        }

        return !AtEnd && (char.IsLetterOrDigit(Current) || Current is '.' or '_')
            ? throw Refuse($"the character '{Shown(Current)}' cannot stand in a number")
            : new JsonNumber(_text.Substring(start, _at - start), From(start));
    }

    private void SkipFraction()
    {
        if (Accept('.'))
        {
            SkipDigits("a digit is expected after the decimal point");
        }

        if (Accept('e') || Accept('E'))
        {
            _ = Accept('+') || Accept('-');
            SkipDigits("a digit is expected in the exponent");
        }
    }

    private void SkipDigits(string otherwise)
    {
        int start = _at;
        while (Current is >= '0' and <= '9')
        {
            _at++;
        }

        if (_at == start)
        {
            throw Refuse(otherwise);
        }
    }
}
