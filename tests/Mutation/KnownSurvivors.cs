using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Modelwright.Mutation;

/// <summary>
/// Breaks that no test can notice, since what they change does not matter, each with the reason: a file of lines
/// of file, line as it is, line broken and reason, with tabs between them; … stands for anything. Lines that begin with # are for readers.
/// </summary>
internal sealed class KnownSurvivors
{
    private const char Anything = '…';

    private readonly HashSet<string> _names;
    private readonly (string Name, Regex Pattern)[] _patterns;

    private KnownSurvivors(IEnumerable<string> names)
    {
        ILookup<bool, string> byKind = names.ToLookup(static name => name.Contains(Anything, StringComparison.Ordinal));
        _names = [.. byKind[false]];
        _patterns = [.. byKind[true].Select(static name => (name, Pattern(name)))];
    }

    /// <summary>What is listed: file, line as it is and line broken, without the reason.</summary>
    public IReadOnlyList<string> Names => [.. _names.Concat(_patterns.Select(static known => known.Name)).Order(StringComparer.Ordinal)];

    /// <exception cref="MutationException">A line has no reason.</exception>
    public static KnownSurvivors Read(string file) => new(
        File.ReadAllLines(file).Where(static line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t') switch
        {
            [string source, string before, string after, { Length: > 0 }] => string.Join('\t', source, before, after),
            _ => throw new MutationException($"{file}: wanted are file, line, broken line and reason with tabs between them; found: {line}"),
        }));

    /// <summary>Whether a text is a listed one, in which … stands for anything.</summary>
    public static bool Matches(string listed, string text) => Pattern(listed).IsMatch(text);

    public bool Contains(string name) => _names.Contains(name) || _patterns.Any(known => known.Pattern.IsMatch(name));

    /// <summary>Listed ones that were tried and noticed, or are no break any more: the list must lose them.</summary>
    public IReadOnlyList<string> Stale(IReadOnlySet<string> tried, IReadOnlySet<string> survived) =>
    [
        .. _names.Where(name => tried.Contains(name) && !survived.Contains(name))
            .Concat(_patterns.Where(known => tried.Any(known.Pattern.IsMatch) && !survived.Any(known.Pattern.IsMatch)).Select(static known => known.Name))
            .Order(StringComparer.Ordinal),
    ];

    private static Regex Pattern(string listed) => new($@"\A{string.Join(".*", listed.Split(Anything).Select(Regex.Escape))}\z", RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
