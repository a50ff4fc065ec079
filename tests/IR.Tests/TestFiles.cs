using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.IR.Tests;

/// <summary>Finds the repository's test data from wherever the tests run.</summary>
internal static class TestFiles
{
    public static string Root => Repository.Root;

    public static IEnumerable<string> GoldenConfigs =>
        Directory.EnumerateDirectories(Path.Combine(Root, "tests", "goldens"))
            .Select(static folder => Path.Combine(folder, "config.json"))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal);

    public static IEnumerable<string> FullSizeConfigs =>
        Directory.EnumerateFiles(Path.Combine(Root, "tests", "configs"), "*.json").Order(StringComparer.Ordinal);

    public static string Golden(string name) => File.ReadAllText(Path.Combine(Root, "tests", "goldens", name, "config.json"));

    public static string FullSize(string name) => File.ReadAllText(Path.Combine(Root, "tests", "configs", name));
}
