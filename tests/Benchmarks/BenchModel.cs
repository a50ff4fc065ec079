using System;
using System.Collections.Generic;
using System.IO;
using Modelwright.Runtime;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Benchmarks;

/// <summary>A model to measure by one backend.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Backend">The backend.</param>
/// <param name="Config">The text of its config.</param>
/// <param name="Weights">Its weights' names and shapes.</param>
/// <param name="Load">Loads it from a folder, with the options asked for.</param>
internal sealed record BenchModel(string Name, string Backend, string Config, WeightManifest Weights, Func<string, BenchOptions, ICausalLanguageModel> Load)
{
    public const string Vulkan = "vulkan";
    public const string Torch = "torch";
    public const string Cpu = "cpu";

    /// <summary>The CPU with weights that are copied into its own memory, not mapped.</summary>
    public const string CpuCopy = "cpu-copy";

    /// <summary>The CPU with activations of 8 bits beside 4-bit weights, as llama.cpp has them.</summary>
    public const string CpuRounded = "cpu-8bit";

    /// <summary>The same with activations of 16 bits, also where a GGUF file has the codes.</summary>
    public const string CpuExact = "cpu-16bit";

    public static IReadOnlyList<BenchModel> All { get; } =
    [
        new("bench-moe", Vulkan, Json("bench-moe"), BenchMoe.Weights.Manifest, static (folder, options) => BenchMoe.Load(folder, (VulkanLoadOptions)OptionsFor(Vulkan, options))),
        new("bench-next", Vulkan, Json("bench-next"), BenchNext.Weights.Manifest, static (folder, options) => BenchNext.Load(folder, (VulkanLoadOptions)OptionsFor(Vulkan, options))),
        new("bench-moe", Torch, Json("bench-moe"), BenchMoe.Weights.Manifest, static (folder, options) => BenchMoeTorchSharp.Load(folder, (TorchLoadOptions)OptionsFor(Torch, options))),
        new("bench-next", Torch, Json("bench-next"), BenchNext.Weights.Manifest, static (folder, options) => BenchNextTorchSharp.Load(folder, (TorchLoadOptions)OptionsFor(Torch, options))),
        new("bench-moe", Cpu, Json("bench-moe"), BenchMoe.Weights.Manifest, static (folder, options) => BenchMoeCpu.Load(folder, (CpuLoadOptions)OptionsFor(Cpu, options))),
        new("bench-moe", CpuCopy, Json("bench-moe"), BenchMoe.Weights.Manifest, static (folder, options) => BenchMoeCpu.Load(folder, (CpuLoadOptions)OptionsFor(CpuCopy, options))),
        new("bench-moe", CpuRounded, Json("bench-moe"), BenchMoe.Weights.Manifest, static (folder, options) => BenchMoeCpu.Load(folder, (CpuLoadOptions)OptionsFor(CpuRounded, options))),
        new("bench-moe", CpuExact, Json("bench-moe"), BenchMoe.Weights.Manifest, static (folder, options) => BenchMoeCpu.Load(folder, (CpuLoadOptions)OptionsFor(CpuExact, options))),
        new("bench-next", Cpu, Json("bench-next"), BenchNext.Weights.Manifest, static (folder, options) => BenchNextCpu.Load(folder, (CpuLoadOptions)OptionsFor(Cpu, options))),
        new("bench-next", CpuCopy, Json("bench-next"), BenchNext.Weights.Manifest, static (folder, options) => BenchNextCpu.Load(folder, (CpuLoadOptions)OptionsFor(CpuCopy, options))),
        new("bench-next", CpuRounded, Json("bench-next"), BenchNext.Weights.Manifest, static (folder, options) => BenchNextCpu.Load(folder, (CpuLoadOptions)OptionsFor(CpuRounded, options))),
        new("bench-next", CpuExact, Json("bench-next"), BenchNext.Weights.Manifest, static (folder, options) => BenchNextCpu.Load(folder, (CpuLoadOptions)OptionsFor(CpuExact, options))),
    ];

    /// <summary>Models that see.</summary>
    public static IReadOnlyList<BenchModel> Seeing { get; } =
    [
        new("bench-vl", Vulkan, Json("bench-vl"), BenchVl.Weights.Manifest, static (folder, options) => BenchVl.Load(folder, (VulkanLoadOptions)OptionsFor(Vulkan, options))),
        new("bench-vl", Torch, Json("bench-vl"), BenchVl.Weights.Manifest, static (folder, options) => BenchVlTorchSharp.Load(folder, (TorchLoadOptions)OptionsFor(Torch, options))),
        new("bench-vl", Cpu, Json("bench-vl"), BenchVl.Weights.Manifest, static (folder, options) => BenchVlCpu.Load(folder, (CpuLoadOptions)OptionsFor(Cpu, options))),
    ];

    /// <summary>How a backend's class is told what to do.</summary>
    public static LoadOptions OptionsFor(string backend, BenchOptions options)
    {
        LoadOptions own = backend switch
        {
            Vulkan => ForVulkan(options),
            Torch => ForTorch(options),
            CpuRounded => ForCpu(options) with { Activations = ActivationRounding.Bits8 },
            CpuExact => ForCpu(options) with { Activations = ActivationRounding.Bits16 },
            _ => ForCpu(options) with { CopyWeights = backend == CpuCopy },
        };
        return options.PrefillChunk is int chunk ? own with { PrefillChunk = chunk } : own;
    }

    private static string Json(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configs", name + ".json"));

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
