using System;

namespace Modelwright.Runtime;

/// <summary>There is no Vulkan on this machine: no loader, or one that cannot make an instance.</summary>
public sealed class VulkanUnavailableException(string found, string wanted, Exception? innerException = null)
    : DeviceException(device: null, $"Vulkan cannot be used here: {found}; wanted {wanted}.", innerException)
{
    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What was wanted.</summary>
    public string Wanted { get; } = wanted;
}
