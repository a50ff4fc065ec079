using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>What loading makes: the device and what of the model lies on it.</summary>
internal sealed record LoadedModel(
    VulkanDevice Device,
    StoragePlan Storage,
    ElementFormat Cache,
    KernelSet Kernels,
    WeightStore Weights,
    SideFiles Beside,
    VulkanStatistics Statistics) : IDisposable
{
    /// <summary>How the checkpoint compared with the model.</summary>
    public required WeightReport Report { get; init; }

    public void Dispose()
    {
        Weights.Dispose();
        Kernels.Dispose();
        Device.Dispose();
    }
}
