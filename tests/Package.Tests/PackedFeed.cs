using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Modelwright.Tests;

namespace Modelwright.Package.Tests;

/// <summary>
/// A folder of our packages as they would be published, and a folder for projects that use them. What a restore brings from there is kept apart from the machine's packages,
/// so an earlier build of the same version is never met.
/// </summary>
public sealed class PackedFeed : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("modelwright-package-").FullName;

    public PackedFeed()
    {
        // Tests are built for the newest framework alone: what packages hold for .NET 8 is made here.
        DotNet.Run(
            Repository.Root,
            [
                "msbuild", Path.Combine("eng", "packing", "Packages.proj"), "-t:Restore;BuildForNet8;Pack", "-nodeReuse:false", "-verbosity:quiet",
                $"-p:Configuration={Configuration}", "-p:Built=true", $"-p:PackageOutputPath={Packages}", "-p:RunAnalyzers=false",
            ]).MustSucceed();
        Version = Path.GetFileName(Directory.EnumerateFiles(Packages, "Modelwright.Contract.*.nupkg").Single())["Modelwright.Contract.".Length..^".nupkg".Length];
        File.WriteAllText(Path.Combine(_root, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Packages}" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(_root, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <RestorePackagesPath>{Path.Combine(_root, "restored")}</RestorePackagesPath>
                <RestoreFallbackFolders>{MachinePackages}</RestoreFallbackFolders>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <Nullable>enable</Nullable>
              </PropertyGroup>
            </Project>
            """);
    }

    /// <summary>A PATH with dotnet and the shell that MSBuild starts programs with, and nothing else.</summary>
    public string BarePath
    {
        get
        {
            string folder = Directory.CreateDirectory(Path.Combine(_root, "programs")).FullName;
            string shell = Path.Combine(folder, "sh");
            if (!OperatingSystem.IsWindows() && !File.Exists(shell))
            {
                File.CreateSymbolicLink(shell, "/bin/sh");
            }

            return DotNet.Home + Path.PathSeparator + folder;
        }
    }

    /// <summary>The packages' folder.</summary>
    public string Packages => Path.Combine(_root, "packages");

    /// <summary>The packages' version.</summary>
    public string Version { get; }

    /// <summary>What the repository was built for.</summary>
    public static string Configuration =>
        typeof(PackedFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string MachinePackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>A new folder of files, by their paths.</summary>
    public string Folder(string name, IReadOnlyDictionary<string, string> files)
    {
        string folder = Path.Combine(_root, name);
        foreach ((string path, string text) in files)
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
