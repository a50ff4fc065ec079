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
internal sealed class ModelBench(BenchModel bench, int runs, string? device)
{
    private const int Depth = 2048;
    private const int DecodeTokens = 64;

    public BenchResult Run()
    {
        using SyntheticCheckpoint checkpoint = new(bench.Weights, seed: 1);
        Console.Error.WriteLine($"{bench.Name}: loading");
        long start = Stopwatch.GetTimestamp();
        using ICausalLanguageModel model = bench.Load(checkpoint.Folder, Depth + (DecodeTokens * (runs + 2)), device);
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;

        Measurement prefill128 = Measure("prefill(128)", () => Prefill(model, 128));
        Measurement prefill512 = Measure("prefill(512)", () => Prefill(model, 512));
        (Measurement at0, double processorAt0) = MeasureDecode(model, depth: 1);
        (Measurement at2048, double processorAt2048) = MeasureDecode(model, Depth);
        return new BenchResult(
            bench.Name, Describe(model), runs, load, prefill128, prefill512, at0, at2048, at2048.Median / at0.Median, processorAt0, processorAt2048,
            (model as VulkanModel)?.Statistics.DecodeDispatches, (model as VulkanModel)?.Statistics.WeightBytesPerToken,
            model is TorchModel ? DisposeScopeManager.Statistics.ThreadTotalLiveCount : null);
    }

    private static string Describe(ICausalLanguageModel model) => model switch
    {
        VulkanModel vulkan => $"Vulkan, {vulkan.Device.Info.Name}",
        TorchModel torch => $"{TorchModel.Library}, {torch.Device}",
        _ => model.GetType().Name,
    };

    private Measurement Measure(string figure, Func<double> tokensPerSecond)
    {
        Console.Error.WriteLine($"{bench.Name}: {figure}");
        tokensPerSecond();
        return Measurement.Of(Enumerable.Range(0, runs).Select(_ => tokensPerSecond()));
    }

    private static double Prefill(ICausalLanguageModel model, int tokens)
    {
        float[] logits = new float[model.Info.VocabularySize];
        int[] prompt = Prompt(model, tokens);
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = tokens });
        session.Reset();
        long start = Stopwatch.GetTimestamp();
        session.Forward(prompt, logits);
        return tokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Runs of 64 tokens one after the other in one session that starts at <paramref name="depth"/>: recurrent state cannot go back.</summary>
    /// <returns>Tokens a second, and milliseconds of processor time a token, which other work on the machine disturbs less.</returns>
    private (Measurement Rate, double ProcessorMilliseconds) MeasureDecode(ICausalLanguageModel model, int depth)
    {
        Console.Error.WriteLine($"{bench.Name}: decode({DecodeTokens}) at {(depth == 1 ? 0 : depth)}");
        float[] logits = new float[model.Info.VocabularySize];
        List<double> rates = [];
        List<double> processor = [];
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = depth + (DecodeTokens * (runs + 1)) });
        for (int run = 0; run <= runs; run++)
        {
            if (depth == 1 || run == 0)
            {
                session.Reset();
                session.Forward(Prompt(model, depth), logits);
            }

            TimeSpan before = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            for (int token = 0; token < DecodeTokens; token++)
            {
                session.Forward([Greedy(logits)], logits);
            }

            rates.Add(DecodeTokens / Stopwatch.GetElapsedTime(start).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / DecodeTokens);
        }

        return (Measurement.Of(rates.Skip(1)), Measurement.Of(processor.Skip(1)).Median);
    }

    private static int[] Prompt(ICausalLanguageModel model, int tokens) =>
        [.. Enumerable.Range(0, tokens).Select(i => (int)((i * 7919L) % model.Info.VocabularySize))];

    private static int Greedy(float[] logits) => Array.IndexOf(logits, logits.Max());
}
