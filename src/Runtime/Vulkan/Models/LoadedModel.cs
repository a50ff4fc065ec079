using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>What loading makes: the device and what of the model lies on it.</summary>
internal sealed record LoadedModel(
    VulkanDevice Device,
    KernelFormats Formats,
    KernelSet Kernels,
    WeightStore Weights,
    SideFiles Beside,
    VulkanStatistics Statistics) : IDisposable
{
    public void Dispose()
    {
        Weights.Dispose();
        Kernels.Dispose();
        Device.Dispose();
    }
}
