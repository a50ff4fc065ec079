using System;
using System.Collections.Generic;
using System.Threading;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Auto;

/// <summary>How to load a model that was compiled for Vulkan and the CPU. What only one of the two knows has no effect where the other computes.</summary>
public sealed record AutoLoadOptions : LoadOptions
{
    /// <summary>What shall compute. Default: a Vulkan card where there is one, else the CPU; <see cref="AutoModel.LoadReport"/> says which and why.</summary>
    public ModelBackend Backend { get; init; }

    /// <summary>
    /// A Vulkan device, by its number in the order of <see cref="VulkanDevices.Enumerate"/> or part of its name. Whoever names one wants Vulkan: it is an error where
    /// <see cref="Backend"/> is the CPU, and where there is no such device. Default: what MODELWRIGHT_DEVICE says, else the best card there is.
    /// </summary>
    public string? Device { get; init; }

    /// <inheritdoc cref="VulkanLoadOptions.Validation"/>
    public bool? Validation { get; init; }

    /// <inheritdoc cref="VulkanLoadOptions.ShaderCache"/>
    public ShaderCache? ShaderCache { get; init; }

    /// <inheritdoc cref="VulkanLoadOptions.ShaderCompiler"/>
    public IShaderCompiler? ShaderCompiler { get; init; }

    /// <inheritdoc cref="CpuLoadOptions.Threads"/>
    public int Threads { get; init; }

    /// <inheritdoc cref="CpuLoadOptions.CopyWeights"/>
    public bool CopyWeights { get; init; }

    /// <inheritdoc cref="CpuLoadOptions.Activations"/>
    public ActivationRounding Activations { get; init; }

    /// <summary>Stops the loading; what was allocated by then is freed.</summary>
    public CancellationToken LoadCancellation { get; init; }

    /// <summary>What Vulkan offers: how tests put other machines in this one's place. Default: what there is.</summary>
    internal Func<IReadOnlyList<DeviceCapabilities>>? Devices { get; init; }

    /// <summary>The same for Vulkan, on a device.</summary>
    internal VulkanLoadOptions ForVulkan(string? device) => new(this)
    {
        Device = device,
        Validation = Validation,
        ShaderCache = ShaderCache,
        ShaderCompiler = ShaderCompiler,
        LoadCancellation = LoadCancellation,
    };

    /// <summary>The same for the CPU.</summary>
    internal CpuLoadOptions ForCpu() => new(this)
    {
        Threads = Threads,
        CopyWeights = CopyWeights,
        Activations = Activations,
        LoadCancellation = LoadCancellation,
    };
}
