using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The Vulkan devices of this machine.</summary>
public static class VulkanDevices
{
    /// <summary>Lists the devices in Vulkan's order, whether or not they can run a model.</summary>
    /// <exception cref="VulkanUnavailableException">There is no Vulkan loader or no driver.</exception>
    public static IReadOnlyList<VulkanDeviceInfo> Enumerate()
    {
        using VulkanInstance instance = VulkanInstance.Create(validation: false);
        return [.. instance.Devices().Select((device, index) => CapabilityReader.Read(instance.Api, device, index).Info)];
    }
}
