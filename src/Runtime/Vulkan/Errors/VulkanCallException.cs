using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>A Vulkan call failed for a reason that has no exception of its own.</summary>
public sealed class VulkanCallException(string device, string during, string result, Exception? innerException = null)
    : DeviceException(device, $"The device '{device}' answered {result} during {during}; wanted Success.", innerException)
{
    /// <summary>What was being done.</summary>
    public string During { get; } = during;

    /// <summary>Vulkan's result code by name.</summary>
    public string Result { get; } = result;
}
