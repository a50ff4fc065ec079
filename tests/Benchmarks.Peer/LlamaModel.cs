using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using LLama;
using LLama.Common;
using LLama.Native;

namespace Modelwright.Benchmarks;

/// <summary>A GGUF model computed by llama.cpp on the CPU, with its defaults but for threads and context.</summary>
internal sealed class LlamaModel : IDisposable
{
    private readonly ModelParams _parameters;
    private readonly LLamaWeights _weights;
    private readonly Dictionary<int, (LLamaContext Context, int Length)> _deep = [];

    public LlamaModel(string path, int threads, int capacity)
    {
        _parameters = new ModelParams(path) { Threads = threads, BatchThreads = threads, GpuLayerCount = 0, ContextSize = (uint)capacity };
        _weights = LLamaWeights.LoadFromFile(_parameters);
    }

    public static string Name => "llama.cpp by LLamaSharp, CPU";

    private int Vocabulary => _weights.Vocab.Count;

    /// <summary>Tokens a second of a prompt in an empty context.</summary>
    public double Prefill(int tokens)
    {
        using LLamaContext context = _weights.CreateContext(_parameters);
        int[] prompt = Workload.Prompt(tokens, Vocabulary);
        long start = Stopwatch.GetTimestamp();
        Feed(context, prompt, 0);
        return tokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Tokens a second and processor milliseconds a token of greedy decoding after so many columns.</summary>
    public (double Rate, double Processor) Decode(int depth)
    {
        if (depth == 0 || !_deep.TryGetValue(depth, out (LLamaContext Context, int Length) state))
        {
            state = (_weights.CreateContext(_parameters), Math.Max(1, depth));
            Feed(state.Context, Workload.Prompt(state.Length, Vocabulary), 0);
        }

        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int token = 0; token < Workload.DecodeTokens; token++)
        {
            Feed(state.Context, [Workload.Greedy(state.Context.NativeHandle.GetLogitsIth(-1))], state.Length++);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Workload.DecodeTokens;
        if (depth == 0)
        {
            state.Context.Dispose();
        }
        else
        {
            _deep[depth] = state;
        }

        return (Workload.DecodeTokens / seconds, processor);
    }

    /// <summary>Logits after a prompt.</summary>
    public float[] Logits(int tokens)
    {
        using LLamaContext context = _weights.CreateContext(_parameters);
        Feed(context, Workload.Prompt(tokens, Vocabulary), 0);
        return context.NativeHandle.GetLogitsIth(-1).ToArray();
    }

    /// <summary>The tokens that follow a prompt when the likeliest is always taken.</summary>
    public int[] Greedy(int[] prompt, int tokens)
    {
        using LLamaContext context = _weights.CreateContext(_parameters);
        Feed(context, prompt, 0);
        int[] chosen = new int[tokens];
        for (int i = 0; i < tokens; i++)
        {
            chosen[i] = Workload.Greedy(context.NativeHandle.GetLogitsIth(-1));
            Feed(context, [chosen[i]], prompt.Length + i);
        }

        return chosen;
    }

    public void Dispose()
    {
        foreach ((LLamaContext context, _) in _deep.Values)
        {
            context.Dispose();
        }

        _weights.Dispose();
    }

    /// <summary>Columns in pieces of llama.cpp's own batch size; logits of the last alone.</summary>
    private static void Feed(LLamaContext context, int[] tokens, int past)
    {
        LLamaBatch batch = new();
        for (int i = 0; i < tokens.Length; i++)
        {
            batch.Add(tokens[i], past + i, LLamaSeqId.Zero, logits: i == tokens.Length - 1);
            if (batch.TokenCount < context.BatchSize && i < tokens.Length - 1)
            {
                continue;
            }

            DecodeResult result = context.NativeHandle.Decode(batch);
            if (result != DecodeResult.Ok)
            {
                throw new InvalidOperationException($"llama_decode of {batch.TokenCount} tokens after {past}: {result}.");
            }

            batch.Clear();
        }

        context.NativeHandle.Synchronize();
    }
}
