using System;
using System.Collections.Generic;
using System.Diagnostics;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Benchmarks;

/// <summary>A model of one of this repository's backends.</summary>
/// <param name="model">The model; disposed with this.</param>
/// <param name="context">Columns that a deep session must hold.</param>
internal sealed class ModelContestant(ICausalLanguageModel model, int context) : IContestant
{
    private readonly Dictionary<int, IModelSession> _sessions = [];
    private readonly float[] _logits = new float[model.Info.VocabularySize];

    public string Name => model switch
    {
        CpuModel cpu => $"CPU, {cpu.Statistics.Threads} threads, vectors of {cpu.Statistics.VectorBits} bits, weights {(cpu.Statistics.MappedBytes > 0 ? "mapped" : "copied")}{(cpu.Statistics.Activations == ActivationRounding.Bits8 ? ", activations of 8 bits beside 4-bit codes" : "")}",
        VulkanModel vulkan => $"Vulkan, {vulkan.Device.Info.Name}",
        TorchModel torch => $"{TorchModel.Library}, {torch.LoadReport}",
        _ => model.GetType().Name,
    };

    public double Prefill(int tokens)
    {
        int[] prompt = Workload.Prompt(tokens, model.Info.VocabularySize);
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = tokens });
        session.Reset();
        long start = Stopwatch.GetTimestamp();
        session.Forward(prompt, _logits);
        return tokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public DecodeRun Decode(int depth)
    {
        bool known = _sessions.TryGetValue(depth, out IModelSession? session);
        session ??= model.CreateSession(new SessionOptions { Capacity = depth == 0 ? 1 + Workload.DecodeTokens : context });
        _sessions[depth] = session;
        if (!known || depth == 0)
        {
            session.Reset();
            session.Forward(Workload.Prompt(Math.Max(1, depth), model.Info.VocabularySize), _logits);
        }

        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int token = 0; token < Workload.DecodeTokens; token++)
        {
            session.Forward([Workload.Greedy(_logits)], _logits);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new DecodeRun(Workload.DecodeTokens / seconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Workload.DecodeTokens);
    }

    public float[] Logits(int tokens)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = tokens });
        session.Reset();
        session.Forward(Workload.Prompt(tokens, model.Info.VocabularySize), _logits);
        return [.. _logits];
    }

    public int[] Greedy(IReadOnlyList<int> prompt, int tokens)
    {
        using IModelSession session = model.CreateSession(new SessionOptions { Capacity = prompt.Count + tokens });
        session.Reset();
        session.Forward([.. prompt], _logits);
        int[] chosen = new int[tokens];
        for (int i = 0; i < tokens; i++)
        {
            chosen[i] = Workload.Greedy(_logits);
            session.Forward([chosen[i]], _logits);
        }

        return chosen;
    }

    public void Dispose()
    {
        foreach (IModelSession session in _sessions.Values)
        {
            session.Dispose();
        }

        model.Dispose();
    }
}
