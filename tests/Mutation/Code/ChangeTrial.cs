using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Mutation;

/// <summary>Asks the tests of one project about changes, in processes that are kept from one change to the next.</summary>
internal sealed class ChangeTrial(WorkerFolder folder, Coverage coverage) : IDisposable
{
    private const int NoChange = -1;

    private readonly ConcurrentBag<TestWorker> _idle = [];

    /// <summary>Whether these tests have anything to say of a change.</summary>
    public bool Reaches(CodeChange change) => coverage.TestsOf(change.Id).Count > 0 || coverage.IsStatic(change.Id) || coverage.IsEarly(change.Id);

    public async Task<CodeOutcome> TryAsync(CodeChange change, CancellationToken cancellationToken)
    {
        CodeOutcome outcome = CodeOutcome.Survived;
        if (!coverage.IsStatic(change.Id) && coverage.TestsOf(change.Id) is { Count: > 0 } tests)
        {
            outcome = await TryInKeptAsync(change.Id, tests, cancellationToken);
        }

        // A kept process has run its static initializers, not all of which are told as such, and has filled what is filled once: a change there holds too late.
        return outcome == CodeOutcome.Survived ? await TryFromStartAsync(change, cancellationToken) : outcome;
    }

    public void Dispose()
    {
        foreach (TestWorker worker in _idle)
        {
            worker.Dispose();
        }
    }

    /// <summary>The change is made to hold while the tests that reach it run.</summary>
    private async Task<CodeOutcome> TryInKeptAsync(int change, IReadOnlyList<int> tests, CancellationToken cancellationToken)
    {
        while (true)
        {
            bool kept = _idle.TryTake(out TestWorker? worker);
            worker ??= (await TestWorker.StartAsync(folder, NoChange, reached: false, cancellationToken)).Worker!;
            bool usable = false;
            try
            {
                Verdict verdict = await RunAsync(worker, change, tests, cancellationToken);
                usable = !verdict.Noticed
                    || (verdict is { Outcome: CodeOutcome.Failed, Case: >= 0 } && !(await RunAsync(worker, NoChange, [verdict.Case], cancellationToken)).Noticed);
                // A test that fails without the change as well: something was left behind, and a fresh process must say.
                if (usable || !kept || verdict.Case < 0)
                {
                    return verdict.Noticed ? verdict.Outcome : CodeOutcome.Survived;
                }
            }
            finally
            {
                Keep(worker, usable);
            }
        }
    }

    /// <summary>A process in which the change holds from the start runs the tests that may see it.</summary>
    private async Task<CodeOutcome> TryFromStartAsync(CodeChange change, CancellationToken cancellationToken)
    {
        (TestWorker? worker, Verdict verdict) = await TestWorker.StartAsync(folder, change.Id, reached: false, cancellationToken);
        if (worker is null)
        {
            return verdict.Outcome;
        }

        using (worker)
        {
            int[] tests = [.. Enumerable.Range(0, worker.Cases.Count).Where(i => coverage.MaySee(change.File, worker.Cases[i].Id)).OrderBy(i => coverage.Milliseconds(worker.Cases[i].Id))];
            verdict = await RunAsync(worker, change.Id, tests, cancellationToken);
            return verdict.Noticed ? verdict.Outcome : CodeOutcome.Survived;
        }
    }

    /// <summary>A few tests first, then more at a time: most changes are noticed by one of the first.</summary>
    private async Task<Verdict> RunAsync(TestWorker worker, int change, IReadOnlyList<int> tests, CancellationToken cancellationToken)
    {
        int size = 4;
        for (int at = 0; at < tests.Count; at += size, size *= 4)
        {
            int[] part = [.. tests.Skip(at).Take(size)];
            TimeSpan patience = TimeSpan.FromMilliseconds(5000 + (5 * part.Sum(i => coverage.Milliseconds(worker.Cases[i].Id))));
            Verdict verdict = await worker.RunAsync(change, part, patience, cancellationToken);
            if (verdict.Noticed)
            {
                return verdict;
            }
        }

        return default;
    }

    private void Keep(TestWorker worker, bool usable)
    {
        if (usable)
        {
            _idle.Add(worker);
        }
        else
        {
            worker.Dispose();
        }
    }
}
