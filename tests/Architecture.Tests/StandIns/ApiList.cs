using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Modelwright.Tests;

namespace Modelwright.Architecture.Tests;

/// <summary>
/// A list of a genuine package's public members: a heading for each type, a line for each member. The lists stand beside
/// the repository, not in it; where they are absent, a list is empty.
/// </summary>
internal sealed partial class ApiList
{
    private readonly Dictionary<string, List<string>> _members = [];
    private readonly HashSet<string> _words = [];

    private ApiList(IEnumerable<string> lines)
    {
        List<string> members = [];
        foreach (string line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                string type = Heading().Match(line).Groups["type"].Value;
                _words.Add(type[(type.LastIndexOf('.') + 1)..]);
                members = _members.TryGetValue(type, out List<string>? known) ? known : _members[type] = [];
            }
            else
            {
                members.Add(line.Trim());
                _words.UnionWith(line.Split(" ,<>()*?[]".ToCharArray()));
            }
        }
    }

    public bool IsEmpty => _members.Count == 0;

    public IEnumerable<string> Types => _members.Keys;

    public static ApiList Read(string packages)
    {
        string folder = Path.Combine(Repository.Root, "..", "shared", "api");
        return new ApiList(packages.Split(' ')
            .Select(package => Path.Combine(folder, package + ".txt"))
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)));
    }

    /// <summary>Null for a type that has no heading.</summary>
    public IReadOnlyList<string>? Members(string type) => _members.GetValueOrDefault(type);

    /// <summary>True when a signature or a heading names the type.</summary>
    public bool Names(string type) => _words.Contains(type);

    [GeneratedRegex("^## ((class|struct|enum) )?(?<type>[^ ]+)")]
    private static partial Regex Heading();
}
