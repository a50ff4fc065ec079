using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace Modelwright.Mutation;

/// <summary>Runs Stryker.NET, the repository's local tool, on a project, and reports what survived by file.</summary>
internal sealed class CodeMutation(string root, TextWriter report)
{
    /// <summary>Tries the changes of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="only">Part of the path of its files, with Stryker's wildcards; all where null.</param>
    /// <param name="workers">Changes that are tried at once.</param>
    /// <returns>Whether enough was noticed, and the list of survivors is right.</returns>
    /// <exception cref="MutationException">Stryker did not come to its report.</exception>
    public bool Run(CodeProject project, string? only, int workers)
    {
        DirectoryInfo output = Directory.CreateTempSubdirectory("stryker");
        try
        {
            string[] selected = only is null ? [] : ["--mutate", $"**/*{only}*"];
            ProcessStartInfo start = new(
                "dotnet",
                ["tool", "run", "dotnet-stryker", "-f", Path.Combine(root, project.Settings), "-c", $"{workers}", "-O", output.FullName, "--skip-version-check", .. selected])
            {
                WorkingDirectory = Path.Combine(root, project.Folder),
            };
            using Process stryker = Process.Start(start) ?? throw new MutationException("dotnet did not start");
            stryker.WaitForExit();
            string? found = Directory.EnumerateFiles(output.FullName, "mutation-report.json", SearchOption.AllDirectories).FirstOrDefault();
            return found is null
                ? throw new MutationException($"Stryker ended with {stryker.ExitCode} and without a report.")
                : Report(project, MutationReport.Read(found, project.Folder));
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private bool Report(CodeProject project, IReadOnlyList<CodeChange> changes)
    {
        KnownSurvivors known = KnownSurvivors.Read(Path.Combine(root, project.Survivors));
        CodeChange[] counted = [.. changes.Where(change => change.Counts && (change.Noticed || !known.Contains(change.Name)))];
        if (counted.Length == 0)
        {
            throw new MutationException("No change was tried: see --only.");
        }

        foreach (IGrouping<string, CodeChange> file in counted.Where(static change => !change.Noticed).GroupBy(static change => change.File))
        {
            report.WriteLine($"\n{file.Key}: {file.Count()} of {counted.Count(change => change.File == file.Key)} not noticed");
            foreach (CodeChange change in file)
            {
                report.WriteLine($"  {change.Line}: {change.Kind}{(change.Status == "NoCoverage" ? ", code that no test runs" : string.Empty)}\n    - {change.Before}\n    + {change.After}");
            }
        }

        HashSet<string> survived = [.. changes.Where(static change => change.Counts && !change.Noticed).Select(static change => change.Name)];
        IReadOnlyList<string> stale = known.Stale(changes.Where(static change => change.Counts).Select(static change => change.Name).ToHashSet(), survived);
        foreach (string name in stale)
        {
            report.WriteLine($"Listed as a survivor, but noticed: {name.Replace('\t', ' ')}");
        }

        double share = 100.0 * counted.Count(static change => change.Noticed) / counted.Length;
        report.WriteLine($"\n{project.Name}: {share:F1} % of {counted.Length} changes noticed, wanted are {project.Least:F0} %; {changes.Count(change => known.Contains(change.Name))} that matter to nobody left out");
        return share >= project.Least && stale.Count == 0;
    }
}
