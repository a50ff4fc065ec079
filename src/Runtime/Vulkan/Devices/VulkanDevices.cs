using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>The Vulkan devices of this machine.</summary>
public static class VulkanDevices
{
    /// <summary>Lists the devices in Vulkan's order, whether or not they can run a model.</summary>
    /// <exception cref="VulkanUnavailableException">There is no Vulkan loader or no driver.</exception>
    public static IReadOnlyList<VulkanDeviceInfo> Enumerate() => [.. Read().Select(static device => device.Info)];

    /// <summary>What a device allows, without opening it; named as <see cref="VulkanLoadOptions.Device"/> names it.</summary>
    /// <exception cref="VulkanUnavailableException">There is no Vulkan loader or no driver.</exception>
    /// <exception cref="DeviceNotFoundException">There is no such device.</exception>
    internal static DeviceCapabilities Find(string device) => DeviceChooser.Choose(Read(), device);

    /// <summary>What the devices allow, in Vulkan's order, without opening one.</summary>
    /// <exception cref="VulkanUnavailableException">There is no Vulkan loader or no driver.</exception>
    internal static IReadOnlyList<DeviceCapabilities> Read()
    {
        using VulkanInstance instance = VulkanInstance.Create(validation: false);
        return [.. instance.Devices().Select((device, index) => CapabilityReader.Read(instance.Api, device, index))];
    }
}
