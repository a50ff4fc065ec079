using Silk.NET.Core;
using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreateInstance</c>.</summary>
    public Result CreateInstance(InstanceCreateInfo* pCreateInfo, AllocationCallbacks* pAllocator, Instance* pInstance)
    {
        Result result = ((delegate* unmanaged<InstanceCreateInfo*, AllocationCallbacks*, Instance*, Result>)Load(EntryPoint.CreateInstance))(pCreateInfo, pAllocator, pInstance);
        if (result == Result.Success)
        {
            CurrentInstance = *pInstance;
        }

        return result;
    }

    /// <summary>Calls Vulkan's <c>vkCreateInstance</c>.</summary>
    public Result CreateInstance(InstanceCreateInfo* pCreateInfo, AllocationCallbacks* pAllocator, out Instance pInstance)
    {
        fixed (Instance* instance = &pInstance)
        {
            return CreateInstance(pCreateInfo, pAllocator, instance);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateInstance</c>.</summary>
    public Result CreateInstance(ref readonly InstanceCreateInfo pCreateInfo, AllocationCallbacks* pAllocator, Instance* pInstance)
    {
        fixed (InstanceCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateInstance(createInfo, pAllocator, pInstance);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateInstance</c>.</summary>
    public Result CreateInstance(ref readonly InstanceCreateInfo pCreateInfo, AllocationCallbacks* pAllocator, out Instance pInstance)
    {
        fixed (InstanceCreateInfo* createInfo = &pCreateInfo)
        fixed (Instance* instance = &pInstance)
        {
            return CreateInstance(createInfo, pAllocator, instance);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyInstance</c>.</summary>
    public void DestroyInstance(Instance instance, AllocationCallbacks* pAllocator)
    {
        ((delegate* unmanaged<Instance, AllocationCallbacks*, void>)Load(EntryPoint.DestroyInstance))(instance, pAllocator);
        if (CurrentInstance?.Handle == instance.Handle)
        {
            CurrentInstance = null;
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateInstanceVersion</c>.</summary>
    public Result EnumerateInstanceVersion(uint* pApiVersion) =>
        ((delegate* unmanaged<uint*, Result>)Load(EntryPoint.EnumerateInstanceVersion))(pApiVersion);

    /// <summary>Calls Vulkan's <c>vkEnumerateInstanceVersion</c>.</summary>
    public Result EnumerateInstanceVersion(ref uint pApiVersion)
    {
        fixed (uint* apiVersion = &pApiVersion)
        {
            return EnumerateInstanceVersion(apiVersion);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateInstanceExtensionProperties</c>.</summary>
    public Result EnumerateInstanceExtensionProperties(byte* pLayerName, uint* pPropertyCount, ExtensionProperties* pProperties) =>
        ((delegate* unmanaged<byte*, uint*, ExtensionProperties*, Result>)Load(EntryPoint.EnumerateInstanceExtensionProperties))(pLayerName, pPropertyCount, pProperties);

    /// <summary>Calls Vulkan's <c>vkEnumerateInstanceExtensionProperties</c>.</summary>
    public Result EnumerateInstanceExtensionProperties(byte* pLayerName, ref uint pPropertyCount, ExtensionProperties* pProperties)
    {
        fixed (uint* propertyCount = &pPropertyCount)
        {
            return EnumerateInstanceExtensionProperties(pLayerName, propertyCount, pProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateInstanceExtensionProperties</c>.</summary>
    public Result EnumerateInstanceExtensionProperties(string pLayerName, ref uint pPropertyCount, ExtensionProperties* pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (uint* propertyCount = &pPropertyCount)
            {
                return EnumerateInstanceExtensionProperties(layerName, propertyCount, pProperties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateInstanceLayerProperties</c>.</summary>
    public Result EnumerateInstanceLayerProperties(uint* pPropertyCount, LayerProperties* pProperties) =>
        ((delegate* unmanaged<uint*, LayerProperties*, Result>)Load(EntryPoint.EnumerateInstanceLayerProperties))(pPropertyCount, pProperties);

    /// <summary>Calls Vulkan's <c>vkEnumerateInstanceLayerProperties</c>.</summary>
    public Result EnumerateInstanceLayerProperties(ref uint pPropertyCount, LayerProperties* pProperties)
    {
        fixed (uint* propertyCount = &pPropertyCount)
        {
            return EnumerateInstanceLayerProperties(propertyCount, pProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetInstanceProcAddr</c>.</summary>
    public PfnVoidFunction GetInstanceProcAddr(Instance instance, byte* pName) =>
        new((delegate* unmanaged[Cdecl]<void>)((delegate* unmanaged<Instance, byte*, nint>)Load(EntryPoint.GetInstanceProcAddr))(instance, pName));

    /// <summary>Calls Vulkan's <c>vkGetInstanceProcAddr</c>.</summary>
    public PfnVoidFunction GetInstanceProcAddr(Instance instance, string pName)
    {
        byte* name = (byte*)SilkMarshal.StringToPtr(pName, NativeStringEncoding.UTF8);
        try
        {
            return GetInstanceProcAddr(instance, name);
        }
        finally
        {
            SilkMarshal.Free((nint)name);
        }
    }
}
