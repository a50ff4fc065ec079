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

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceFeatures</c>.</summary>
    public void GetPhysicalDeviceFeatures(PhysicalDevice physicalDevice, PhysicalDeviceFeatures* pFeatures) =>
        ((delegate* unmanaged<PhysicalDevice, PhysicalDeviceFeatures*, void>)Load(EntryPoint.GetPhysicalDeviceFeatures))(physicalDevice, pFeatures);

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceFeatures2</c>.</summary>
    public void GetPhysicalDeviceFeatures2(PhysicalDevice physicalDevice, PhysicalDeviceFeatures2* pFeatures) =>
        ((delegate* unmanaged<PhysicalDevice, PhysicalDeviceFeatures2*, void>)Load(EntryPoint.GetPhysicalDeviceFeatures2))(physicalDevice, pFeatures);

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceFeatures2</c>.</summary>
    public void GetPhysicalDeviceFeatures2(PhysicalDevice physicalDevice, out PhysicalDeviceFeatures2 pFeatures)
    {
        fixed (PhysicalDeviceFeatures2* features = &pFeatures)
        {
            GetPhysicalDeviceFeatures2(physicalDevice, features);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceFeatures2</c>.</summary>
    public PhysicalDeviceFeatures2 GetPhysicalDeviceFeatures2(PhysicalDevice physicalDevice)
    {
        PhysicalDeviceFeatures2 result = default;
        GetPhysicalDeviceFeatures2(physicalDevice, &result);

        return result;
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceProperties</c>.</summary>
    public void GetPhysicalDeviceProperties(PhysicalDevice physicalDevice, PhysicalDeviceProperties* pProperties) =>
        ((delegate* unmanaged<PhysicalDevice, PhysicalDeviceProperties*, void>)Load(EntryPoint.GetPhysicalDeviceProperties))(physicalDevice, pProperties);

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceProperties</c>.</summary>
    public void GetPhysicalDeviceProperties(PhysicalDevice physicalDevice, out PhysicalDeviceProperties pProperties)
    {
        fixed (PhysicalDeviceProperties* properties = &pProperties)
        {
            GetPhysicalDeviceProperties(physicalDevice, properties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceProperties</c>.</summary>
    public PhysicalDeviceProperties GetPhysicalDeviceProperties(PhysicalDevice physicalDevice)
    {
        PhysicalDeviceProperties result = default;
        GetPhysicalDeviceProperties(physicalDevice, &result);

        return result;
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceProperties2</c>.</summary>
    public void GetPhysicalDeviceProperties2(PhysicalDevice physicalDevice, PhysicalDeviceProperties2* pProperties) =>
        ((delegate* unmanaged<PhysicalDevice, PhysicalDeviceProperties2*, void>)Load(EntryPoint.GetPhysicalDeviceProperties2))(physicalDevice, pProperties);

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceProperties2</c>.</summary>
    public void GetPhysicalDeviceProperties2(PhysicalDevice physicalDevice, out PhysicalDeviceProperties2 pProperties)
    {
        fixed (PhysicalDeviceProperties2* properties = &pProperties)
        {
            GetPhysicalDeviceProperties2(physicalDevice, properties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceProperties2</c>.</summary>
    public PhysicalDeviceProperties2 GetPhysicalDeviceProperties2(PhysicalDevice physicalDevice)
    {
        PhysicalDeviceProperties2 result = default;
        GetPhysicalDeviceProperties2(physicalDevice, &result);

        return result;
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceMemoryProperties</c>.</summary>
    public void GetPhysicalDeviceMemoryProperties(PhysicalDevice physicalDevice, PhysicalDeviceMemoryProperties* pMemoryProperties) =>
        ((delegate* unmanaged<PhysicalDevice, PhysicalDeviceMemoryProperties*, void>)Load(EntryPoint.GetPhysicalDeviceMemoryProperties))(physicalDevice, pMemoryProperties);

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceMemoryProperties</c>.</summary>
    public void GetPhysicalDeviceMemoryProperties(PhysicalDevice physicalDevice, out PhysicalDeviceMemoryProperties pMemoryProperties)
    {
        fixed (PhysicalDeviceMemoryProperties* memoryProperties = &pMemoryProperties)
        {
            GetPhysicalDeviceMemoryProperties(physicalDevice, memoryProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceMemoryProperties</c>.</summary>
    public PhysicalDeviceMemoryProperties GetPhysicalDeviceMemoryProperties(PhysicalDevice physicalDevice)
    {
        PhysicalDeviceMemoryProperties result = default;
        GetPhysicalDeviceMemoryProperties(physicalDevice, &result);

        return result;
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceQueueFamilyProperties</c>.</summary>
    public void GetPhysicalDeviceQueueFamilyProperties(
        PhysicalDevice physicalDevice,
        uint* pQueueFamilyPropertyCount,
        QueueFamilyProperties* pQueueFamilyProperties) =>
        ((delegate* unmanaged<PhysicalDevice, uint*, QueueFamilyProperties*, void>)Load(EntryPoint.GetPhysicalDeviceQueueFamilyProperties))(physicalDevice, pQueueFamilyPropertyCount, pQueueFamilyProperties);

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceQueueFamilyProperties</c>.</summary>
    public void GetPhysicalDeviceQueueFamilyProperties(
        PhysicalDevice physicalDevice,
        uint* pQueueFamilyPropertyCount,
        out QueueFamilyProperties pQueueFamilyProperties)
    {
        fixed (QueueFamilyProperties* queueFamilyProperties = &pQueueFamilyProperties)
        {
            GetPhysicalDeviceQueueFamilyProperties(physicalDevice, pQueueFamilyPropertyCount, queueFamilyProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceQueueFamilyProperties</c>.</summary>
    public void GetPhysicalDeviceQueueFamilyProperties(
        PhysicalDevice physicalDevice,
        ref uint pQueueFamilyPropertyCount,
        QueueFamilyProperties* pQueueFamilyProperties)
    {
        fixed (uint* queueFamilyPropertyCount = &pQueueFamilyPropertyCount)
        {
            GetPhysicalDeviceQueueFamilyProperties(physicalDevice, queueFamilyPropertyCount, pQueueFamilyProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceQueueFamilyProperties</c>.</summary>
    public void GetPhysicalDeviceQueueFamilyProperties(
        PhysicalDevice physicalDevice,
        ref uint pQueueFamilyPropertyCount,
        out QueueFamilyProperties pQueueFamilyProperties)
    {
        fixed (uint* queueFamilyPropertyCount = &pQueueFamilyPropertyCount)
        fixed (QueueFamilyProperties* queueFamilyProperties = &pQueueFamilyProperties)
        {
            GetPhysicalDeviceQueueFamilyProperties(physicalDevice, queueFamilyPropertyCount, queueFamilyProperties);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceQueueFamilyProperties</c>.</summary>
    public QueueFamilyProperties GetPhysicalDeviceQueueFamilyProperties(PhysicalDevice physicalDevice, uint* pQueueFamilyPropertyCount)
    {
        QueueFamilyProperties result = default;
        GetPhysicalDeviceQueueFamilyProperties(physicalDevice, pQueueFamilyPropertyCount, &result);

        return result;
    }

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceQueueFamilyProperties</c>.</summary>
    public QueueFamilyProperties GetPhysicalDeviceQueueFamilyProperties(PhysicalDevice physicalDevice, ref uint pQueueFamilyPropertyCount)
    {
        QueueFamilyProperties result = default;
        fixed (uint* queueFamilyPropertyCount = &pQueueFamilyPropertyCount)
        {
            GetPhysicalDeviceQueueFamilyProperties(physicalDevice, queueFamilyPropertyCount, &result);
        }

        return result;
    }
}
