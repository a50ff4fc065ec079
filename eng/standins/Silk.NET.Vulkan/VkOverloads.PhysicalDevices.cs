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
}
