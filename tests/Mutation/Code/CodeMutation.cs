using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Mutation;

/// <summary>
/// Tries changes of C#: Stryker.NET puts all of them into the library, and processes that run the tests beside it make one after the other hold.
/// Starting tests for every change, as Stryker does itself, takes seven times as long.
/// </summary>
internal sealed class CodeMutation(string root, TextWriter report, TextWriter progress)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Tries the changes of a project.</summary>
    /// <returns>Whether enough was noticed, and the list of survivors is right.</returns>
    /// <exception cref="MutationException">Nothing can be said.</exception>
    public async Task<bool> RunAsync(CodeProject project, CodeSelection selection, CancellationToken cancellationToken)
    {
        KnownSurvivors known = KnownSurvivors.Read(Path.Combine(root, project.Survivors));
        ChangedLibrary library = await ChangedLibrary.MakeAsync(root, project, progress, cancellationToken);
        CodeChange[] changes = [.. library.Changes.Where(selection.Takes).Where((_, i) => i % selection.Every == 0)];
        if (changes.Length == 0)
        {
            throw new MutationException($"No change of {project.Name} is in a file with '{selection.Only}' in its path{(selection.Except is null ? "" : $" and without '{selection.Except}'")}.");
        }

        if (selection.List)
        {
            changes.ToList().ForEach(change => report.WriteLine($"{change.File}:{change.Line}: {change.Kind}\n  - {change.Before}\n  + {change.After}"));
            return true;
        }

        NoticedChanges noticed = NoticedChanges.Read(Path.Combine(root, project.Artifacts, "noticed.tsv"));
        if (!selection.Resume)
        {
            noticed.Forget(changes);
        }

        CodeChange[] results = [.. changes.Select(change => change with { Outcome = noticed.Of(change) ?? CodeOutcome.NotRun })];
        progress.WriteLine($"{changes.Length} changes{(selection.Resume ? $", {results.Count(static change => change.Noticed)} of them noticed by an earlier run" : string.Empty)}");
        TestProject[] asked = [.. project.Tests.Where(tests => selection.Tests is null || tests.Name.Contains(selection.Tests, StringComparison.OrdinalIgnoreCase))];
        foreach (TestProject tests in asked.Length > 0 ? asked : throw new MutationException($"{project.Name} has no tests '{selection.Tests}', but {string.Join(", ", project.Tests.Select(static tests => tests.Name))}."))
        {
            await AskAsync(project, tests, library, results, noticed, selection.Workers, cancellationToken);
        }

        return new CodeReport(project, known, report).Write(results);
    }

    private async Task AskAsync(
        CodeProject project, TestProject tests, ChangedLibrary library, CodeChange[] results, NoticedChanges noticed, int workers, CancellationToken cancellationToken)
    {
        await BuildAsync(tests.File, cancellationToken);
        WorkerFolder folder = WorkerFolder.Make(root, project, tests, library);
        Coverage coverage = await Coverage.MeasureAsync(folder, library.Changes, cancellationToken);
        using ChangeTrial trial = new(folder, coverage);
        int[] open = [.. Enumerable.Range(0, results.Length).Where(i => !results[i].Noticed && trial.Reaches(results[i]))];
        progress.WriteLine($"{tests.Name}: {coverage.Tests} tests of {coverage.Duration.TotalSeconds:F0} s run the code of {open.Length} changes; longest: {coverage.Slowest}");
        Stopwatch watch = Stopwatch.StartNew(), line = Stopwatch.StartNew();
        int done = 0;
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, async (i, token) =>
        {
            results[i] = results[i] with { Outcome = await trial.TryAsync(results[i], token) };
            if (results[i].Noticed)
            {
                noticed.Add(results[i]);
            }

            if (Interlocked.Increment(ref done) == open.Length || line.Elapsed > BetweenLines)
            {
                line.Restart();
                progress.WriteLine($"{done}/{open.Length} {watch.Elapsed:hh\\:mm\\:ss}, about {watch.Elapsed / done * (open.Length - done):hh\\:mm\\:ss} more; {open.Count(k => results[k].Outcome == CodeOutcome.Survived)} not noticed; {results[i].File}");
            }
        });
    }

    private async Task BuildAsync(string project, CancellationToken cancellationToken)
    {
        progress.WriteLine($"Building {project}");
        (int exitCode, string said) = await Command.RunAsync(
            "dotnet", ["build", project, "-m:2", "-nodeReuse:false", "--verbosity", "quiet"], new Dictionary<string, string>(), root, cancellationToken);
        if (exitCode != 0)
        {
            throw new MutationException($"{project} does not build:\n{said}");
        }
    }
}
