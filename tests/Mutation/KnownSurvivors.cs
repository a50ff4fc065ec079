using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.Mutation;

/// <summary>
/// Breaks that no test can notice, since what they change does not matter, each with the reason: a file of lines
/// of file, line as it is, line broken and reason, with tabs between them. Lines that begin with # are for readers.
/// </summary>
internal sealed class KnownSurvivors
{
    private readonly HashSet<string> _names;

    private KnownSurvivors(IEnumerable<string> names) => _names = [.. names];

    /// <exception cref="MutationException">A line has no reason.</exception>
    public static KnownSurvivors Read(string file) => new(
        File.ReadAllLines(file).Where(static line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t') switch
        {
            [string source, string before, string after, { Length: > 0 }] => string.Join('\t', source, before, after),
            _ => throw new MutationException($"{file}: wanted are file, line, broken line and reason with tabs between them; found: {line}"),
        }));

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Listed ones that were tried and noticed, or are no break any more: the list must lose them.</summary>
    public IReadOnlyList<string> Stale(IReadOnlySet<string> tried, IReadOnlySet<string> survived) =>
        [.. _names.Where(name => tried.Contains(name) && !survived.Contains(name)).Order(StringComparer.Ordinal)];
}
