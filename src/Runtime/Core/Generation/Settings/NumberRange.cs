using System;
using System.Globalization;

namespace Modelwright.Runtime;

/// <summary>The numbers a setting may have, and how a message says so: with each end open or closed, so that no message allows what it complains about.</summary>
internal readonly record struct NumberRange(double Low, double High, bool LowIsOpen = false, bool HighIsOpen = false)
{
    /// <summary>Any number but infinities and NaN.</summary>
    public static NumberRange Finite { get; } = new(double.NegativeInfinity, double.PositiveInfinity, LowIsOpen: true, HighIsOpen: true);

    public static NumberRange AtLeast(double low) => new(low, double.PositiveInfinity, HighIsOpen: true);

    public static NumberRange Above(double low) => new(low, double.PositiveInfinity, LowIsOpen: true, HighIsOpen: true);

    public bool Contains(double number) =>
        (LowIsOpen ? number > Low : number >= Low) && (HighIsOpen ? number < High : number <= High);

    /// <summary>What is wanted, as a noun: <c>a number above 0 and at most 1</c>.</summary>
    public string Of(string noun) => double.IsInfinity(Low) && double.IsInfinity(High) ? $"a finite {noun}" : $"a {noun} {this}";

    /// <summary>What is wanted of a number that must be spelled as one in digits: 16, not 16.0.</summary>
    public string OfDigits() => $"a whole number without a decimal point, {this}";

    /// <summary>What is wanted: <c>above 0 and at most 1</c>.</summary>
    public override string ToString()
    {
        string low = double.IsInfinity(Low) ? "" : string.Create(CultureInfo.InvariantCulture, $"{(LowIsOpen ? "above" : "at least")} {Low}");
        string high = double.IsInfinity(High) ? "" : string.Create(CultureInfo.InvariantCulture, $"{(HighIsOpen ? "below" : "at most")} {High}");
        return (low, high) switch
        {
            ("", "") => "finite",
            ("", _) => high,
            (_, "") => low + " and finite",
            _ => $"{low} and {high}",
        };
    }
}
