using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static void GetPhysicalDeviceQueueFamilyProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        uint* pQueueFamilyPropertyCount,
        Span<QueueFamilyProperties> pQueueFamilyProperties)
    {
        fixed (QueueFamilyProperties* queueFamilyProperties = pQueueFamilyProperties)
        {
            thisApi.GetPhysicalDeviceQueueFamilyProperties(physicalDevice, pQueueFamilyPropertyCount, queueFamilyProperties);
        }
    }

    public static void GetPhysicalDeviceQueueFamilyProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        Span<uint> pQueueFamilyPropertyCount,
        QueueFamilyProperties* pQueueFamilyProperties)
    {
        fixed (uint* queueFamilyPropertyCount = pQueueFamilyPropertyCount)
        {
            thisApi.GetPhysicalDeviceQueueFamilyProperties(physicalDevice, queueFamilyPropertyCount, pQueueFamilyProperties);
        }
    }

    public static void GetPhysicalDeviceQueueFamilyProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        Span<uint> pQueueFamilyPropertyCount,
        Span<QueueFamilyProperties> pQueueFamilyProperties)
    {
        fixed (uint* queueFamilyPropertyCount = pQueueFamilyPropertyCount)
        fixed (QueueFamilyProperties* queueFamilyProperties = pQueueFamilyProperties)
        {
            thisApi.GetPhysicalDeviceQueueFamilyProperties(physicalDevice, queueFamilyPropertyCount, queueFamilyProperties);
        }
    }
}
