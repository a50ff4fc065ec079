namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
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
