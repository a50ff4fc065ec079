using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Mutation;

/// <summary>A library with every change in it, of which a number that is set in it makes one hold: Stryker.NET, the repository's local tool, makes it.</summary>
internal sealed class ChangedLibrary
{
    private ChangedLibrary(string file, IReadOnlyList<CodeChange> changes) => (File, Changes) = (file, changes);

    /// <summary>The assembly.</summary>
    public string File { get; }

    public IReadOnlyList<CodeChange> Changes { get; }

    /// <summary>Makes it, or takes the one that is there if no source has changed since.</summary>
    /// <exception cref="MutationException">Stryker did not come to its end; its words are in the message.</exception>
    public static async Task<ChangedLibrary> MakeAsync(string root, CodeProject project, TextWriter progress, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(root, project.Artifacts, "library");
        string file = Path.Combine(folder, project.Assembly + ".dll"), report = Path.Combine(folder, "report.json"), stamp = Path.Combine(folder, "sources.sha256");
        string sources = Hash(root);
        if (!System.IO.File.Exists(stamp) || await System.IO.File.ReadAllTextAsync(stamp, cancellationToken) != sources)
        {
            progress.WriteLine($"Stryker puts every change into {project.Assembly}: some minutes");
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
            await ChangeAsync(root, project, folder, file, report, cancellationToken);
            await System.IO.File.WriteAllTextAsync(stamp, sources, cancellationToken);
        }

        return new ChangedLibrary(file, MutationReport.Read(report, project.Folder));
    }

    private static async Task ChangeAsync(string root, CodeProject project, string folder, string file, string report, CancellationToken cancellationToken)
    {
        string output = Path.Combine(folder, "stryker");
        (int exitCode, string said) = await Command.RunAsync(
            "dotnet",
            [
                "tool", "run", "dotnet-stryker", "-f", Path.Combine(root, "tests/Mutation/Code/stryker.json"), "-p", project.Assembly + ".csproj",
                "-tp", Path.Combine(root, "tests/Mutation.Probe/Modelwright.Mutation.Probe.csproj"), "-c", "1", "-O", output, "--skip-version-check", "-V", "info",
            ],
            new Dictionary<string, string> { ["MODELWRIGHT_MUTATED_LIBRARY"] = project.Assembly, ["MODELWRIGHT_MUTATED_COPY"] = file },
            Path.Combine(root, project.Folder),
            cancellationToken);
        string? written = Directory.Exists(output) ? Directory.EnumerateFiles(output, "mutation-report.json", SearchOption.AllDirectories).FirstOrDefault() : null;
        if (written is null || !System.IO.File.Exists(file))
        {
            throw new MutationException($"Stryker ended with {exitCode} and without a {(written is null ? "report" : "changed library")}:\n{said}");
        }

        System.IO.File.Copy(written, report);
    }

    /// <summary>Of every source that may be in the library or in what it refers to.</summary>
    private static string Hash(string root)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs*", SearchOption.AllDirectories)
            .Append(Path.Combine(root, "tests/Mutation/Code/stryker.json")).Append(Path.Combine(root, ".config/dotnet-tools.json"))
            .Where(static file => !file.Replace('\\', '/').Split('/').Any(static part => part is "obj" or "bin")).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file)));
            hash.AppendData(System.IO.File.ReadAllBytes(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
