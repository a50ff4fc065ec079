using System;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result EnumeratePhysicalDevices(
        this Vk thisApi,
        Instance instance,
        uint* pPhysicalDeviceCount,
        Span<PhysicalDevice> pPhysicalDevices)
    {
        fixed (PhysicalDevice* physicalDevices = pPhysicalDevices)
        {
            return thisApi.EnumeratePhysicalDevices(instance, pPhysicalDeviceCount, physicalDevices);
        }
    }

    public static Result EnumeratePhysicalDevices(
        this Vk thisApi,
        Instance instance,
        Span<uint> pPhysicalDeviceCount,
        PhysicalDevice* pPhysicalDevices)
    {
        fixed (uint* physicalDeviceCount = pPhysicalDeviceCount)
        {
            return thisApi.EnumeratePhysicalDevices(instance, physicalDeviceCount, pPhysicalDevices);
        }
    }

    public static Result EnumeratePhysicalDevices(
        this Vk thisApi,
        Instance instance,
        Span<uint> pPhysicalDeviceCount,
        Span<PhysicalDevice> pPhysicalDevices)
    {
        fixed (uint* physicalDeviceCount = pPhysicalDeviceCount)
        fixed (PhysicalDevice* physicalDevices = pPhysicalDevices)
        {
            return thisApi.EnumeratePhysicalDevices(instance, physicalDeviceCount, physicalDevices);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        byte* pLayerName,
        uint* pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        fixed (ExtensionProperties* properties = pProperties)
        {
            return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, pLayerName, pPropertyCount, properties);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        byte* pLayerName,
        Span<uint> pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (uint* propertyCount = pPropertyCount)
        {
            return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, pLayerName, propertyCount, pProperties);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        byte* pLayerName,
        Span<uint> pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        fixed (uint* propertyCount = pPropertyCount)
        fixed (ExtensionProperties* properties = pProperties)
        {
            return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, pLayerName, propertyCount, properties);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        ReadOnlySpan<byte> pLayerName,
        uint* pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (byte* layerName = pLayerName)
        {
            return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, layerName, pPropertyCount, pProperties);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        ReadOnlySpan<byte> pLayerName,
        uint* pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        fixed (byte* layerName = pLayerName)
        fixed (ExtensionProperties* properties = pProperties)
        {
            return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, layerName, pPropertyCount, properties);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        ReadOnlySpan<byte> pLayerName,
        Span<uint> pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (byte* layerName = pLayerName)
        fixed (uint* propertyCount = pPropertyCount)
        {
            return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, layerName, propertyCount, pProperties);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        ReadOnlySpan<byte> pLayerName,
        Span<uint> pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        fixed (byte* layerName = pLayerName)
        fixed (uint* propertyCount = pPropertyCount)
        fixed (ExtensionProperties* properties = pProperties)
        {
            return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, layerName, propertyCount, properties);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        string pLayerName,
        uint* pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (ExtensionProperties* properties = pProperties)
            {
                return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, layerName, pPropertyCount, properties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        string pLayerName,
        Span<uint> pPropertyCount,
        ExtensionProperties* pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (uint* propertyCount = pPropertyCount)
            {
                return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, layerName, propertyCount, pProperties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    public static Result EnumerateDeviceExtensionProperties(
        this Vk thisApi,
        PhysicalDevice physicalDevice,
        string pLayerName,
        Span<uint> pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (uint* propertyCount = pPropertyCount)
            fixed (ExtensionProperties* properties = pProperties)
            {
                return thisApi.EnumerateDeviceExtensionProperties(physicalDevice, layerName, propertyCount, properties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

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
