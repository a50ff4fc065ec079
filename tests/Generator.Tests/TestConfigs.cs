using System;
using System.IO;

namespace Modelwright.Generator.Tests;

/// <summary>Configs of the repository's tests.</summary>
internal static class TestConfigs
{
    public static string Repository => Modelwright.Tests.Repository.Root;

    public static string Golden(string name) => File.ReadAllText(Path.Combine(Repository, "tests", "goldens", name, "config.json"));

    public static string FullSize(string name) => File.ReadAllText(Path.Combine(Repository, "tests", "configs", name + ".json"));
}
