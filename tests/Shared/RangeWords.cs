using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Modelwright.Tests;

/// <summary>Reads what a message asks for as a person would, to find messages that allow what they complain about.</summary>
internal static partial class RangeWords
{
    /// <summary>Whether the words state a range.</summary>
    public static bool StatesOne(string words) => Bounds().IsMatch(words) || words.Contains("finite", StringComparison.Ordinal) || words.Contains("non-negative", StringComparison.Ordinal);

    /// <summary>Whether a number is one of those that the words ask for.</summary>
    /// <param name="words">The message.</param>
    /// <param name="number">The number.</param>
    /// <param name="spelling">How it is written in the file.</param>
    public static bool Allow(string words, double number, string spelling = "") => double.IsFinite(number)
        && (spelling.AsSpan().IndexOfAny(".eE") < 0 || !words.Contains("without a decimal point", StringComparison.Ordinal))
        && (number != 0 || !words.Contains("non-zero", StringComparison.Ordinal))
        && (number % 2 == 0 || !words.Contains("even number", StringComparison.Ordinal))
        && (number == double.Truncate(number) || !words.Contains("whole number", StringComparison.Ordinal))
        && (number >= 0 || !words.Contains("non-negative", StringComparison.Ordinal))
        && Bounds().Matches(words).All(bound => (bound.Groups[1].Value, double.Parse(bound.Groups[2].Value, CultureInfo.InvariantCulture)) switch
        {
            ("at least" or "greater than or equal to", double end) => number >= end,
            ("at most" or "less than or equal to", double end) => number <= end,
            ("above" or "more than" or "greater than", double end) => number > end,
            (_, double end) => number < end,
        });

    [GeneratedRegex("(above|more than|at least|at most|below|greater than or equal to|less than or equal to|greater than|less than) '?(-?[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?)")]
    private static partial Regex Bounds();
}
