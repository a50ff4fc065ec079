using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Benchmarks;

/// <summary>
/// Measures llama.cpp, through LLamaSharp in a child process, and our backends on the same weights, run by run in turn, so that a change of the machine's speed
/// meets all. The first run of each is not counted.
/// </summary>
internal sealed class PeerBench(string model, IReadOnlyList<BenchModel> backends, BenchOptions options, int runs)
{
    private const int ComparedTokens = 40;

    private static readonly (string Name, Func<IContestant, double> Measure)[] Figures =
    [
        ("prefill(128)", static contestant => contestant.Prefill(128)),
        ("prefill(512)", static contestant => contestant.Prefill(512)),
        ("decode(64) at 0", static contestant => contestant.Decode(0).TokensPerSecond),
        ("decode(64) at 2048", static contestant => contestant.Decode(Workload.Depth).TokensPerSecond),
    ];

    public PeerResult Run()
    {
        using SyntheticCheckpoint checkpoint = new(backends[0].Weights, seed: 1);
        string gguf = Path.Combine(checkpoint.Folder, model + ".gguf");
        using (Checkpoint weights = Checkpoint.Open(checkpoint.Folder))
        {
            QwenGguf.Write(QwenConfig.Read(Path.Combine(AppContext.BaseDirectory, "configs", model + ".json")), weights, gguf);
        }

        List<IContestant> contestants = [];
        try
        {
            Console.Error.WriteLine($"{model}: loading");
            contestants.Add(new ProcessContestant(
                PeerProgram(), gguf, options.Threads.ToString(CultureInfo.InvariantCulture), Workload.Capacity(Workload.Depth, runs).ToString(CultureInfo.InvariantCulture)));
            contestants.AddRange(backends.Select(backend => new ModelContestant(backend.Load(checkpoint.Folder, options), runs)));
            return Measure(contestants);
        }
        finally
        {
            contestants.ForEach(static contestant => contestant.Dispose());
        }
    }

    private PeerResult Measure(List<IContestant> contestants)
    {
        float[] peer = contestants[0].Logits(ComparedTokens);
        double[] differences = [.. contestants.Skip(1).Select(ours => Difference(ours.Logits(ComparedTokens), peer))];
        return new PeerResult(
            model, contestants[0].Name, [.. contestants.Skip(1).Select(static ours => ours.Name)], options.Threads, runs, differences,
            [.. Figures.Select(figure => Measure(figure.Name, figure.Measure, contestants))]);
    }

    private PeerFigure Measure(string figure, Func<IContestant, double> measure, List<IContestant> contestants)
    {
        Console.Error.WriteLine($"{model}: {figure}");
        contestants.ForEach(contestant => measure(contestant));
        double[][] rates = [.. Enumerable.Range(0, runs).Select(_ => contestants.Select(measure).ToArray())];
        return new PeerFigure(
            figure,
            Measurement.Of(rates.Select(static run => run[0])),
            [.. Enumerable.Range(1, contestants.Count - 1).Select(i => new PeerRatio(
                Measurement.Of(rates.Select(run => run[i])), Measurement.Of(rates.Select(run => run[i] / run[0])).Median))]);
    }

    private static double Difference(float[] ours, float[] peer) => ours.Zip(peer, static (a, b) => Math.Abs(a - b)).Max() / peer.Max(Math.Abs);

    /// <summary>The peer's program is built beside this one: same configuration, same framework.</summary>
    private static string PeerProgram()
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(framework.FullName, "..", "..", "..", "..", "Benchmarks.Peer", "bin", framework.Parent!.Name, framework.Name, "Modelwright.Benchmarks.Peer.dll");
    }
}
