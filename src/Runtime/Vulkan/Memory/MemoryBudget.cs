using System;
using System.Collections.Generic;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>How much memory a device has left.</summary>
internal static unsafe class MemoryBudget
{
    /// <summary>
    /// Bytes left in the largest device-local heap where VK_EXT_memory_budget tells, else the heap's size less what we allocated.
    /// For a CPU device the system's memory counts: its drivers report a heap of a fixed size that they do not enforce.
    /// </summary>
    public static long Available(VulkanDevice device)
    {
        if (device.Info.Type == VulkanDeviceType.Cpu || !device.Capabilities.MemoryBudget)
        {
            return device.Info.MemoryBytes - device.AllocatedBytes;
        }

        PhysicalDeviceMemoryBudgetPropertiesEXT budget = new(pNext: null);
        PhysicalDeviceMemoryProperties2 properties = new(pNext: &budget);
        device.Api.GetPhysicalDeviceMemoryProperties2(device.Capabilities.Handle, &properties);
        long left = 0;
        for (int i = 0; i < (int)properties.MemoryProperties.MemoryHeapCount; i++)
        {
            if (properties.MemoryProperties.MemoryHeaps[i].Flags.HasFlag(MemoryHeapFlags.DeviceLocalBit))
            {
                left = Math.Max(left, (long)budget.HeapBudget[i] - (long)budget.HeapUsage[i]);
            }
        }

        return left;
    }

    /// <param name="device">The device.</param>
    /// <param name="plan">What is needed.</param>
    /// <param name="suggest">Options that would fit so many bytes.</param>
    /// <exception cref="OutOfDeviceMemoryException">The plan needs more than there is.</exception>
    public static void Require(VulkanDevice device, MemoryTable plan, Func<long, IReadOnlyList<string>>? suggest = null)
    {
        long available = Available(device);
        if (plan.Total > available)
        {
            throw new OutOfDeviceMemoryException(device.Info.Name, plan.Total, available, plan, suggestions: suggest?.Invoke(available));
        }
    }
}
