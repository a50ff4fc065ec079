namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkDeviceCreateInfo</c>.</summary>
public unsafe struct DeviceCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public uint Flags;
    public uint QueueCreateInfoCount;
    public DeviceQueueCreateInfo* PQueueCreateInfos;
    public uint EnabledLayerCount;
    public byte** PpEnabledLayerNames;
    public uint EnabledExtensionCount;
    public byte** PpEnabledExtensionNames;
    public PhysicalDeviceFeatures* PEnabledFeatures;

    public DeviceCreateInfo(
        StructureType? sType = StructureType.DeviceCreateInfo,
        void* pNext = null,
        uint? flags = null,
        uint? queueCreateInfoCount = null,
        DeviceQueueCreateInfo* pQueueCreateInfos = null,
        uint? enabledLayerCount = null,
        byte** ppEnabledLayerNames = null,
        uint? enabledExtensionCount = null,
        byte** ppEnabledExtensionNames = null,
        PhysicalDeviceFeatures* pEnabledFeatures = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        QueueCreateInfoCount = queueCreateInfoCount.GetValueOrDefault();
        PQueueCreateInfos = pQueueCreateInfos;
        EnabledLayerCount = enabledLayerCount.GetValueOrDefault();
        PpEnabledLayerNames = ppEnabledLayerNames;
        EnabledExtensionCount = enabledExtensionCount.GetValueOrDefault();
        PpEnabledExtensionNames = ppEnabledExtensionNames;
        PEnabledFeatures = pEnabledFeatures;
    }
}

/// <summary>Vulkan's <c>VkDeviceQueueCreateInfo</c>.</summary>
public unsafe struct DeviceQueueCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public DeviceQueueCreateFlags Flags;
    public uint QueueFamilyIndex;
    public uint QueueCount;
    public float* PQueuePriorities;

    public DeviceQueueCreateInfo(
        StructureType? sType = StructureType.DeviceQueueCreateInfo,
        void* pNext = null,
        DeviceQueueCreateFlags? flags = null,
        uint? queueFamilyIndex = null,
        uint? queueCount = null,
        float* pQueuePriorities = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        QueueFamilyIndex = queueFamilyIndex.GetValueOrDefault();
        QueueCount = queueCount.GetValueOrDefault();
        PQueuePriorities = pQueuePriorities;
    }
}

/// <summary>Vulkan's <c>VkQueueFamilyProperties</c>.</summary>
public struct QueueFamilyProperties
{
    public QueueFlags QueueFlags;
    public uint QueueCount;
    public uint TimestampValidBits;
    public Extent3D MinImageTransferGranularity;

    public QueueFamilyProperties(
        QueueFlags? queueFlags = null,
        uint? queueCount = null,
        uint? timestampValidBits = null,
        Extent3D? minImageTransferGranularity = null)
        : this()
    {
        QueueFlags = queueFlags.GetValueOrDefault();
        QueueCount = queueCount.GetValueOrDefault();
        TimestampValidBits = timestampValidBits.GetValueOrDefault();
        MinImageTransferGranularity = minImageTransferGranularity.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkExtent3D</c>.</summary>
public struct Extent3D
{
    public uint Width;
    public uint Height;
    public uint Depth;

    public Extent3D(uint? width = null, uint? height = null, uint? depth = null)
        : this()
    {
        Width = width.GetValueOrDefault();
        Height = height.GetValueOrDefault();
        Depth = depth.GetValueOrDefault();
    }
}
