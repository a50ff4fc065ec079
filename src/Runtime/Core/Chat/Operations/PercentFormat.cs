using System;
using System.Globalization;
using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>Python's <c>format % values</c>, with <c>%s %r %d %i %x %X %o %f %e %%</c>, flags, width and precision.</summary>
internal static class PercentFormat
{
    public static StringValue Format(StringValue format, TemplateValue values)
    {
        TemplateValue[] items = values is ListValue { Kind: ListKind.Tuple } tuple ? tuple.Values : [values];
        OriginText result = new();
        int next = 0;
        string text = format.Text;
        int start = 0;
        for (int percent = text.IndexOf('%'); percent >= 0; percent = text.IndexOf('%', start))
        {
            result.Append(format, start, percent - start);
            start = Conversion(format, percent, items, ref next, values, result) + 1;
        }

        result.Append(format, start, text.Length - start);
        bool all = next == items.Length || values is not ListValue { Kind: ListKind.Tuple };
        return all && (next > 0 || values is MapValue or ListValue || items.Length == 0) ? result.ToValue(format.IsSafe) : throw TemplateValue.Fail("not all arguments converted during string formatting");
    }

    /// <returns>The index of the conversion's letter.</returns>
    private static int Conversion(StringValue format, int percent, TemplateValue[] items, ref int next, TemplateValue values, OriginText result)
    {
        string text = format.Text;
        int i = percent + 1;
        string? key = null;
        if (i < text.Length && text[i] == '(')
        {
            int close = text.IndexOf(')', i);
            key = close < 0 ? throw TemplateValue.Fail("incomplete format key") : text[(i + 1)..close];
            i = close + 1;
        }

        int flags = i;
        while (i < text.Length && text[i] is '-' or '+' or ' ' or '0' or '#')
        {
            i++;
        }

        string flag = text[flags..i];
        int width = Number(text, ref i);
        int precision = -1;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            precision = Number(text, ref i);
        }

        char letter = i < text.Length ? text[i] : throw TemplateValue.Fail("incomplete format");
        if (letter == '%')
        {
            result.Append(format, i, 1);
            return i;
        }

        TemplateValue item = key is null ? next < items.Length ? items[next] : throw TemplateValue.Fail("not enough arguments for format string") : Access.Item(values, StringValue.Data(key));
        next++;
        bool zeros = flag.Contains('0') && !flag.Contains('-') && letter is not ('s' or 'r');
        result.Append(Padding.Fill(Convert(letter, item, flag, precision), width, left: !flag.Contains('-'), zeros ? StringValue.Template("0") : null, behindSign: zeros));
        return i;
    }

    private static StringValue Convert(char letter, TemplateValue item, string flags, int precision)
    {
        if (letter is 's' or 'r')
        {
            StringValue text = letter == 's' ? item.ToText() : StringValue.Data(ReprWriter.Write(item));
            return precision >= 0 && precision < text.Count ? text.Slice(0, step: 1, precision) : text;
        }

        if (item is UndefinedValue undefined)
        {
            throw undefined.Error();
        }

        if (!Arithmetic.IsNumber(item))
        {
            throw TemplateValue.Fail($"%{letter} format: a real number is required, not {item.TypeName}");
        }

        string digits = letter switch
        {
            'd' or 'i' or 'u' => Whole(item).ToString(CultureInfo.InvariantCulture),
            'x' => Radix(Whole(item), 16),
            'X' => Radix(Whole(item), 16).ToUpperInvariant(),
            'o' => Radix(Whole(item), 8),
            'f' or 'F' or 'e' or 'E' => Real(Arithmetic.ToDouble(item), letter, precision),
            _ => throw TemplateValue.Fail($"unsupported format character '{letter}'"),
        };
        return StringValue.Data((flags.Contains('+') && digits[0] != '-' ? "+" : flags.Contains(' ') && digits[0] != '-' ? " " : "") + digits);
    }

    private static string Real(double value, char letter, int precision)
    {
        if (!double.IsFinite(value))
        {
            return char.IsUpper(letter) ? NumberText.Repr(value).ToUpperInvariant() : NumberText.Repr(value);
        }

        string text = value.ToString(letter + Digits(precision), CultureInfo.InvariantCulture);

        // An exponent has three digits to .NET, and to Python two where they are enough.
        return letter is 'e' or 'E' && text[^3] == '0' ? text.Remove(text.Length - 3, 1) : text;
    }

    private static string Digits(int precision) => precision > 60
        ? throw TemplateValue.Fail("the precision is more than 60")
        : (precision < 0 ? 6 : precision).ToString(CultureInfo.InvariantCulture);

    private static BigInteger Whole(TemplateValue item) => item is FloatValue number
        ? double.IsFinite(number.Value) ? new BigInteger(number.Value) : throw TemplateValue.Fail("cannot convert float to integer")
        : Arithmetic.Integer(item)!.Value;

    private static string Radix(BigInteger value, int radix)
    {
        string digits = "";
        for (BigInteger rest = BigInteger.Abs(value); digits.Length == 0 || rest > 0; rest /= radix)
        {
            digits = "0123456789abcdef"[(int)(rest % radix)] + digits;
        }

        return value < 0 ? "-" + digits : digits;
    }

    private static int Number(string text, ref int i)
    {
        int value = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
        {
            value = value < 1 << 20 ? (value * 10) + text[i] - '0' : throw TemplateValue.Fail("the width is too large");
        }

        return value;
    }
}
