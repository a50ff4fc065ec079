using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Mutation;

/// <summary>Breaks kernels in the ways of <see cref="Way.All"/>, one at a time, and asks the tests that ran them.</summary>
internal sealed class KernelMutation(string root, TextWriter report, TextWriter progress)
{
    private const int MostCompared = 6;

    private readonly KernelTests _tests = new(root);

    /// <summary>The breaks there are.</summary>
    /// <param name="only">Part of a file's name; all where null.</param>
    /// <param name="every">One of so many, always the same.</param>
    public static IReadOnlyList<KernelBreak> Breaks(string root, string? only, int every) =>
    [
        .. TemplateLine.ReadAll(root).Where(line => only is null || line.File.Contains(only, StringComparison.OrdinalIgnoreCase))
            .SelectMany(static line => Way.All.SelectMany(way => way.Break(line)))
            .DistinctBy(static change => change.Name)
            .Where((_, i) => i % every == 0),
    ];

    /// <summary>Tries breaks and reports survivors by file.</summary>
    /// <returns>Whether what survived is what the list says.</returns>
    public bool Run(IReadOnlyList<KernelBreak> breaks, int workers, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        progress.WriteLine("Running the kernel tests as they are");
        SeenKernels seen = _tests.Record();
        progress.WriteLine($"{seen.Count} kernels, {breaks.Count} breaks");
        using Glslc glslc = new();
        ConcurrentDictionary<KernelBreak, Outcome> outcomes = new();
        Parallel.ForEach(breaks, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, change =>
        {
            outcomes[change] = Try(change, seen, glslc);
            progress.WriteLine($"{outcomes.Count}/{breaks.Count} {watch.Elapsed:hh\\:mm\\:ss} {outcomes[change]}: {change.Line.File}:{change.Line.Number} {change.Way.Name}");
        });
        return Report([.. breaks.Select(change => (change, outcomes[change]))]);
    }

    private Outcome Try(KernelBreak change, SeenKernels seen, Glslc glslc)
    {
        IReadOnlyList<string> kernels = seen.ChangedBy(change);
        if (kernels.Count == 0)
        {
            return Outcome.NotRun;
        }

        string[] compared = [.. kernels.Take(MostCompared)];
        byte[]?[] broken = [.. compared.Select(glsl => glslc.Compile(change.Apply(glsl)))];
        if (broken.All(static program => program is null))
        {
            return Outcome.NoProgram;
        }

        bool same = kernels.Count <= MostCompared && compared.Zip(broken).All(pair => pair.Second is not null && glslc.Compile(pair.First).AsSpan().SequenceEqual(pair.Second));
        return same ? Outcome.SameProgram : _tests.Notice(change, seen.TestsOf(kernels)) ? Outcome.Noticed : Outcome.Survived;
    }

    private bool Report(IReadOnlyList<(KernelBreak Change, Outcome Outcome)> results)
    {
        KnownSurvivors known = KnownSurvivors.Read(Path.Combine(root, "tests/Mutation/Survivors/kernels.tsv"));
        int noticed = results.Count(static result => result.Outcome == Outcome.Noticed);
        (KernelBreak Change, Outcome Outcome)[] survivors = [.. results.Where(static result => result.Outcome is Outcome.Survived or Outcome.NotRun)];
        (KernelBreak Change, Outcome Outcome)[] fresh = [.. survivors.Where(result => !known.Contains(result.Change.Name))];
        report.WriteLine($"{noticed} noticed, {survivors.Length} not ({survivors.Length - fresh.Length} of them with a reason); "
            + $"{results.Count(static result => result.Outcome == Outcome.SameProgram)} change nothing, {results.Count(static result => result.Outcome == Outcome.NoProgram)} are no GLSL");
        foreach (IGrouping<string, (KernelBreak Change, Outcome Outcome)> file in fresh.GroupBy(static result => result.Change.Line.File))
        {
            report.WriteLine($"\n{file.Key}");
            foreach ((KernelBreak change, Outcome outcome) in file)
            {
                report.WriteLine($"  {change.Line.Number}: {change.Way.Name}{(outcome == Outcome.NotRun ? ", a line that no kernel test runs" : string.Empty)}");
                report.WriteLine($"    - {TemplateLine.Readable(change.Line.Code)}\n    + {TemplateLine.Readable(change.Broken)}");
            }
        }

        IReadOnlyList<string> stale = known.Stale(results.Select(static result => result.Change.Name).ToHashSet(), survivors.Select(static result => result.Change.Name).ToHashSet());
        foreach (string name in stale)
        {
            report.WriteLine($"Listed as a survivor, but noticed: {name.Replace('\t', ' ')}");
        }

        return fresh.Length == 0 && stale.Count == 0;
    }
}
