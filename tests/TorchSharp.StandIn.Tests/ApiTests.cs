using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using TorchSharp;

namespace Modelwright.TorchSharpStandIn;

/// <summary>
/// Nothing here that the genuine package lacks: every public member of a type that the genuine list describes stands in
/// that list with the same signature; a type that it does not describe is named by one of its signatures or below.
/// </summary>
public class ApiTests
{
    /// <summary>Public in the genuine package (its own sources say so), but named by no line of the list.</summary>
    private static readonly HashSet<string> NamedBySource =
    [
        "LifetimeStatistics", "Convolution", "OptimizerHelper", "IModule`1", "HookRemover",
    ];

    [Fact]
    public void Every_member_is_in_the_list_of_the_genuine_package()
    {
        string path = Path.Combine(Modelwright.Tests.Repository.Root, "..", "shared", "api", "torchsharp-0.106.0.txt");
        if (!File.Exists(path))
        {
            return; // The lists are not part of the repository.
        }

        Dictionary<string, HashSet<string>> list = Read(path);
        List<string> extras = [];
        foreach (Type type in typeof(torch).Assembly.GetExportedTypes())
        {
            if (!list.TryGetValue(type.FullName!, out HashSet<string>? members))
            {
                string word = type.Name.Split('`')[0];
                bool named = list.Values.Any(lines => lines.Any(line => Regex.IsMatch(line, $@"\b{word}\b")));
                if (!named && !NamedBySource.Contains(type.Name) && !type.Name.StartsWith("Module`", StringComparison.Ordinal))
                {
                    extras.Add(type.FullName!);
                }

                continue;
            }

            extras.AddRange(Spelling.Members(type).Where(spelled => !members.Contains(spelled)).Select(spelled => $"{type.FullName}: {spelled}"));
        }

        Assert.True(extras.Count == 0, string.Join('\n', extras));
    }

    private static Dictionary<string, HashSet<string>> Read(string path)
    {
        Dictionary<string, HashSet<string>> list = [];
        HashSet<string> current = [];
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                current = [];
                list[line[3..].Split(" : ")[0]] = current;
            }
            else
            {
                current.Add(Spelling.Plain(line.Split("   //")[0]));
            }
        }

        return list;
    }
}
