using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Modelwright.Mutation;

/// <summary>A way in which a person would break a kernel: every place that <paramref name="Place"/> finds is one break.</summary>
/// <param name="Name">What was done, in words.</param>
/// <param name="Place">What is changed.</param>
/// <param name="Change">What stands there afterwards.</param>
internal sealed record Way(string Name, Regex Place, Func<Match, string> Change)
{
    /// <summary>The ways, which hold for every kernel there is and will be.</summary>
    public static IReadOnlyList<Way> All { get; } =
    [
        Of("a border moved", @"(?<= )(<=|>=|<|>)(?= )", static match => match.Value switch { "<" => "<=", "<=" => "<", ">" => ">=", _ => ">" }),
        Of("a guard left out", @"^if \(.+\) \{ (return|continue); \}$", static _ => string.Empty),
        Of("not rounded up", @" \+ (?:\d+u|[\w.]+ - 1u)(?=\) / )", static _ => string.Empty),
        Of("one forgotten", @" [+-] 1u?\b(?!\) / )", static _ => string.Empty),
        Of("a barrier left out", @"\b(?:barrier|memoryBarrier\w*|subgroupBarrier|subgroupMemoryBarrier\w*)\(\);", static _ => string.Empty),
        Of("an epsilon left out", @" \+ (?:EPSILON|epsilon\w*)\b", static _ => string.Empty),
        Of("a store left out", @"^\w+\[.+\](?:\.\w+)? [+*]?= .+;$", static _ => string.Empty),
        Of("a sum begun anew", @"(?<!^for \(.*) \+= ", static _ => " = "),
        Of("least for most", @"\b(min|max)(?=\()", static match => match.Value == "min" ? "max" : "min"),
        Of("another reduction", @"\bsubgroup(Max|Add)(?=\()", static match => match.Value == "subgroupMax" ? "subgroupAdd" : "subgroupMax"),
        Of("a wrong sign", @"(?<=[\w)\]]) - (?!1u\b)", static _ => " + "),
        Of("a factor forgotten", @" \* [A-Za-z_][\w.]*(?![\w.\[(])", static _ => string.Empty),
        Of("either for both", @" (&&|\|\|) ", static match => match.Value == " && " ? " || " : " && "),
    ];

    /// <summary>The breaks of a line in this way.</summary>
    public IEnumerable<KernelBreak> Break(TemplateLine line) =>
        line.Code.StartsWith('#') || line.Code.StartsWith("layout", StringComparison.Ordinal)
            ? []
            : Place.Matches(line.Code).Select(match => new KernelBreak(line, this, line.Code[..match.Index] + Change(match) + line.Code[(match.Index + match.Length)..]));

    private static Way Of(string name, string place, Func<Match, string> change) => new(name, new Regex(place, RegexOptions.CultureInvariant), change);
}
