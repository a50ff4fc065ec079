using System;
using System.IO;
using Modelwright.Tests;

namespace Modelwright.Package.Tests;

/// <summary>Which version packages have: git's tags tell, or whoever packs. On a project that has nothing but the packing.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("modelwright-version-").FullName;

    public VersionTests()
    {
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "README.md", "eng/packing/Packing.targets", "eng/packing/icon.png"])
        {
            string target = Path.Combine(_root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Repository.Root, file), target);
        }

        File.WriteAllText(Path.Combine(_root, "packed.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <IsPackable>true</IsPackable>
              </PropertyGroup>
            </Project>
            """);
    }

    /// <summary>A source archive: no history, so no question to git, and a version that says so.</summary>
    [Fact]
    public void Sources_without_history_have_the_least_version()
    {
        Restore();

        Assert.Equal("0.1.0-preview.0", Version());
        Assert.Equal("4.5.6", Version("-p:MinVerVersionOverride=4.5.6"));
    }

    [Fact]
    public void Tags_give_the_version()
    {
        Git("init", "--quiet");
        Commit("one");
        Commit("two");
        Restore();
        Assert.Equal("0.1.0-preview.0.1", Version());

        Git("tag", "v1.2.3");
        Assert.Equal("1.2.3", Version());

        Commit("three");
        Assert.Equal("1.2.4-preview.0.1", Version());
        Assert.Equal("4.5.6-rc.1", Version("-p:MinVerVersionOverride=4.5.6-rc.1"));
    }

    /// <summary>Debuggers fetch the sources of the very commit (SourceLink), wherever the repository is published.</summary>
    [Fact]
    public void Symbols_say_where_the_sources_are()
    {
        Git("init", "--quiet");
        Git("remote", "add", "origin", "https://github.com/example/modelwright.git");
        Commit("one");
        File.WriteAllText(Path.Combine(_root, "Type.cs"), "namespace Packed;\n\ninternal sealed class Type;\n");
        DotNet.Run(_root, ["build", "packed.csproj", "-p:Packing=true", "-nodeReuse:false"]).MustSucceed();

        string link = Assert.Single(Directory.EnumerateFiles(Path.Combine(_root, "obj"), "*.sourcelink.json", SearchOption.AllDirectories));
        Assert.Contains("https://raw.githubusercontent.com/example/modelwright/", File.ReadAllText(link), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        // Git's objects are read-only, which some systems will not delete.
        foreach (string file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_root, recursive: true);
    }

    private void Restore() => DotNet.Run(_root, ["restore", "packed.csproj", "-p:Packing=true"]).MustSucceed();

    private string Version(params string[] options) =>
        DotNet.Run(_root, ["msbuild", "packed.csproj", "-p:Packing=true", "-t:_GetProjectVersion;GetAssemblyVersion", "-getProperty:PackageVersion", "-nodeReuse:false", .. options]).MustSucceed().Output.Trim();

    private void Commit(string message)
    {
        File.WriteAllText(Path.Combine(_root, message), message);
        Git("add", "--all");
        Git("-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", message);
    }

    private void Git(params string[] arguments) => DotNet.RunProgram("git", _root, arguments).MustSucceed();
}
