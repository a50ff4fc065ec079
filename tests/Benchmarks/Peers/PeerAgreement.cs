using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Benchmarks;

/// <summary>
/// Whether llama.cpp writes what we write: the sample's checkpoint as a float16 GGUF file that both read, and the likeliest token after each other. Random weights would say less:
/// their logits lie too near each other.
/// </summary>
internal static class PeerAgreement
{
    private const int Prompts = 4;
    private const int PromptTokens = 32;
    private const int Tokens = 64;

    public static IReadOnlyList<AgreementResult> Run(BenchOptions options)
    {
        string folder = Directory.CreateTempSubdirectory("modelwright-peer-").FullName;
        try
        {
            string gguf = Path.Combine(folder, "shakespeare.gguf");
            using (Checkpoint weights = Checkpoint.Open(HeldOutText.Folder))
            {
                QwenGguf.Write(QwenConfig.Parse(HeldOutText.Config), weights, gguf, GgufType.Float16);
            }

            return Compare(gguf, options);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<AgreementResult> Compare(string gguf, BenchOptions options)
    {
        const int context = 512;
        IReadOnlyList<int[]> prompts = ReadPrompts();
        using ProcessContestant peer = new(PeerBench.PeerProgram(), gguf, options.Threads.ToString(CultureInfo.InvariantCulture), context.ToString(CultureInfo.InvariantCulture));
        int[][] theirs = [.. prompts.Select(prompt => peer.Greedy(prompt, Tokens))];
        List<AgreementResult> results = [];
        foreach (Func<ICausalLanguageModel> load in (Func<ICausalLanguageModel>[])
            [
                () => ShakespeareCpu.Load(gguf, new CpuLoadOptions { MaxContext = context, Threads = options.Threads }),
                () => Shakespeare.Load(gguf, new VulkanLoadOptions { MaxContext = context, Device = options.Device }),
            ])
        {
            using ModelContestant ours = new(load(), context);
            results.Add(new AgreementResult(ours.Name, Tokens, [.. prompts.Select((prompt, i) => Agreed(ours.Greedy(prompt, Tokens), theirs[i]))]));
        }

        return results;
    }

    private static int Agreed(int[] ours, int[] theirs) => ours.Zip(theirs).TakeWhile(static pair => pair.First == pair.Second).Count();

    /// <summary>Pieces of text that the model has not seen.</summary>
    private static IReadOnlyList<int[]> ReadPrompts()
    {
        using ShakespeareCpu model = ShakespeareCpu.Load(HeldOutText.Folder, new CpuLoadOptions { MaxContext = 1 });
        int[] tokens = [.. model.Tokenizer!.Encode(HeldOutText.Text)];
        int distance = (tokens.Length - PromptTokens) / Prompts;
        return [.. Enumerable.Range(0, Prompts).Select(i => tokens[(i * distance)..((i * distance) + PromptTokens)])];
    }
}
