using System;
using System.IO;
using System.Linq;

namespace Modelwright.Package.Tests;

/// <summary>What packages hold for .NET 8 beside .NET 10.</summary>
[Collection(PackagesCollection.Name)]
public class Net8Tests(PackedFeed feed)
{
    /// <summary>Every library is there for both, and what it depends on is of its own framework.</summary>
    [Fact]
    public void Libraries_are_packed_for_both_frameworks()
    {
        foreach (string package in Directory.EnumerateFiles(feed.Packages, "*.nupkg"))
        {
            (string id, string[] files, string[] groups) = PackageFile.Read(package);
            string[] frameworks = [.. files.Where(static f => f.StartsWith("lib/", StringComparison.Ordinal)).Select(static f => f.Split('/')[1]).Distinct().Order(StringComparer.Ordinal)];
            bool isLibrary = frameworks.Length > 0 && id != "Modelwright.Testing";

            Assert.Equal(isLibrary ? ["net10.0", "net8.0"] : id == "Modelwright.Testing" ? ["net10.0"] : [], frameworks);
            if (isLibrary || id == "Modelwright")
            {
                Assert.Equal(["net10.0", "net8.0"], groups);
            }
        }
    }
}
