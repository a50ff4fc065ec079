using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Modelwright.Mutation;

/// <summary>Says what no test noticed, by file, and compares it with the list of changes that none can notice.</summary>
internal sealed class CodeReport(CodeProject project, KnownSurvivors known, TextWriter report)
{
    /// <summary>Writes the report.</summary>
    /// <returns>Whether enough was noticed, and the list of survivors is right.</returns>
    public bool Write(IReadOnlyList<CodeChange> changes)
    {
        CodeChange[] counted = [.. changes.Where(change => change.Noticed || !known.Contains(change.Name))];
        foreach (IGrouping<string, CodeChange> file in counted.Where(static change => !change.Noticed).GroupBy(static change => change.File))
        {
            report.WriteLine($"\n{file.Key}: {file.Count()} of {counted.Count(change => change.File == file.Key)} not noticed");
            foreach (CodeChange change in file)
            {
                report.WriteLine($"  {change.Line}: {change.Kind}{(change.Outcome == CodeOutcome.NotRun ? ", code that no test runs" : string.Empty)}\n    - {change.Before}\n    + {change.After}");
            }
        }

        IReadOnlyList<string> stale = Stale(changes);
        foreach (string name in stale)
        {
            report.WriteLine($"Listed as a survivor, but noticed: {name.Replace('\t', ' ')}");
        }

        report.WriteLine();
        foreach (IGrouping<string, CodeChange> folder in counted.GroupBy(Folder).OrderBy(static folder => folder.Key, StringComparer.Ordinal))
        {
            report.WriteLine($"{Share([.. folder]),6:F1} % of {folder.Count(),5} in {folder.Key}");
        }

        report.WriteLine($"\n{project.Name}: {Share(counted):F1} % of {counted.Length} changes noticed, {counted.Count(static change => change.Outcome == CodeOutcome.Endless)} of them by a test that does not end; "
            + $"wanted are {project.Least:F0} %; {changes.Count - counted.Length} that matter to nobody left out");
        return Share(counted) >= project.Least && stale.Count == 0;
    }

    private IReadOnlyList<string> Stale(IReadOnlyList<CodeChange> changes) => known.Stale(
        changes.Select(static change => change.Name).ToHashSet(),
        changes.Where(static change => !change.Noticed).Select(static change => change.Name).ToHashSet());

    private string Folder(CodeChange change) =>
        change.File[(project.Folder.Length + 1)..].Split('/') is [string folder, _, ..] ? $"{project.Folder}/{folder}" : project.Folder;

    private static double Share(IReadOnlyCollection<CodeChange> changes) => 100.0 * changes.Count(static change => change.Noticed) / changes.Count;
}
