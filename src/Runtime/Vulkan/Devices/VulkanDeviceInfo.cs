using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A device that Vulkan offers on this machine.</summary>
/// <param name="Index">Its number in Vulkan's order, as <see cref="VulkanLoadOptions.Device"/> takes it.</param>
/// <param name="Name">The driver's name for it.</param>
/// <param name="Type">What kind of device it is.</param>
/// <param name="MemoryBytes">Bytes of its largest device-local heap; of system memory for a CPU device.</param>
/// <param name="Driver">Name and version of its driver.</param>
/// <param name="ApiVersion">The Vulkan version it offers, such as "1.3.230".</param>
public sealed record VulkanDeviceInfo(int Index, string Name, VulkanDeviceType Type, long MemoryBytes, string Driver, string ApiVersion)
{
    /// <summary>One line for a list: number, name, kind, memory, driver and Vulkan version.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Index}: {Name}, {Type}, {MemoryBytes / (double)(1 << 30):F1} GiB, {Driver}, Vulkan {ApiVersion}");
}
