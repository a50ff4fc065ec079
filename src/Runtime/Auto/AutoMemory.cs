using System;
using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Auto;

/// <summary>Plans what a model and one session need on the backend that loading would choose here.</summary>
public static class AutoMemory
{
    /// <summary>The plan of the backend that loading would choose on this machine.</summary>
    /// <param name="options">How it would be loaded; <see langword="null"/> for defaults.</param>
    /// <param name="vulkan">The plan on Vulkan.</param>
    /// <param name="cpu">The plan on the CPU.</param>
    /// <exception cref="ArgumentException">The options name a Vulkan device and the CPU.</exception>
    public static MemoryPlan Of(AutoLoadOptions? options, Func<VulkanLoadOptions, MemoryPlan> vulkan, Func<CpuLoadOptions, MemoryPlan> cpu)
    {
        ArgumentNullException.ThrowIfNull(vulkan);
        ArgumentNullException.ThrowIfNull(cpu);
        options ??= new AutoLoadOptions();
        return AutoLoader.Choose(options).Backend == ModelBackend.Vulkan ? vulkan(options.ForVulkan(options.Device)) : cpu(options.ForCpu());
    }
}
