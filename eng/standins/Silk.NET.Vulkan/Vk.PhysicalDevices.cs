using Silk.NET.Core.Native;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkEnumeratePhysicalDevices</c>.</summary>
    public Result EnumeratePhysicalDevices(Instance instance, uint* pPhysicalDeviceCount, PhysicalDevice* pPhysicalDevices) =>
        ((delegate* unmanaged<Instance, uint*, PhysicalDevice*, Result>)Load(EntryPoint.EnumeratePhysicalDevices))(instance, pPhysicalDeviceCount, pPhysicalDevices);

    /// <summary>Calls Vulkan's <c>vkEnumeratePhysicalDevices</c>.</summary>
    public Result EnumeratePhysicalDevices(Instance instance, uint* pPhysicalDeviceCount, ref PhysicalDevice pPhysicalDevices)
    {
        fixed (PhysicalDevice* physicalDevices = &pPhysicalDevices)
        {
            return EnumeratePhysicalDevices(instance, pPhysicalDeviceCount, physicalDevices);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumeratePhysicalDevices</c>.</summary>
    public Result EnumeratePhysicalDevices(Instance instance, ref uint pPhysicalDeviceCount, PhysicalDevice* pPhysicalDevices)
    {
        fixed (uint* physicalDeviceCount = &pPhysicalDeviceCount)
        {
            return EnumeratePhysicalDevices(instance, physicalDeviceCount, pPhysicalDevices);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumeratePhysicalDevices</c>.</summary>
    public Result EnumeratePhysicalDevices(Instance instance, ref uint pPhysicalDeviceCount, ref PhysicalDevice pPhysicalDevices)
    {
        fixed (uint* physicalDeviceCount = &pPhysicalDeviceCount)
        fixed (PhysicalDevice* physicalDevices = &pPhysicalDevices)
        {
            return EnumeratePhysicalDevices(instance, physicalDeviceCount, physicalDevices);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        byte* pLayerName,
        uint* pPropertyCount,
        ExtensionProperties* pProperties) =>
        ((delegate* unmanaged<PhysicalDevice, byte*, uint*, ExtensionProperties*, Result>)Load(EntryPoint.EnumerateDeviceExtensionProperties))(physicalDevice, pLayerName, pPropertyCount, pProperties);

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        byte* pLayerName,
        uint* pPropertyCount,
        ref ExtensionProperties pProperties)
    {
        fixed (ExtensionProperties* properties = &pProperties)
        {
            return EnumerateDeviceExtensionProperties(physicalDevice, pLayerName, pPropertyCount, properties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        byte* pLayerName,
        ref uint pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (uint* propertyCount = &pPropertyCount)
        {
            return EnumerateDeviceExtensionProperties(physicalDevice, pLayerName, propertyCount, pProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        byte* pLayerName,
        ref uint pPropertyCount,
        ref ExtensionProperties pProperties)
    {
        fixed (uint* propertyCount = &pPropertyCount)
        fixed (ExtensionProperties* properties = &pProperties)
        {
            return EnumerateDeviceExtensionProperties(physicalDevice, pLayerName, propertyCount, properties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        ref readonly byte pLayerName,
        uint* pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (byte* layerName = &pLayerName)
        {
            return EnumerateDeviceExtensionProperties(physicalDevice, layerName, pPropertyCount, pProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        ref readonly byte pLayerName,
        uint* pPropertyCount,
        ref ExtensionProperties pProperties)
    {
        fixed (byte* layerName = &pLayerName)
        fixed (ExtensionProperties* properties = &pProperties)
        {
            return EnumerateDeviceExtensionProperties(physicalDevice, layerName, pPropertyCount, properties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        ref readonly byte pLayerName,
        ref uint pPropertyCount,
        ExtensionProperties* pProperties)
    {
        fixed (byte* layerName = &pLayerName)
        fixed (uint* propertyCount = &pPropertyCount)
        {
            return EnumerateDeviceExtensionProperties(physicalDevice, layerName, propertyCount, pProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        ref readonly byte pLayerName,
        ref uint pPropertyCount,
        ref ExtensionProperties pProperties)
    {
        fixed (byte* layerName = &pLayerName)
        fixed (uint* propertyCount = &pPropertyCount)
        fixed (ExtensionProperties* properties = &pProperties)
        {
            return EnumerateDeviceExtensionProperties(physicalDevice, layerName, propertyCount, properties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        string pLayerName,
        uint* pPropertyCount,
        ExtensionProperties* pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            return EnumerateDeviceExtensionProperties(physicalDevice, layerName, pPropertyCount, pProperties);
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        string pLayerName,
        uint* pPropertyCount,
        ref ExtensionProperties pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (ExtensionProperties* properties = &pProperties)
            {
                return EnumerateDeviceExtensionProperties(physicalDevice, layerName, pPropertyCount, properties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        string pLayerName,
        ref uint pPropertyCount,
        ExtensionProperties* pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (uint* propertyCount = &pPropertyCount)
            {
                return EnumerateDeviceExtensionProperties(physicalDevice, layerName, propertyCount, pProperties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEnumerateDeviceExtensionProperties</c>.</summary>
    public Result EnumerateDeviceExtensionProperties(
        PhysicalDevice physicalDevice,
        string pLayerName,
        ref uint pPropertyCount,
        ref ExtensionProperties pProperties)
    {
        byte* layerName = (byte*)SilkMarshal.StringToPtr(pLayerName, NativeStringEncoding.UTF8);
        try
        {
            fixed (uint* propertyCount = &pPropertyCount)
            fixed (ExtensionProperties* properties = &pProperties)
            {
                return EnumerateDeviceExtensionProperties(physicalDevice, layerName, propertyCount, properties);
            }
        }
        finally
        {
            SilkMarshal.Free((nint)layerName);
        }
    }
}
