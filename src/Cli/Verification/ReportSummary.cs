using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Modelwright.Runtime;

namespace Modelwright.Cli;

/// <summary>A <see cref="WeightReport"/> in as few lines as it has kinds of tensors: keys that differ in numbers alone, of layers and of experts, become one with a star for each.</summary>
internal static partial class ReportSummary
{
    /// <summary>The counts of the report itself, then its lines with keys put together.</summary>
    public static string Of(WeightReport report)
    {
        WeightReport grouped = report with
        {
            Missing = Together(report.Missing),
            WrongShape = Together(report.WrongShape),
            WrongFormat = Together(report.WrongFormat),
            Conflicts = Together(report.Conflicts),
            Widened = Together(report.Widened),
            Extra = Together(report.Extra),
            Unused = Together(report.Unused),
            MissingHead = Together(report.MissingHead),
        };
        string whole = report.ToString();
        string lines = grouped.ToString();
        string text = whole[..(whole.IndexOf('\n', StringComparison.Ordinal) + 1)] + lines[(lines.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        return text.Length < whole.Length ? text + "               keys that differ in numbers alone are one line; --all lists each\n" : whole;
    }

    private static IReadOnlyList<WeightProblem> Together(IReadOnlyList<WeightProblem> problems) =>
    [
        .. problems.GroupBy(static problem => problem with { Key = Pattern(problem.Key) })
            .Select(static group => group.Key with { Key = Named(group.Key.Key, [.. group.Select(static problem => problem.Key)]) }),
    ];

    private static IReadOnlyList<string> Together(IReadOnlyList<string> keys) => [.. keys.GroupBy(Pattern).Select(static group => Named(group.Key, [.. group]))];

    private static string Named(string pattern, IReadOnlyList<string> keys) =>
        keys.Count == 1 ? keys[0] : string.Create(CultureInfo.InvariantCulture, $"{pattern} ({keys.Count} tensors)");

    private static string Pattern(string key) => Number().Replace(key, "*");

    /// <summary>A whole part of a name.</summary>
    [GeneratedRegex(@"(?<=\.)\d+(?=\.|$)")]
    private static partial Regex Number();
}
