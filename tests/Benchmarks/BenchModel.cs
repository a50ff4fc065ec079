using System;
using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Benchmarks;

/// <summary>A model to measure: its weights' names and shapes, and how to load it.</summary>
internal sealed record BenchModel(string Name, WeightManifest Weights, Func<string, VulkanLoadOptions, VulkanModel> Load)
{
    public static IReadOnlyList<BenchModel> All { get; } =
    [
        new("bench-moe", BenchMoe.Weights.Manifest, BenchMoe.Load),
        new("bench-next", BenchNext.Weights.Manifest, BenchNext.Load),
    ];
}
