using System;
using System.IO;

namespace Modelwright.Generator.Tests;

/// <summary>Configs of the repository's tests.</summary>
internal static class TestConfigs
{
    /// <summary>The repository: the nearest folder above the test assembly that holds the solution.</summary>
    public static string Repository { get; } = FindRepository();

    public static string Golden(string name) => File.ReadAllText(Path.Combine(Repository, "tests", "goldens", name, "config.json"));

    public static string FullSize(string name) => File.ReadAllText(Path.Combine(Repository, "tests", "configs", name + ".json"));

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Compiler.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("no folder above the tests holds Compiler.sln");
    }
}
