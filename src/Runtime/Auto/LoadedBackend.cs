using Modelwright.Runtime.Cpu;
using Modelwright.Runtime.Vulkan;

namespace Modelwright.Runtime.Auto;

/// <summary>The model of one of two backends.</summary>
/// <param name="Vulkan">The model on Vulkan; <see langword="null"/> where the CPU computes.</param>
/// <param name="Cpu">The model on the CPU; <see langword="null"/> where Vulkan computes.</param>
/// <param name="Report">Which it is, and why.</param>
public sealed record LoadedBackend(VulkanModel? Vulkan, CpuModel? Cpu, AutoLoadReport Report)
{
    /// <summary>The one there is.</summary>
    internal ILanguageModel Model => (ILanguageModel?)Vulkan ?? Cpu!;
}
