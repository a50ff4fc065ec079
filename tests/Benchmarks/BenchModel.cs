using System;
using System.Collections.Generic;
using Modelwright.Runtime;
using Modelwright.Runtime.TorchSharp;
using Modelwright.Runtime.Vulkan;
using TorchSharp;

namespace Modelwright.Benchmarks;

/// <summary>A model to measure: its weights' names and shapes, and how a backend loads it from a folder, for a context and on a device.</summary>
internal sealed record BenchModel(string Name, string Backend, WeightManifest Weights, Func<string, int, string?, ICausalLanguageModel> Load)
{
    public const string Vulkan = "vulkan";
    public const string Torch = "torch";

    public static IReadOnlyList<BenchModel> All { get; } =
    [
        new("bench-moe", Vulkan, BenchMoe.Weights.Manifest, static (folder, context, device) => BenchMoe.Load(folder, ForVulkan(context, device))),
        new("bench-next", Vulkan, BenchNext.Weights.Manifest, static (folder, context, device) => BenchNext.Load(folder, ForVulkan(context, device))),
        new("bench-moe", Torch, BenchMoe.Weights.Manifest, static (folder, context, device) => BenchMoeTorchSharp.Load(folder, ForTorch(context, device))),
        new("bench-next", Torch, BenchNext.Weights.Manifest, static (folder, context, device) => BenchNextTorchSharp.Load(folder, ForTorch(context, device))),
    ];

    private static VulkanLoadOptions ForVulkan(int context, string? device) => new() { MaxContext = context, Device = device };

    private static TorchLoadOptions ForTorch(int context, string? device) => new() { MaxContext = context, Device = device is null ? null : new torch.Device(device) };
}
