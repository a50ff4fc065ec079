using System;
using Silk.NET.Core;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreateInstance(
        this Vk thisApi,
        InstanceCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Instance> pInstance)
    {
        fixed (Instance* instance = pInstance)
        {
            return thisApi.CreateInstance(pCreateInfo, pAllocator, instance);
        }
    }

    public static Result CreateInstance(
        this Vk thisApi,
        ReadOnlySpan<InstanceCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Instance* pInstance)
    {
        fixed (InstanceCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateInstance(createInfo, pAllocator, pInstance);
        }
    }

    public static Result CreateInstance(
        this Vk thisApi,
        ReadOnlySpan<InstanceCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Instance> pInstance)
    {
        fixed (InstanceCreateInfo* createInfo = pCreateInfo)
        fixed (Instance* instance = pInstance)
        {
            return thisApi.CreateInstance(createInfo, pAllocator, instance);
        }
    }

    public static Result EnumerateInstanceVersion(this Vk thisApi, Span<uint> pApiVersion)
    {
        fixed (uint* apiVersion = pApiVersion)
        {
            return thisApi.EnumerateInstanceVersion(apiVersion);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        byte* pLayerName,
        uint* pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        fixed (ExtensionProperties* properties = pProperties)
        {
            return thisApi.EnumerateInstanceExtensionProperties(pLayerName, pPropertyCount, properties);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        byte* pLayerName,
        Span<uint> pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (uint* propertyCount = pPropertyCount)
        {
            return thisApi.EnumerateInstanceExtensionProperties(pLayerName, propertyCount, pProperties);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        byte* pLayerName,
        Span<uint> pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        fixed (uint* propertyCount = pPropertyCount)
        fixed (ExtensionProperties* properties = pProperties)
        {
            return thisApi.EnumerateInstanceExtensionProperties(pLayerName, propertyCount, properties);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        ReadOnlySpan<byte> pLayerName,
        uint* pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (byte* layerName = pLayerName)
        {
            return thisApi.EnumerateInstanceExtensionProperties(layerName, pPropertyCount, pProperties);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        ReadOnlySpan<byte> pLayerName,
        uint* pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        fixed (byte* layerName = pLayerName)
        fixed (ExtensionProperties* properties = pProperties)
        {
            return thisApi.EnumerateInstanceExtensionProperties(layerName, pPropertyCount, properties);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        ReadOnlySpan<byte> pLayerName,
        Span<uint> pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (byte* layerName = pLayerName)
        fixed (uint* propertyCount = pPropertyCount)
        {
            return thisApi.EnumerateInstanceExtensionProperties(layerName, propertyCount, pProperties);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        ReadOnlySpan<byte> pLayerName,
        Span<uint> pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        fixed (byte* layerName = pLayerName)
        fixed (uint* propertyCount = pPropertyCount)
        fixed (ExtensionProperties* properties = pProperties)
        {
            return thisApi.EnumerateInstanceExtensionProperties(layerName, propertyCount, properties);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        string pLayerName,
        uint* pPropertyCount,
        Span<ExtensionProperties> pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (ExtensionProperties* properties = pProperties)
            {
                return thisApi.EnumerateInstanceExtensionProperties(layerName, pPropertyCount, properties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
        string pLayerName,
        Span<uint> pPropertyCount,
        ExtensionProperties* pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (uint* propertyCount = pPropertyCount)
            {
                return thisApi.EnumerateInstanceExtensionProperties(layerName, propertyCount, pProperties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    public static Result EnumerateInstanceExtensionProperties(
        this Vk thisApi,
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
                return thisApi.EnumerateInstanceExtensionProperties(layerName, propertyCount, properties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    public static Result EnumerateInstanceLayerProperties(this Vk thisApi, uint* pPropertyCount, Span<LayerProperties> pProperties)
    {
        fixed (LayerProperties* properties = pProperties)
        {
            return thisApi.EnumerateInstanceLayerProperties(pPropertyCount, properties);
        }
    }

    public static Result EnumerateInstanceLayerProperties(this Vk thisApi, Span<uint> pPropertyCount, LayerProperties* pProperties)
    {
        fixed (uint* propertyCount = pPropertyCount)
        {
            return thisApi.EnumerateInstanceLayerProperties(propertyCount, pProperties);
        }
    }

    public static Result EnumerateInstanceLayerProperties(this Vk thisApi, Span<uint> pPropertyCount, Span<LayerProperties> pProperties)
    {
        fixed (uint* propertyCount = pPropertyCount)
        fixed (LayerProperties* properties = pProperties)
        {
            return thisApi.EnumerateInstanceLayerProperties(propertyCount, properties);
        }
    }

    public static PfnVoidFunction GetInstanceProcAddr(this Vk thisApi, Instance instance, ReadOnlySpan<byte> pName)
    {
        fixed (byte* name = pName)
        {
            return thisApi.GetInstanceProcAddr(instance, name);
        }
    }
}
