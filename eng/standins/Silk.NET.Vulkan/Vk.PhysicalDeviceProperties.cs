namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
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

    /// <summary>Calls Vulkan's <c>vkGetPhysicalDeviceMemoryProperties2</c>.</summary>
    public void GetPhysicalDeviceMemoryProperties2(PhysicalDevice physicalDevice, PhysicalDeviceMemoryProperties2* pMemoryProperties) =>
        ((delegate* unmanaged<PhysicalDevice, PhysicalDeviceMemoryProperties2*, void>)Load(EntryPoint.GetPhysicalDeviceMemoryProperties2))(physicalDevice, pMemoryProperties);
}
