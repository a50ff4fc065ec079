using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Modelwright.Tests;

namespace Modelwright.Architecture.Tests;

/// <summary>The public members of every library in a package are written down, and the analyzer that holds them is part of its build.</summary>
public class PublicApiTests
{
    private static readonly string[] Lists = ["PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"];

    /// <summary>Projects whose assembly a package offers to a compiler: what is packed with its build output and is no program, and what such a package carries along.</summary>
    private static readonly string[] LibraryProjects =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(static project => IsOffered(File.ReadAllText(project)))
            .Select(static project => Path.GetRelativePath(Repository.Root, project).Replace('\\', '/'))
            .Append("src/Reference/Modelwright.Reference.csproj")
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Libraries => [.. LibraryProjects];

    [Fact]
    public void Libraries_are_found()
    {
        Assert.Contains("src/Contract/Modelwright.Contract.csproj", LibraryProjects);
        Assert.Contains("src/Runtime/Cpu/Modelwright.Runtime.Cpu.csproj", LibraryProjects);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Public_members_are_written_down(string project)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, project))!;
        string[][] lists = [.. Lists.Select(name => File.ReadAllLines(Path.Combine(folder, name)))];
        bool hasTypes = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split('/', '\\').Any(static part => part is "obj" or "bin" or "Net8"))
            .Any(static file => Regex.IsMatch(File.ReadAllText(file), @"^public( |$)", RegexOptions.Multiline));

        Assert.All(lists, static list => Assert.Equal("#nullable enable", list[0]));
        Assert.Equal(hasTypes, lists.Any(static list => list.Length > 1));
    }

    /// <summary>As MSBuild sees the project: the analyzer, the files that it compares with, and no word that silences it.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_analyzer_is_part_of_the_build(string project)
    {
        JsonElement seen = Evaluate(project);
        string[] quiet = seen.GetProperty("Properties").GetProperty("NoWarn").GetString()!.Split(';');

        Assert.Contains("Microsoft.CodeAnalysis.PublicApiAnalyzers", Items(seen, "PackageReference"));
        Assert.Empty(Lists.Except(Items(seen, "AdditionalFiles")));
        Assert.DoesNotContain("RS0016", quiet);
        Assert.DoesNotContain("RS0017", quiet);
        Assert.Equal("true", seen.GetProperty("Properties").GetProperty("TreatWarningsAsErrors").GetString());
    }

    private static bool IsOffered(string project) =>
        project.Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal)
        && !project.Contains("<IncludeBuildOutput>false</IncludeBuildOutput>", StringComparison.Ordinal)
        && !project.Contains("<OutputType>Exe</OutputType>", StringComparison.Ordinal);

    private static IEnumerable<string> Items(JsonElement seen, string name) =>
        seen.GetProperty("Items").GetProperty(name).EnumerateArray().Select(static item => item.GetProperty("Identity").GetString()!);

    private static JsonElement Evaluate(string project)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", project, "-getProperty:NoWarn,TreatWarningsAsErrors", "-getItem:PackageReference,AdditionalFiles"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        // What the test host tells its own MSBuild is not for this one.
        foreach (string name in (string[])["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath"])
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0, output);
        return JsonDocument.Parse(output).RootElement;
    }
}
