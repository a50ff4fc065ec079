using System;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace Modelwright.Package.Tests;

/// <summary>What a package says and holds.</summary>
internal static class PackageFile
{
    /// <summary>The package's id, the paths of its files, and the frameworks that it lists dependencies for.</summary>
    public static (string Id, string[] Files, string[] Groups) Read(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        XElement nuspec = Nuspec(package);
        return (
            nuspec.Elements().Single(static e => e.Name.LocalName == "id").Value,
            [.. package.Entries.Select(static e => e.FullName)],
            [.. nuspec.Descendants().Where(static e => e.Name.LocalName == "group").Select(static e => (string)e.Attribute("targetFramework")!).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The metadata of a package's nuspec.</summary>
    public static XElement Nuspec(ZipArchive package)
    {
        using System.IO.Stream stream = package.Entries.Single(static e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single(static e => e.Name.LocalName == "metadata");
    }
}
