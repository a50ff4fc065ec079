using System;
using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Benchmarks;

/// <summary>A model to measure: its weights' names and shapes, and how a backend loads it from a folder, with the options asked for.</summary>
internal sealed record BenchModel(string Name, string Backend, WeightManifest Weights, Func<string, BenchOptions, ICausalLanguageModel> Load)
{
    public const string Vulkan = "vulkan";
    public const string Torch = "torch";
    public const string Cpu = "cpu";

    public static IReadOnlyList<BenchModel> All { get; } =
    [
        new("bench-moe", Vulkan, BenchMoe.Weights.Manifest, static (folder, options) => BenchMoe.Load(folder, ForVulkan(options))),
        new("bench-next", Vulkan, BenchNext.Weights.Manifest, static (folder, options) => BenchNext.Load(folder, ForVulkan(options))),
        new("bench-moe", Torch, BenchMoe.Weights.Manifest, static (folder, options) => BenchMoeTorchSharp.Load(folder, ForTorch(options))),
        new("bench-next", Torch, BenchNext.Weights.Manifest, static (folder, options) => BenchNextTorchSharp.Load(folder, ForTorch(options))),
        new("bench-moe", Cpu, BenchMoe.Weights.Manifest, static (folder, options) => BenchMoeCpu.Load(folder, ForCpu(options))),
        new("bench-next", Cpu, BenchNext.Weights.Manifest, static (folder, options) => BenchNextCpu.Load(folder, ForCpu(options))),
    ];

    /// <summary>Models that see.</summary>
    public static IReadOnlyList<BenchModel> Seeing { get; } =
    [
        new("bench-vl", Vulkan, BenchVl.Weights.Manifest, static (folder, options) => BenchVl.Load(folder, ForVulkan(options))),
        new("bench-vl", Torch, BenchVl.Weights.Manifest, static (folder, options) => BenchVlTorchSharp.Load(folder, ForTorch(options))),
        new("bench-vl", Cpu, BenchVl.Weights.Manifest, static (folder, options) => BenchVlCpu.Load(folder, ForCpu(options))),
    ];

    private static VulkanLoadOptions ForVulkan(BenchOptions options) =>
        new() { MaxContext = options.Context, Device = options.Device, Storage = options.Storage, Cache = options.Cache };

    private static CpuLoadOptions ForCpu(BenchOptions options) =>
        new() { MaxContext = options.Context, Threads = options.Threads, Storage = options.Storage, Cache = options.Cache };

    private static TorchLoadOptions ForTorch(BenchOptions options)
    {
        torch.set_num_threads(options.Threads);
        torch.Device? device = options.Device is null ? null : new torch.Device(options.Device);
        return new() { MaxContext = options.Context, Device = device, Storage = options.Storage, Cache = options.Cache, Compute = options.Compute };
    }
}
