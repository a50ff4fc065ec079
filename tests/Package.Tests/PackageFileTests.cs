using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Modelwright.Tests;

namespace Modelwright.Package.Tests;

/// <summary>What is in the packages.</summary>
[Collection(PackagesCollection.Name)]
public class PackageFileTests(PackedFeed feed)
{
    [Fact]
    public void Packages_hold_what_they_should()
    {
        foreach (string path in Directory.EnumerateFiles(feed.Packages, "*.nupkg"))
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            string[] files = [.. package.Entries.Select(static e => e.FullName)];

            Assert.Contains("README.md", files);
            Assert.Contains("icon.png", files);
            Assert.Contains(PackageFile.Nuspec(package).Elements(), static e => e.Name.LocalName == "license" && e.Value == "MIT");
            Assert.Contains(PackageFile.Nuspec(package).Elements(), e => e.Name.LocalName == "version" && e.Value == feed.Version);
            if (Path.GetFileName(path).StartsWith("Modelwright.Cli.", StringComparison.Ordinal))
            {
                Assert.Contains("tools/net10.0/any/DotnetToolSettings.xml", files);
                continue;
            }

            string[] assemblies = [.. files.Where(static f => f.StartsWith("lib/", StringComparison.Ordinal) && f.EndsWith(".dll", StringComparison.Ordinal))];
            // The compiler, which has no public members, lies undocumented beside the package that calls it.
            Assert.All(assemblies.Where(dll => !IsCompiler(dll, path)), dll => Assert.Contains(Path.ChangeExtension(dll, ".xml"), files));
            Assert.True(File.Exists(Path.ChangeExtension(path, ".snupkg")) == (assemblies.Length > 0), "symbols of " + path);
            if (Path.GetFileName(path) == $"Modelwright.{feed.Version}.nupkg")
            {
                Assert.Empty(assemblies);
                Assert.Contains("tools/Modelwright.KernelCompiler.dll", files);
                Assert.Contains("tools/Modelwright.KernelCompiler.runtimeconfig.json", files);
                Assert.Equal(
                    ["analyzers/dotnet/cs/Modelwright.CodeFixes.dll", "analyzers/dotnet/cs/Modelwright.Generator.dll", "build/ModelConfig.xaml", "build/Modelwright.props", "build/Modelwright.targets"],
                    files.Where(static f => f.StartsWith("analyzers/", StringComparison.Ordinal) || f.StartsWith("build/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            }
        }
    }

    /// <summary>The whole compiler is in one assembly, which every build loads: it is packed trimmed, and stays below 1 MiB.</summary>
    [Fact]
    public void The_generator_is_small()
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(feed.Packages, $"Modelwright.{feed.Version}.nupkg"));

        Assert.InRange(package.GetEntry("analyzers/dotnet/cs/Modelwright.Generator.dll")!.Length, 1, (1 << 20) - 1);
    }

    /// <summary>No time, no random name and no path of the machine is in a package.</summary>
    [Theory]
    [InlineData("src/Contract/Modelwright.Contract.csproj")]
    [InlineData("src/Package/Modelwright.csproj")]
    public void Packing_twice_gives_the_same_bytes(string project)
    {
        string again = feed.Folder("again-" + Path.GetFileNameWithoutExtension(project), new Dictionary<string, string>());
        DotNet.Run(Repository.Root, ["pack", project, "--no-build", "--no-restore", "-p:Packing=true", "-c", PackedFeed.Configuration, "-o", again]).MustSucceed();

        foreach (string package in Directory.EnumerateFiles(again))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(feed.Packages, Path.GetFileName(package))), File.ReadAllBytes(package));
        }

        Assert.NotEmpty(Directory.EnumerateFiles(again, "*.nupkg"));
    }

    /// <summary>Every package of ours that another one names is there in the same version, and no stand-in is named.</summary>
    [Fact]
    public void Dependencies_are_packages_that_exist()
    {
        string[] packed = [.. Directory.EnumerateFiles(feed.Packages, "*.nupkg").Select(static p => Path.GetFileNameWithoutExtension(p)!)];
        foreach (string path in Directory.EnumerateFiles(feed.Packages, "*.nupkg"))
        {
            using ZipArchive package = ZipFile.OpenRead(path);
            foreach (XElement dependency in PackageFile.Nuspec(package).Descendants().Where(static e => e.Name.LocalName == "dependency"))
            {
                string id = (string)dependency.Attribute("id")!;
                Assert.NotEqual("Silk.NET.Shaderc", id);
                if (id.StartsWith("Modelwright", StringComparison.Ordinal))
                {
                    Assert.Contains($"{id}.{(string)dependency.Attribute("version")!}", packed);
                }
                else
                {
                    Assert.Contains($"Include=\"{id}\"", File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props")));
                }
            }
        }
    }

    private static bool IsCompiler(string dll, string package) =>
        Path.GetFileName(package).StartsWith("Modelwright.Testing.", StringComparison.Ordinal) && Path.GetFileName(dll) != "Modelwright.Testing.dll";
}
