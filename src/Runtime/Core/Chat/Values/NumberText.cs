using System;
using System.Globalization;
using System.Numerics;

namespace Modelwright.Runtime.Templating;

/// <summary>Numbers as Python reads and writes them.</summary>
internal static class NumberText
{
    /// <summary>A JSON number: an integer of any size, or a float if it has a point or an exponent.</summary>
    public static TemplateValue Parse(string json) => json.AsSpan().IndexOfAny('.', 'e', 'E') >= 0
        ? TemplateValue.Of(double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture))
        : TemplateValue.Of(BigInteger.Parse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    /// <summary>Python's <c>repr</c>: the shortest digits that read back as the same number, without an exponent from 1e-4 to below 1e16.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        string round = value.ToString("R", CultureInfo.InvariantCulture);
        (string digits, int exponent) = Decompose(round);
        string sign = round[0] == '-' ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{sign}{digits[0]}{fraction}e{exponent.ToString("+00;-00", CultureInfo.InvariantCulture)}";
        }

        if (exponent < 0)
        {
            return sign + "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? sign + digits + new string('0', exponent + 1 - digits.Length) + ".0"
            : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    /// <summary>The digits without zeros at their ends, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Decompose(string number)
    {
        string text = number.TrimStart('-');
        int e = text.IndexOf('E');
        int power = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? text : text[..e];
        int point = mantissa.IndexOf('.');
        int whole = point < 0 ? mantissa.Length : point;
        string all = mantissa.Replace(".", "");
        string significant = all.TrimStart('0');
        int exponent = power + whole - 1 - (all.Length - significant.Length);
        significant = significant.TrimEnd('0');
        return significant.Length == 0 ? ("0", 0) : (significant, exponent);
    }
}
