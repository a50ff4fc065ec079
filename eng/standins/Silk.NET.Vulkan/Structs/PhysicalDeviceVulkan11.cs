using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkPhysicalDeviceVulkan11Features</c>.</summary>
public unsafe struct PhysicalDeviceVulkan11Features
{
    public StructureType SType;
    public void* PNext;
    public Bool32 StorageBuffer16BitAccess;
    public Bool32 UniformAndStorageBuffer16BitAccess;
    public Bool32 StoragePushConstant16;
    public Bool32 StorageInputOutput16;
    public Bool32 Multiview;
    public Bool32 MultiviewGeometryShader;
    public Bool32 MultiviewTessellationShader;
    public Bool32 VariablePointersStorageBuffer;
    public Bool32 VariablePointers;
    public Bool32 ProtectedMemory;
    public Bool32 SamplerYcbcrConversion;
    public Bool32 ShaderDrawParameters;

    public PhysicalDeviceVulkan11Features(
        StructureType? sType = StructureType.PhysicalDeviceVulkan11Features,
        void* pNext = null,
        Bool32? storageBuffer16BitAccess = null,
        Bool32? uniformAndStorageBuffer16BitAccess = null,
        Bool32? storagePushConstant16 = null,
        Bool32? storageInputOutput16 = null,
        Bool32? multiview = null,
        Bool32? multiviewGeometryShader = null,
        Bool32? multiviewTessellationShader = null,
        Bool32? variablePointersStorageBuffer = null,
        Bool32? variablePointers = null,
        Bool32? protectedMemory = null,
        Bool32? samplerYcbcrConversion = null,
        Bool32? shaderDrawParameters = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        StorageBuffer16BitAccess = storageBuffer16BitAccess.GetValueOrDefault();
        UniformAndStorageBuffer16BitAccess = uniformAndStorageBuffer16BitAccess.GetValueOrDefault();
        StoragePushConstant16 = storagePushConstant16.GetValueOrDefault();
        StorageInputOutput16 = storageInputOutput16.GetValueOrDefault();
        Multiview = multiview.GetValueOrDefault();
        MultiviewGeometryShader = multiviewGeometryShader.GetValueOrDefault();
        MultiviewTessellationShader = multiviewTessellationShader.GetValueOrDefault();
        VariablePointersStorageBuffer = variablePointersStorageBuffer.GetValueOrDefault();
        VariablePointers = variablePointers.GetValueOrDefault();
        ProtectedMemory = protectedMemory.GetValueOrDefault();
        SamplerYcbcrConversion = samplerYcbcrConversion.GetValueOrDefault();
        ShaderDrawParameters = shaderDrawParameters.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDeviceVulkan11Properties</c>.</summary>
public unsafe struct PhysicalDeviceVulkan11Properties
{
    public StructureType SType;
    public void* PNext;
    public fixed byte DeviceUuid[16];
    public fixed byte DriverUuid[16];
    public fixed byte DeviceLuid[8];
    public uint DeviceNodeMask;
    public Bool32 DeviceLuidvalid;
    public uint SubgroupSize;
    public ShaderStageFlags SubgroupSupportedStages;
    public SubgroupFeatureFlags SubgroupSupportedOperations;
    public Bool32 SubgroupQuadOperationsInAllStages;
    public PointClippingBehavior PointClippingBehavior;
    public uint MaxMultiviewViewCount;
    public uint MaxMultiviewInstanceIndex;
    public Bool32 ProtectedNoFault;
    public uint MaxPerSetDescriptors;
    public ulong MaxMemoryAllocationSize;

    public PhysicalDeviceVulkan11Properties(
        StructureType? sType = StructureType.PhysicalDeviceVulkan11Properties,
        void* pNext = null,
        uint? deviceNodeMask = null,
        Bool32? deviceLuidvalid = null,
        uint? subgroupSize = null,
        ShaderStageFlags? subgroupSupportedStages = null,
        SubgroupFeatureFlags? subgroupSupportedOperations = null,
        Bool32? subgroupQuadOperationsInAllStages = null,
        PointClippingBehavior? pointClippingBehavior = null,
        uint? maxMultiviewViewCount = null,
        uint? maxMultiviewInstanceIndex = null,
        Bool32? protectedNoFault = null,
        uint? maxPerSetDescriptors = null,
        ulong? maxMemoryAllocationSize = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        DeviceNodeMask = deviceNodeMask.GetValueOrDefault();
        DeviceLuidvalid = deviceLuidvalid.GetValueOrDefault();
        SubgroupSize = subgroupSize.GetValueOrDefault();
        SubgroupSupportedStages = subgroupSupportedStages.GetValueOrDefault();
        SubgroupSupportedOperations = subgroupSupportedOperations.GetValueOrDefault();
        SubgroupQuadOperationsInAllStages = subgroupQuadOperationsInAllStages.GetValueOrDefault();
        PointClippingBehavior = pointClippingBehavior.GetValueOrDefault();
        MaxMultiviewViewCount = maxMultiviewViewCount.GetValueOrDefault();
        MaxMultiviewInstanceIndex = maxMultiviewInstanceIndex.GetValueOrDefault();
        ProtectedNoFault = protectedNoFault.GetValueOrDefault();
        MaxPerSetDescriptors = maxPerSetDescriptors.GetValueOrDefault();
        MaxMemoryAllocationSize = maxMemoryAllocationSize.GetValueOrDefault();
    }
}
