using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkPhysicalDeviceSubgroupSizeControlFeatures</c>.</summary>
public unsafe struct PhysicalDeviceSubgroupSizeControlFeatures
{
    public StructureType SType;
    public void* PNext;
    public Bool32 SubgroupSizeControl;
    public Bool32 ComputeFullSubgroups;

    public PhysicalDeviceSubgroupSizeControlFeatures(
        StructureType? sType = StructureType.PhysicalDeviceSubgroupSizeControlFeatures,
        void* pNext = null,
        Bool32? subgroupSizeControl = null,
        Bool32? computeFullSubgroups = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        SubgroupSizeControl = subgroupSizeControl.GetValueOrDefault();
        ComputeFullSubgroups = computeFullSubgroups.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceMaintenance4Features</c>.</summary>
public unsafe struct PhysicalDeviceMaintenance4Features
{
    public StructureType SType;
    public void* PNext;
    public Bool32 Maintenance4;

    public PhysicalDeviceMaintenance4Features(
        StructureType? sType = StructureType.PhysicalDeviceMaintenance4Features,
        void* pNext = null,
        Bool32? maintenance4 = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Maintenance4 = maintenance4.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDevice16BitStorageFeatures</c>.</summary>
public unsafe struct PhysicalDevice16BitStorageFeatures
{
    public StructureType SType;
    public void* PNext;
    public Bool32 StorageBuffer16BitAccess;
    public Bool32 UniformAndStorageBuffer16BitAccess;
    public Bool32 StoragePushConstant16;
    public Bool32 StorageInputOutput16;

    public PhysicalDevice16BitStorageFeatures(
        StructureType? sType = StructureType.PhysicalDevice16BitStorageFeatures,
        void* pNext = null,
        Bool32? storageBuffer16BitAccess = null,
        Bool32? uniformAndStorageBuffer16BitAccess = null,
        Bool32? storagePushConstant16 = null,
        Bool32? storageInputOutput16 = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        StorageBuffer16BitAccess = storageBuffer16BitAccess.GetValueOrDefault();
        UniformAndStorageBuffer16BitAccess = uniformAndStorageBuffer16BitAccess.GetValueOrDefault();
        StoragePushConstant16 = storagePushConstant16.GetValueOrDefault();
        StorageInputOutput16 = storageInputOutput16.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDevice8BitStorageFeatures</c>.</summary>
public unsafe struct PhysicalDevice8BitStorageFeatures
{
    public StructureType SType;
    public void* PNext;
    public Bool32 StorageBuffer8BitAccess;
    public Bool32 UniformAndStorageBuffer8BitAccess;
    public Bool32 StoragePushConstant8;

    public PhysicalDevice8BitStorageFeatures(
        StructureType? sType = StructureType.PhysicalDevice8BitStorageFeatures,
        void* pNext = null,
        Bool32? storageBuffer8BitAccess = null,
        Bool32? uniformAndStorageBuffer8BitAccess = null,
        Bool32? storagePushConstant8 = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        StorageBuffer8BitAccess = storageBuffer8BitAccess.GetValueOrDefault();
        UniformAndStorageBuffer8BitAccess = uniformAndStorageBuffer8BitAccess.GetValueOrDefault();
        StoragePushConstant8 = storagePushConstant8.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceShaderFloat16Int8Features</c>.</summary>
public unsafe struct PhysicalDeviceShaderFloat16Int8Features
{
    public StructureType SType;
    public void* PNext;
    public Bool32 ShaderFloat16;
    public Bool32 ShaderInt8;

    public PhysicalDeviceShaderFloat16Int8Features(
        StructureType? sType = StructureType.PhysicalDeviceShaderFloat16Int8Features,
        void* pNext = null,
        Bool32? shaderFloat16 = null,
        Bool32? shaderInt8 = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        ShaderFloat16 = shaderFloat16.GetValueOrDefault();
        ShaderInt8 = shaderInt8.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceTimelineSemaphoreFeatures</c>.</summary>
public unsafe struct PhysicalDeviceTimelineSemaphoreFeatures
{
    public StructureType SType;
    public void* PNext;
    public Bool32 TimelineSemaphore;

    public PhysicalDeviceTimelineSemaphoreFeatures(
        StructureType? sType = StructureType.PhysicalDeviceTimelineSemaphoreFeatures,
        void* pNext = null,
        Bool32? timelineSemaphore = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        TimelineSemaphore = timelineSemaphore.GetValueOrDefault();
    }
}
