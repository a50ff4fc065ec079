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
/// <param name="backends">One model by several backends.</param>
/// <param name="options">How they are loaded.</param>
/// <param name="figures">What is measured.</param>
/// <param name="neighbour">Whether decoding is measured beside a busy process too.</param>
/// <param name="runs">How often.</param>
internal sealed class PeerBench(IReadOnlyList<BenchModel> backends, BenchOptions options, IReadOnlyCollection<Figure> figures, bool neighbour, int runs)
{
    private const int ComparedTokens = 40;

    private readonly string _model = backends[0].Name;
    private MachineRates _machine = new(0, 0, 0);

    public PeerResult Run()
    {
        QwenConfig config = QwenConfig.Parse(backends[0].Config);
        using SyntheticCheckpoint checkpoint = new(backends[0].Weights, seed: 1);
        string gguf = Path.Combine(checkpoint.Folder, "peer.gguf");
        using (Checkpoint weights = Checkpoint.Open(checkpoint.Folder))
        {
            QwenGguf.Write(config, weights, gguf, options.Gguf ?? GgufType.Float16);
        }

        List<IContestant> contestants = [];
        try
        {
            Console.Error.WriteLine($"{_model}: loading");
            contestants.Add(new ProcessContestant(
                PeerProgram(), gguf, options.Threads.ToString(CultureInfo.InvariantCulture), options.Context.ToString(CultureInfo.InvariantCulture)));
            contestants.AddRange(backends.Select(backend => new ModelContestant(backend.Load(options.Gguf is null ? checkpoint.Folder : gguf, options), options.Context)));
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
        List<PeerFigure> measured = [];
        foreach (Figure figure in figures)
        {
            measured.Add(Measure(figure, contestants));
            if (neighbour && figure.IsDecode)
            {
                using BusyProcess busy = new();
                measured.Add(Measure(figure with { Name = figure.Name + ", beside a busy process" }, contestants));
            }
        }

        return new PeerResult(
            _model, contestants[0].Name, [.. contestants.Skip(1).Select(static ours => ours.Name)], options.Threads, runs, differences, measured, Shares(measured));
    }

    private PeerFigure Measure(Figure figure, List<IContestant> contestants)
    {
        Console.Error.WriteLine($"{_model}: {figure.Name}");
        contestants.ForEach(contestant => figure.Measure(contestant));
        double[][] rates = [.. Enumerable.Range(0, runs).Select(_ => contestants.Select(figure.Measure).ToArray())];
        _machine = _machine.Best(MachineRates.Measure(options.Threads));
        PeerFigure measured = new(
            figure.Name,
            Measurement.Of(rates.Select(static run => run[0])),
            [.. Enumerable.Range(1, contestants.Count - 1).Select(i => new PeerRatio(
                Measurement.Of(rates.Select(run => run[i])), Measurement.Of(rates.Select(run => run[i] / run[0])).Median))]);
        Console.Error.WriteLine(PeerTable.Row(measured)); // what was measured is not lost where the rest is stopped
        return measured;
    }

    /// <summary>The peer's shares, then each backend's.</summary>
    private IReadOnlyList<MachineShare> Shares(List<PeerFigure> measured)
    {
        double[] Rates(Figure figure) => measured.Find(other => other.Figure == figure.Name) is PeerFigure found
            ? [found.Peer.Median, .. found.Backends.Select(static backend => backend.Rate.Median)]
            : [.. Enumerable.Repeat(double.NaN, backends.Count + 1)];

        (double[] prefill, double[] at0, double[] deep) = (Rates(Figure.Prefill512), Rates(Figure.DecodeAt0), Rates(Figure.DecodeAt2048));
        return [.. prefill.Select((rate, i) => MachineShare.Of(backends[0].Config, options, _machine, rate, at0[i], deep[i]))];
    }

    private static double Difference(float[] ours, float[] peer) => ours.Zip(peer, static (a, b) => Math.Abs(a - b)).Max() / peer.Max(Math.Abs);

    /// <summary>The peer's program is built beside this one: same configuration, same framework.</summary>
    public static string PeerProgram()
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(framework.FullName, "..", "..", "..", "..", "Benchmarks.Peer", "bin", framework.Parent!.Name, framework.Name, "Modelwright.Benchmarks.Peer.dll");
    }
}
