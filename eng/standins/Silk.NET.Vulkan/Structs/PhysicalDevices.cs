using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkPhysicalDeviceProperties</c>.</summary>
public unsafe struct PhysicalDeviceProperties
{
    public uint ApiVersion;
    public uint DriverVersion;
    public uint VendorID;
    public uint DeviceID;
    public PhysicalDeviceType DeviceType;
    public fixed byte DeviceName[256];
    public fixed byte PipelineCacheUuid[16];
    public PhysicalDeviceLimits Limits;
    public PhysicalDeviceSparseProperties SparseProperties;

    public PhysicalDeviceProperties(
        uint? apiVersion = null,
        uint? driverVersion = null,
        uint? vendorID = null,
        uint? deviceID = null,
        PhysicalDeviceType? deviceType = null,
        PhysicalDeviceLimits? limits = null,
        PhysicalDeviceSparseProperties? sparseProperties = null)
        : this()
    {
        ApiVersion = apiVersion.GetValueOrDefault();
        DriverVersion = driverVersion.GetValueOrDefault();
        VendorID = vendorID.GetValueOrDefault();
        DeviceID = deviceID.GetValueOrDefault();
        DeviceType = deviceType.GetValueOrDefault();
        Limits = limits.GetValueOrDefault();
        SparseProperties = sparseProperties.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceProperties2</c>.</summary>
public unsafe struct PhysicalDeviceProperties2
{
    public StructureType SType;
    public void* PNext;
    public PhysicalDeviceProperties Properties;

    public PhysicalDeviceProperties2(
        StructureType? sType = StructureType.PhysicalDeviceProperties2,
        void* pNext = null,
        PhysicalDeviceProperties? properties = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Properties = properties.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceSparseProperties</c>.</summary>
public struct PhysicalDeviceSparseProperties
{
    public Bool32 ResidencyStandard2DBlockShape;
    public Bool32 ResidencyStandard2DMultisampleBlockShape;
    public Bool32 ResidencyStandard3DBlockShape;
    public Bool32 ResidencyAlignedMipSize;
    public Bool32 ResidencyNonResidentStrict;
}

/// <summary>Vulkan's <c>VkPhysicalDeviceSubgroupProperties</c>.</summary>
public unsafe struct PhysicalDeviceSubgroupProperties
{
    public StructureType SType;
    public void* PNext;
    public uint SubgroupSize;
    public ShaderStageFlags SupportedStages;
    public SubgroupFeatureFlags SupportedOperations;
    public Bool32 QuadOperationsInAllStages;

    public PhysicalDeviceSubgroupProperties(
        StructureType? sType = StructureType.PhysicalDeviceSubgroupProperties,
        void* pNext = null,
        uint? subgroupSize = null,
        ShaderStageFlags? supportedStages = null,
        SubgroupFeatureFlags? supportedOperations = null,
        Bool32? quadOperationsInAllStages = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        SubgroupSize = subgroupSize.GetValueOrDefault();
        SupportedStages = supportedStages.GetValueOrDefault();
        SupportedOperations = supportedOperations.GetValueOrDefault();
        QuadOperationsInAllStages = quadOperationsInAllStages.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceSubgroupSizeControlProperties</c>.</summary>
public unsafe struct PhysicalDeviceSubgroupSizeControlProperties
{
    public StructureType SType;
    public void* PNext;
    public uint MinSubgroupSize;
    public uint MaxSubgroupSize;
    public uint MaxComputeWorkgroupSubgroups;
    public ShaderStageFlags RequiredSubgroupSizeStages;

    public PhysicalDeviceSubgroupSizeControlProperties(
        StructureType? sType = StructureType.PhysicalDeviceSubgroupSizeControlProperties,
        void* pNext = null,
        uint? minSubgroupSize = null,
        uint? maxSubgroupSize = null,
        uint? maxComputeWorkgroupSubgroups = null,
        ShaderStageFlags? requiredSubgroupSizeStages = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        MinSubgroupSize = minSubgroupSize.GetValueOrDefault();
        MaxSubgroupSize = maxSubgroupSize.GetValueOrDefault();
        MaxComputeWorkgroupSubgroups = maxComputeWorkgroupSubgroups.GetValueOrDefault();
        RequiredSubgroupSizeStages = requiredSubgroupSizeStages.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceMaintenance3Properties</c>.</summary>
public unsafe struct PhysicalDeviceMaintenance3Properties
{
    public StructureType SType;
    public void* PNext;
    public uint MaxPerSetDescriptors;
    public ulong MaxMemoryAllocationSize;

    public PhysicalDeviceMaintenance3Properties(
        StructureType? sType = StructureType.PhysicalDeviceMaintenance3Properties,
        void* pNext = null,
        uint? maxPerSetDescriptors = null,
        ulong? maxMemoryAllocationSize = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        MaxPerSetDescriptors = maxPerSetDescriptors.GetValueOrDefault();
        MaxMemoryAllocationSize = maxMemoryAllocationSize.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceMaintenance4Properties</c>.</summary>
public unsafe struct PhysicalDeviceMaintenance4Properties
{
    public StructureType SType;
    public void* PNext;
    public ulong MaxBufferSize;

    public PhysicalDeviceMaintenance4Properties(
        StructureType? sType = StructureType.PhysicalDeviceMaintenance4Properties,
        void* pNext = null,
        ulong? maxBufferSize = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        MaxBufferSize = maxBufferSize.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceDriverProperties</c>.</summary>
public unsafe struct PhysicalDeviceDriverProperties
{
    public StructureType SType;
    public void* PNext;
    public DriverId DriverID;
    public fixed byte DriverName[256];
    public fixed byte DriverInfo[256];
    public ConformanceVersion ConformanceVersion;

    public PhysicalDeviceDriverProperties(
        StructureType? sType = StructureType.PhysicalDeviceDriverProperties,
        void* pNext = null,
        DriverId? driverID = null,
        ConformanceVersion? conformanceVersion = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        DriverID = driverID.GetValueOrDefault();
        ConformanceVersion = conformanceVersion.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkConformanceVersion</c>.</summary>
public struct ConformanceVersion
{
    public byte Major;
    public byte Minor;
    public byte Subminor;
    public byte Patch;

    public ConformanceVersion(byte? major = null, byte? minor = null, byte? subminor = null, byte? patch = null)
        : this()
    {
        Major = major.GetValueOrDefault();
        Minor = minor.GetValueOrDefault();
        Subminor = subminor.GetValueOrDefault();
        Patch = patch.GetValueOrDefault();
    }
}
