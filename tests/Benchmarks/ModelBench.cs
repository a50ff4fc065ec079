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
        DecodeRun[][] pairs = MeasureDecode(model);
        return new BenchResult(
            bench.Name, Describe(model), runs, load, prefill128, prefill512,
            Measurement.Of(pairs.Select(static p => p[0].TokensPerSecond)), Measurement.Of(pairs.Select(static p => p[1].TokensPerSecond)),
            Measurement.Of(pairs.Select(static p => p[1].TokensPerSecond / p[0].TokensPerSecond)).Median,
            Measurement.Of(pairs.Select(static p => p[0].ProcessorMilliseconds)).Median, Measurement.Of(pairs.Select(static p => p[1].ProcessorMilliseconds)).Median,
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

    /// <summary>
    /// 64 tokens at depth 0 and 64 at depth 2048 in turn, so that a change of the machine's speed meets both; the deep session goes on from run to run,
    /// since recurrent state cannot go back.
    /// </summary>
    private DecodeRun[][] MeasureDecode(ICausalLanguageModel model)
    {
        Console.Error.WriteLine($"{bench.Name}: decode({DecodeTokens}) at 0 and at {Depth}");
        float[] logits = new float[model.Info.VocabularySize];
        List<DecodeRun[]> pairs = [];
        using IModelSession shallow = model.CreateSession(new SessionOptions { Capacity = 1 + DecodeTokens });
        using IModelSession deep = model.CreateSession(new SessionOptions { Capacity = Depth + (DecodeTokens * (runs + 1)) });
        deep.Reset();
        deep.Forward(Prompt(model, Depth), logits);
        for (int run = 0; run <= runs; run++)
        {
            shallow.Reset();
            shallow.Forward(Prompt(model, 1), logits);
            pairs.Add([Decode(shallow, logits), Decode(deep, logits)]);
        }

        return [.. pairs.Skip(1)];
    }

    private static DecodeRun Decode(IModelSession session, float[] logits)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int token = 0; token < DecodeTokens; token++)
        {
            session.Forward([Greedy(logits)], logits);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new DecodeRun(DecodeTokens / seconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / DecodeTokens);
    }

    private static int[] Prompt(ICausalLanguageModel model, int tokens) =>
        [.. Enumerable.Range(0, tokens).Select(i => (int)((i * 7919L) % model.Info.VocabularySize))];

    private static int Greedy(float[] logits) => Array.IndexOf(logits, logits.Max());

    /// <summary>One run of 64 tokens. Processor time, of all cores together, is disturbed less by other work on the machine.</summary>
    private sealed record DecodeRun(double TokensPerSecond, double ProcessorMilliseconds);
}
