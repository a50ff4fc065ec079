using System;
using System.Globalization;
using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>Filters that make numbers.</summary>
internal static class NumberFilters
{
    /// <summary>Rounding to more decimals than these changes no float.</summary>
    private const int MostDecimals = 323;

    /// <summary>No whole number has more digits here.</summary>
    private const int MostDigits = 20_000;

    /// <summary>Bits of a float's fraction, and its exponent where that fraction is a whole number.</summary>
    private const int MantissaBits = 52;
    private const int Bias = 1075;

    public static TemplateValue ToInteger(TemplateValue value, TemplateArguments arguments)
    {
        int radix = arguments.Integer(1, otherwise: 10);
        return (value, radix) switch
        {
            (FloatValue number, _) when double.IsNaN(number.Value) => Default(arguments),
            (FloatValue number, _) when double.IsInfinity(number.Value) => throw TemplateValue.Fail("cannot convert float infinity to integer"),
            (FloatValue number, _) => TemplateValue.Of(new BigInteger(number.Value)),
            (StringValue text, 10) => ParseInteger(text.Text.Trim(), out BigInteger parsed) ? TemplateValue.Of(parsed)
                : ParseFloat(text.Text, out double number) && double.IsFinite(number) ? TemplateValue.Of(new BigInteger(number)) : Default(arguments),
            (StringValue text, 16) => BigInteger.TryParse("0" + HexDigits(text.Text.Trim()), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out BigInteger parsed)
                ? TemplateValue.Of(parsed) : Default(arguments),
            (StringValue, _) => throw TemplateValue.Fail($"int in base {radix} is not supported; 10 and 16 are"),
            _ => Arithmetic.Integer(value) is BigInteger whole ? TemplateValue.Of(whole) : value is UndefinedValue undefined ? throw undefined.Error() : Default(arguments),
        };
    }

    public static TemplateValue ToFloat(TemplateValue value, TemplateArguments arguments) => value switch
    {
        StringValue text when ParseFloat(text.Text, out double number) => TemplateValue.Of(number),
        UndefinedValue undefined => throw undefined.Error(),
        _ when Arithmetic.IsNumber(value) => TemplateValue.Of(Arithmetic.ToDouble(value)),
        _ => arguments[0] ?? TemplateValue.Of(0.0),
    };

    public static TemplateValue Round(TemplateValue value, TemplateArguments arguments)
    {
        if (!Arithmetic.IsNumber(value))
        {
            throw value is UndefinedValue undefined ? undefined.Error() : TemplateValue.Fail($"type {value.TypeName} doesn't define __round__ method");
        }

        int precision = arguments.Integer(0, otherwise: 0);
        double number = Arithmetic.ToDouble(value);
        double scale = Math.Pow(10, precision);
        return (arguments.Text(1) ?? "common") switch
        {
            "common" => Arithmetic.Integer(value) is BigInteger whole ? TemplateValue.Of(Nearest(whole, precision)) : TemplateValue.Of(Nearest(number, precision)),
            "ceil" => TemplateValue.Of(Math.Ceiling(number * scale) / scale),
            "floor" => TemplateValue.Of(Math.Floor(number * scale) / scale),
            _ => throw TemplateValue.Fail("method must be common, ceil or floor"),
        };
    }

    /// <summary>Python's <c>round</c>, which looks at all digits that a float has: halves go to the even neighbour, and 2.675, which is a little less, goes down.</summary>
    private static double Nearest(double number, int precision)
    {
        if (!double.IsFinite(number) || precision > MostDecimals || (precision >= 0 && number == Math.Truncate(number)))
        {
            return number;
        }

        double nearest = precision < 0 ? (double)Nearest(new BigInteger(number), precision, number != Math.Truncate(number)) : NearestDecimal(Math.Abs(number), precision);
        return Math.CopySign(nearest, number);
    }

    /// <summary>Of a number with a fraction: a whole number times a power of two below 1, both of which whole numbers hold exactly, whatever a runtime's formatting does with halves.</summary>
    private static double NearestDecimal(double number, int precision)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        int exponent = (int)(bits >> MantissaBits);
        BigInteger mantissa = (bits & ((1L << MantissaBits) - 1)) | (exponent > 0 ? 1L << MantissaBits : 0);
        BigInteger digits = Quotient(mantissa * BigInteger.Pow(10, precision), BigInteger.One << (Bias - Math.Max(exponent, 1)));
        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits}e-{precision}"), CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number, and whether a fraction follows it that is cut off, to tens, hundreds and so on.</summary>
    private static BigInteger Nearest(BigInteger whole, int precision, bool more = false)
    {
        BigInteger unit = BigInteger.Pow(10, (int)Math.Clamp(-(long)precision, 0, MostDigits));
        return Quotient(BigInteger.Abs(whole), unit, more) * unit * whole.Sign;
    }

    private static BigInteger Quotient(BigInteger whole, BigInteger unit, bool more = false)
    {
        BigInteger quotient = BigInteger.DivRem(whole, unit, out BigInteger rest);
        int half = (rest * 2).CompareTo(unit);
        return half > 0 || (half == 0 && (more || !quotient.IsEven)) ? quotient + 1 : quotient;
    }

    private static TemplateValue Default(TemplateArguments arguments) => arguments[0] ?? TemplateValue.Of(0);

    private static string HexDigits(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;

    private static bool ParseInteger(string text, out BigInteger value) =>
        BigInteger.TryParse(text.Replace("_", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool ParseFloat(string text, out double value) =>
        double.TryParse(text.Trim().Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
