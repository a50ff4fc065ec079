using System;
using System.Globalization;
using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>Filters that make numbers.</summary>
internal static class NumberFilters
{
    public static TemplateValue ToInteger(TemplateValue value, TemplateArguments arguments)
    {
        int radix = arguments.Integer(1, otherwise: 10);
        return (value, radix) switch
        {
            (FloatValue number, _) => double.IsFinite(number.Value) ? TemplateValue.Of(new BigInteger(number.Value)) : Default(arguments),
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
        string method = arguments.Text(1) ?? "common";
        double rounded = method switch
        {
            "common" => precision is >= 0 and <= 15 ? Math.Round(number, precision, MidpointRounding.ToEven) : precision > 15 ? number : Math.Round(number * scale) / scale,
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            _ => throw TemplateValue.Fail("method must be common, ceil or floor"),
        };
        return value is (IntegerValue or BooleanValue) && method == "common" ? TemplateValue.Of(new BigInteger(rounded)) : TemplateValue.Of(rounded);
    }

    private static TemplateValue Default(TemplateArguments arguments) => arguments[0] ?? TemplateValue.Of(0);

    private static string HexDigits(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;

    private static bool ParseInteger(string text, out BigInteger value) =>
        BigInteger.TryParse(text.Replace("_", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool ParseFloat(string text, out double value) =>
        double.TryParse(text.Trim().Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
