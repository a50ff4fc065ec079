using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static void GetPhysicalDeviceFeatures(this Vk thisApi, PhysicalDevice physicalDevice, Span<PhysicalDeviceFeatures> pFeatures)
    {
        fixed (PhysicalDeviceFeatures* features = pFeatures)
        {
            thisApi.GetPhysicalDeviceFeatures(physicalDevice, features);
        }
    }

    public static void GetPhysicalDeviceFeatures2(this Vk thisApi, PhysicalDevice physicalDevice, Span<PhysicalDeviceFeatures2> pFeatures)
    {
        fixed (PhysicalDeviceFeatures2* features = pFeatures)
        {
            thisApi.GetPhysicalDeviceFeatures2(physicalDevice, features);
        }
    }

    public static void GetPhysicalDeviceProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        Span<PhysicalDeviceProperties> pProperties)
    {
        fixed (PhysicalDeviceProperties* properties = pProperties)
        {
            thisApi.GetPhysicalDeviceProperties(physicalDevice, properties);
        }
    }

    public static void GetPhysicalDeviceProperties2(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        Span<PhysicalDeviceProperties2> pProperties)
    {
        fixed (PhysicalDeviceProperties2* properties = pProperties)
        {
            thisApi.GetPhysicalDeviceProperties2(physicalDevice, properties);
        }
    }

    public static void GetPhysicalDeviceMemoryProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        Span<PhysicalDeviceMemoryProperties> pMemoryProperties)
    {
        fixed (PhysicalDeviceMemoryProperties* memoryProperties = pMemoryProperties)
        {
            thisApi.GetPhysicalDeviceMemoryProperties(physicalDevice, memoryProperties);
        }
    }
}
