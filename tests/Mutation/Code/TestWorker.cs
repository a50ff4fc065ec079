using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Modelwright.Mutation;

/// <summary>A process that runs tests beside a changed library: the other end of <c>Mutation.Worker</c>'s protocol.</summary>
internal sealed class TestWorker : IDisposable
{
    /// <summary>What a change may allocate before its process is given up.</summary>
    private const string MostMemory = "0x80000000";

    private const char Mark = '\u0001';

    private static readonly TimeSpan ToStart = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private TestWorker(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ids of its tests, in its order.</summary>
    public IReadOnlyList<(string Id, string Name)> Cases { get; private set; } = [];

    /// <summary>Starts one.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="change">The change that holds from the start, static initializers included; -1 for none.</param>
    /// <param name="reached">Whether it notes which changes are reached.</param>
    /// <returns>The worker, or what it had to say where the change does not let it start.</returns>
    /// <exception cref="MutationException">It does not start without a change.</exception>
    public static async Task<(TestWorker? Worker, Verdict Verdict)> StartAsync(WorkerFolder folder, int change, bool reached, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet", folder.Arguments(change, reached))
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = MostMemory;
        start.Environment["DOTNET_TieredPGO"] = "0";
        TestWorker worker = new(Process.Start(start) ?? throw new MutationException("dotnet did not start"));
        List<(string, string)> cases = [];
        while (true)
        {
            (string[]? answer, Verdict failure) = await worker.AnswerAsync(ToStart, cancellationToken);
            switch (answer)
            {
                case ["case", string id, string name]:
                    cases.Add((id, name));
                    break;
                case ["ready"]:
                    worker.Cases = cases;
                    return (worker, default);
                default:
                    worker.Dispose();
                    return change >= 0 ? (null, failure) : throw new MutationException($"The tests of {folder.Tests.Name} do not start beside the changed library: {await worker._errors}");
            }
        }
    }

    /// <summary>Runs tests under a change (-1 for none), up to the first that fails.</summary>
    public async Task<Verdict> RunAsync(int change, IEnumerable<int> cases, TimeSpan patience, CancellationToken cancellationToken)
    {
        (string[]? answer, Verdict failure) = await AskAsync($"run {change} {string.Join(',', cases)}", patience, cancellationToken);
        return answer switch
        {
            ["passed"] => default,
            ["failed", string index, string why] => new Verdict(CodeOutcome.Failed, int.Parse(index, System.Globalization.CultureInfo.InvariantCulture), why),
            _ => failure,
        };
    }

    /// <summary>Asks for one line of answer.</summary>
    /// <returns>Its words; null with the reason where there is none.</returns>
    public async Task<(string[]? Answer, Verdict Failure)> AskAsync(string request, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(request.AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (System.IO.IOException)
        {
            return (null, Verdict.Ended);
        }

        return await AnswerAsync(patience, cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task<(string[]? Answer, Verdict Failure)> AnswerAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                // Native libraries write where they like.
                if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and int at)
                {
                    return (line[(at + 1)..].Split('\t'), default);
                }
            }

            return (null, Verdict.Ended);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new Verdict(CodeOutcome.Endless, -1, $"no answer in {patience.TotalSeconds:F0} s"));
        }
    }
}
