using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Benchmarks;

/// <summary>Measures one model. The first run of each figure is not counted: drivers compile kernels at their first dispatch.</summary>
internal sealed class ModelBench(BenchModel bench, BenchOptions options, int runs)
{
    public BenchResult Run()
    {
        using SyntheticCheckpoint checkpoint = new(bench.Weights, seed: 1);
        Console.Error.WriteLine($"{bench.Name}: loading");
        long start = Stopwatch.GetTimestamp();
        PeakMemory.Reset();
        ICausalLanguageModel model = bench.Load(checkpoint.Folder, options);
        using ModelContestant contestant = new(model, options.Context);
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;

        MachineRates machine = MachineRates.Measure(options.Threads);
        Measurement prefill128 = Measure("prefill(128)", () => contestant.Prefill(128));
        Measurement prefill512 = Measure("prefill(512)", () => contestant.Prefill(512));
        DecodeRun[][] pairs = MeasureDecode(contestant);
        Measurement at0 = Measurement.Of(pairs.Select(static p => p[0].TokensPerSecond));
        Measurement deep = Measurement.Of(pairs.Select(static p => p[1].TokensPerSecond));
        long peak = PeakMemory.Bytes;
        machine = machine.Best(MachineRates.Measure(options.Threads));
        return new BenchResult(
            bench.Name, contestant.Name, runs, load, prefill128, prefill512,
            Workload.DecodeTokens, at0, deep,
            Measurement.Of(pairs.Select(static p => p[1].TokensPerSecond / p[0].TokensPerSecond)).Median,
            Measurement.Of(pairs.Select(static p => p[0].ProcessorMilliseconds)).Median, Measurement.Of(pairs.Select(static p => p[1].ProcessorMilliseconds)).Median,
            (model as VulkanModel)?.Statistics.DecodeDispatches, (model as VulkanModel)?.Statistics.WeightBytesPerToken,
            peak, (model as VulkanModel)?.Device.AllocatedBytes, MachineShare.Of(bench.Config, options, machine, prefill512.Median, at0.Median, deep.Median),
            model is TorchModel ? DisposeScopeManager.Statistics.ThreadTotalLiveCount : null);
    }

    private Measurement Measure(string figure, Func<double> tokensPerSecond)
    {
        Console.Error.WriteLine($"{bench.Name}: {figure}");
        tokensPerSecond();
        return Measurement.Of(Enumerable.Range(0, runs).Select(_ => tokensPerSecond()));
    }

    /// <summary>64 tokens at depth 0 and 64 at depth 2048 in turn, so that a change of the machine's speed meets both.</summary>
    private DecodeRun[][] MeasureDecode(ModelContestant contestant)
    {
        Console.Error.WriteLine($"{bench.Name}: decode({Workload.DecodeTokens}) at 0 and at {Workload.Depth}");
        List<DecodeRun[]> pairs = [];
        for (int run = 0; run <= runs; run++)
        {
            pairs.Add([contestant.Decode(0), contestant.Decode(Workload.Depth)]);
        }

        return [.. pairs.Skip(1)];
    }
}
