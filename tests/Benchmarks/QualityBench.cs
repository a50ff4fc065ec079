using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;
using Modelwright.Tests;

namespace Modelwright.Benchmarks;

/// <summary>What storing weights, or keys and values, in fewer bits costs: the sample's model reads text that it has not seen, in every format.</summary>
internal static class QualityBench
{
    /// <summary>Weights alone, then caches alone, then the smallest of both.</summary>
    private static readonly (WeightStorage Weights, CacheStorage Cache)[] Formats =
    [
        .. ((WeightStorage[])[WeightStorage.Float32, WeightStorage.Float16, WeightStorage.BFloat16, WeightStorage.Int8, WeightStorage.Float8, WeightStorage.Int4])
            .Select(static weights => (weights, CacheStorage.Float32)),
        (WeightStorage.Float32, CacheStorage.Float16), (WeightStorage.Float32, CacheStorage.BFloat16), (WeightStorage.Float32, CacheStorage.Int8),
        (WeightStorage.Int4, CacheStorage.Int8),
    ];

    /// <summary>How memory plans name keys and values.</summary>
    private static readonly string[] CacheNames = ["kv", "Keys", "Values"];

    /// <summary>The backends that have them all.</summary>
    public static IReadOnlyList<string> Backends { get; } = [BenchModel.Cpu, BenchModel.Vulkan];

    /// <summary>A result for each format, beside float32.</summary>
    public static IEnumerable<QualityResult> Run(string backend)
    {
        (HeldOutText wide, _) = Read(backend, WeightStorage.Float32, CacheStorage.Float32);
        foreach ((WeightStorage weights, CacheStorage cache) in Formats)
        {
            Console.Error.WriteLine($"{backend}: {weights}, cache {cache}");
            (HeldOutText text, MemoryPlan plan) = Read(backend, weights, cache);
            long weightBytes = plan.Weights.Sum(static use => use.Bytes);
            long cacheBytes = plan.States.Where(static use => CacheNames.Any(name => use.Purpose.StartsWith(name, StringComparison.Ordinal))).Sum(static use => use.Bytes) / HeldOutText.Columns;
            yield return new QualityResult(backend, weights, cache, weightBytes, cacheBytes, text.Perplexity, (text.Perplexity / wide.Perplexity) - 1, wide.DivergenceOf(text));
        }
    }

    private static (HeldOutText Text, MemoryPlan Plan) Read(string backend, WeightStorage storage, CacheStorage cache)
    {
        CpuLoadOptions cpu = new() { Storage = storage, Cache = cache, MaxContext = HeldOutText.Columns };
        VulkanLoadOptions vulkan = new() { Storage = storage, Cache = cache, MaxContext = HeldOutText.Columns };
        MemoryPlan plan = backend == BenchModel.Cpu ? ShakespeareCpu.Memory(options: cpu) : Shakespeare.Memory(options: vulkan);
        using ILanguageModel model = backend == BenchModel.Cpu ? ShakespeareCpu.Load(HeldOutText.Folder, cpu) : Shakespeare.Load(HeldOutText.Folder, vulkan);
        return (HeldOutText.Read(model), plan);
    }
}
