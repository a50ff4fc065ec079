using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Benchmarks;

/// <summary>What storing weights in fewer bits costs: the sample's model reads text that it has not seen, in every format.</summary>
internal static class QualityBench
{
    private static readonly WeightStorage[] Formats =
        [WeightStorage.Float32, WeightStorage.Float16, WeightStorage.BFloat16, WeightStorage.Int8, WeightStorage.Float8, WeightStorage.Int4];

    /// <summary>The backends that have them all.</summary>
    public static IReadOnlyList<string> Backends { get; } = [BenchModel.Cpu, BenchModel.Vulkan];

    /// <summary>A result for each format, beside float32.</summary>
    public static IEnumerable<QualityResult> Run(string backend)
    {
        (HeldOutText wide, _) = Read(backend, WeightStorage.Float32);
        foreach (WeightStorage storage in Formats)
        {
            Console.Error.WriteLine($"{backend}: {storage}");
            (HeldOutText text, long bytes) = Read(backend, storage);
            yield return new QualityResult(backend, storage, bytes, text.Perplexity, (text.Perplexity / wide.Perplexity) - 1, wide.DivergenceOf(text));
        }
    }

    /// <summary>Caches are float32, so that weights alone are compared.</summary>
    private static (HeldOutText Text, long Bytes) Read(string backend, WeightStorage storage)
    {
        CpuLoadOptions cpu = new() { Storage = storage, Cache = CacheStorage.Float32, MaxContext = HeldOutText.Columns };
        VulkanLoadOptions vulkan = new() { Storage = storage, Cache = CacheStorage.Float32, MaxContext = HeldOutText.Columns };
        MemoryPlan plan = backend == BenchModel.Cpu ? ShakespeareCpu.Memory(options: cpu) : Shakespeare.Memory(options: vulkan);
        using ILanguageModel model = backend == BenchModel.Cpu ? ShakespeareCpu.Load(HeldOutText.Folder, cpu) : Shakespeare.Load(HeldOutText.Folder, vulkan);
        return (HeldOutText.Read(model), plan.Weights.Sum(static use => use.Bytes));
    }
}
