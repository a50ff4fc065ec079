using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Modelwright.Architecture.Tests;

/// <summary>
/// The binding's generator makes every form of a native function at once: a parameter that one form takes as a span,
/// another takes as a pointer or a reference. So a form that the list leaves out follows from one with spans.
/// </summary>
internal static partial class SpanRule
{
    /// <summary>True when one of <paramref name="spanForms"/> implies the method of class <c>Vk</c>.</summary>
    public static bool Implies(IReadOnlyList<string> spanForms, string method) =>
        Parse(method) is (string head, string[] parameters)
        && spanForms.Select(Parse).Any(form =>
            form.Head == "static " + head
            && form.Parameters.Length == parameters.Length + 1
            && form.Parameters.Skip(1).Zip(parameters).All(pair => Forms(pair.First).Contains(pair.Second)));

    private static (string Head, string[] Parameters) Parse(string signature)
    {
        int open = signature.IndexOf('(', StringComparison.Ordinal);
        return (signature[..open], signature[(open + 1)..^1].Split(", "));
    }

    private static IEnumerable<string> Forms(string parameter)
    {
        Match span = Span().Match(parameter);
        if (!span.Success)
        {
            return [parameter];
        }

        string type = span.Groups["type"].Value;
        string name = span.Groups["name"].Value;
        string[] forms = span.Groups["readonly"].Success
            ? [$"{type}* {name}", $"ref readonly {type} {name}", type == "byte" ? $"string {name}" : ""]
            : [$"{type}* {name}", $"ref {type} {name}", $"out {type} {name}"];
        return [parameter, .. forms];
    }

    [GeneratedRegex("^(?<readonly>ReadOnly)?Span<(?<type>.+)> (?<name>\\w+)$")]
    private static partial Regex Span();
}
