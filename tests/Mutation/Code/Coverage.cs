using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Mutation;

/// <summary>Which tests reach which changes, and how long they take.</summary>
internal sealed class Coverage
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<int, List<int>> _testsOf = [];
    private readonly Dictionary<string, int> _milliseconds = [];
    private readonly Dictionary<string, HashSet<string>> _testsOfFile = [];
    private readonly HashSet<int> _initial = [];
    private readonly HashSet<int> _early = [];

    public int Tests { get; private set; }

    public TimeSpan Duration => TimeSpan.FromMilliseconds(_milliseconds.Values.Sum());

    /// <summary>The tests that take longest, in words: those of something else are better left out.</summary>
    public string Slowest { get; private set; } = "";

    /// <summary>Runs every test alone, without a change.</summary>
    /// <exception cref="MutationException">A test fails as it is, or there is none.</exception>
    public static async Task<Coverage> MeasureAsync(WorkerFolder folder, IReadOnlyList<CodeChange> changes, CancellationToken cancellationToken)
    {
        Coverage coverage = new();
        (TestWorker? started, _) = await TestWorker.StartAsync(folder, -1, reached: true, cancellationToken);
        using TestWorker worker = started!;
        List<string> broken = [];
        (string[]? before, _) = await worker.AskAsync("reached", Patience, cancellationToken);
        coverage._early.UnionWith(Numbers(before?[1]));
        coverage._initial.UnionWith(Numbers(before?[2]));
        int[] told = [.. changes.Where(static change => change.IsStatic).Select(static change => change.Id)];
        coverage._initial.UnionWith(told);
        List<int>[] reached = new List<int>[worker.Cases.Count], later = new List<int>[worker.Cases.Count];
        for (int i = 0; i < reached.Length; i++)
        {
            (string[]? answer, Verdict failure) = await worker.AskAsync($"cover {i}", Patience, cancellationToken);
            if (answer is not ["covered", string milliseconds, string all, string initial, string why])
            {
                throw new MutationException($"{folder.Tests.Name}: {worker.Cases[i].Name}: {failure.Why}");
            }

            reached[i] = [.. Numbers(all)];
            later[i] = [.. reached[i].Except(Numbers(initial)).Except(told)];
            coverage._initial.UnionWith(Numbers(initial));
            coverage._milliseconds[worker.Cases[i].Id] = int.Parse(milliseconds, System.Globalization.CultureInfo.InvariantCulture);
            broken.AddRange(why.Length > 0 ? [$"{worker.Cases[i].Name}: {why}"] : []);
        }

        if (broken.Count > 0 || reached.Length == 0)
        {
            throw new MutationException(reached.Length == 0 ? $"{folder.Tests.Name} has no test." : $"{folder.Tests.Name}: tests that fail without a change:\n{string.Join('\n', broken)}");
        }

        coverage.Sort(worker.Cases, reached);
        coverage.SortByFile(worker.Cases, later, changes.ToDictionary(static change => change.Id, static change => change.File));
        return coverage;
    }

    /// <summary>Tests that reach a change while they run: quick ones first, and of those the ones that reach little.</summary>
    public IReadOnlyList<int> TestsOf(int change) => _testsOf.TryGetValue(change, out List<int>? tests) ? tests : [];

    /// <summary>Whether it is reached in a static initializer, once in a process: it must hold from the start.</summary>
    public bool IsStatic(int change) => _initial.Contains(change);

    /// <summary>Whether it is reached where tests are found, such as their data: there too it must hold from the start.</summary>
    public bool IsEarly(int change) => _early.Contains(change);

    /// <summary>Whether a test may see what is in a file's static initializers: it runs code of the file, or none does.</summary>
    public bool MaySee(string file, string id) => !_testsOfFile.TryGetValue(file, out HashSet<string>? tests) || tests.Contains(id) || !_milliseconds.ContainsKey(id);

    /// <summary>How long a test takes; a guess for one that another process has not.</summary>
    public int Milliseconds(string id) => _milliseconds.GetValueOrDefault(id, 1000);

    private void Sort(IReadOnlyList<(string Id, string Name)> cases, List<int>[] reached)
    {
        Tests = cases.Count;
        Slowest = string.Join(", ", cases.OrderByDescending(test => Milliseconds(test.Id)).Take(5).Select(test => $"{test.Name.Split('(')[0].Split('.')[^2]} {Milliseconds(test.Id)} ms"));
        foreach (int test in Enumerable.Range(0, reached.Length).OrderBy(i => 3 * Milliseconds(cases[i].Id) + reached[i].Count))
        {
            foreach (int change in reached[test])
            {
                if (!_testsOf.TryGetValue(change, out List<int>? tests))
                {
                    _testsOf[change] = tests = [];
                }

                tests.Add(test);
            }
        }
    }

    /// <param name="cases">The tests.</param>
    /// <param name="later">What each reaches outside of static initializers, be it reached in one as well.</param>
    /// <param name="files">Where changes are.</param>
    private void SortByFile(IReadOnlyList<(string Id, string Name)> cases, List<int>[] later, Dictionary<int, string> files)
    {
        for (int test = 0; test < later.Length; test++)
        {
            foreach (string file in later[test].Where(files.ContainsKey).Select(change => files[change]).Distinct())
            {
                if (!_testsOfFile.TryGetValue(file, out HashSet<string>? tests))
                {
                    _testsOfFile[file] = tests = [];
                }

                tests.Add(cases[test].Id);
            }
        }
    }

    private static IEnumerable<int> Numbers(string? list) => (list ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
}
