using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkPhysicalDeviceVulkan13Properties</c>.</summary>
public unsafe struct PhysicalDeviceVulkan13Properties
{
    public StructureType SType;
    public void* PNext;
    public uint MinSubgroupSize;
    public uint MaxSubgroupSize;
    public uint MaxComputeWorkgroupSubgroups;
    public ShaderStageFlags RequiredSubgroupSizeStages;
    public uint MaxInlineUniformBlockSize;
    public uint MaxPerStageDescriptorInlineUniformBlocks;
    public uint MaxPerStageDescriptorUpdateAfterBindInlineUniformBlocks;
    public uint MaxDescriptorSetInlineUniformBlocks;
    public uint MaxDescriptorSetUpdateAfterBindInlineUniformBlocks;
    public uint MaxInlineUniformTotalSize;
    public Bool32 IntegerDotProduct8BitUnsignedAccelerated;
    public Bool32 IntegerDotProduct8BitSignedAccelerated;
    public Bool32 IntegerDotProduct8BitMixedSignednessAccelerated;
    public Bool32 IntegerDotProduct4x8BitPackedUnsignedAccelerated;
    public Bool32 IntegerDotProduct4x8BitPackedSignedAccelerated;
    public Bool32 IntegerDotProduct4x8BitPackedMixedSignednessAccelerated;
    public Bool32 IntegerDotProduct16BitUnsignedAccelerated;
    public Bool32 IntegerDotProduct16BitSignedAccelerated;
    public Bool32 IntegerDotProduct16BitMixedSignednessAccelerated;
    public Bool32 IntegerDotProduct32BitUnsignedAccelerated;
    public Bool32 IntegerDotProduct32BitSignedAccelerated;
    public Bool32 IntegerDotProduct32BitMixedSignednessAccelerated;
    public Bool32 IntegerDotProduct64BitUnsignedAccelerated;
    public Bool32 IntegerDotProduct64BitSignedAccelerated;
    public Bool32 IntegerDotProduct64BitMixedSignednessAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating8BitUnsignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating8BitSignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating8BitMixedSignednessAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating4x8BitPackedUnsignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating4x8BitPackedSignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating4x8BitPackedMixedSignednessAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating16BitUnsignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating16BitSignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating16BitMixedSignednessAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating32BitUnsignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating32BitSignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating32BitMixedSignednessAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating64BitUnsignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating64BitSignedAccelerated;
    public Bool32 IntegerDotProductAccumulatingSaturating64BitMixedSignednessAccelerated;
    public ulong StorageTexelBufferOffsetAlignmentBytes;
    public Bool32 StorageTexelBufferOffsetSingleTexelAlignment;
    public ulong UniformTexelBufferOffsetAlignmentBytes;
    public Bool32 UniformTexelBufferOffsetSingleTexelAlignment;
    public ulong MaxBufferSize;

    public PhysicalDeviceVulkan13Properties(
        StructureType? sType = StructureType.PhysicalDeviceVulkan13Properties,
        void* pNext = null,
        uint? minSubgroupSize = null,
        uint? maxSubgroupSize = null,
        uint? maxComputeWorkgroupSubgroups = null,
        ShaderStageFlags? requiredSubgroupSizeStages = null,
        uint? maxInlineUniformBlockSize = null,
        uint? maxPerStageDescriptorInlineUniformBlocks = null,
        uint? maxPerStageDescriptorUpdateAfterBindInlineUniformBlocks = null,
        uint? maxDescriptorSetInlineUniformBlocks = null,
        uint? maxDescriptorSetUpdateAfterBindInlineUniformBlocks = null,
        uint? maxInlineUniformTotalSize = null,
        Bool32? integerDotProduct8BitUnsignedAccelerated = null,
        Bool32? integerDotProduct8BitSignedAccelerated = null,
        Bool32? integerDotProduct8BitMixedSignednessAccelerated = null,
        Bool32? integerDotProduct4x8BitPackedUnsignedAccelerated = null,
        Bool32? integerDotProduct4x8BitPackedSignedAccelerated = null,
        Bool32? integerDotProduct4x8BitPackedMixedSignednessAccelerated = null,
        Bool32? integerDotProduct16BitUnsignedAccelerated = null,
        Bool32? integerDotProduct16BitSignedAccelerated = null,
        Bool32? integerDotProduct16BitMixedSignednessAccelerated = null,
        Bool32? integerDotProduct32BitUnsignedAccelerated = null,
        Bool32? integerDotProduct32BitSignedAccelerated = null,
        Bool32? integerDotProduct32BitMixedSignednessAccelerated = null,
        Bool32? integerDotProduct64BitUnsignedAccelerated = null,
        Bool32? integerDotProduct64BitSignedAccelerated = null,
        Bool32? integerDotProduct64BitMixedSignednessAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating8BitUnsignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating8BitSignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating8BitMixedSignednessAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating4x8BitPackedUnsignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating4x8BitPackedSignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating4x8BitPackedMixedSignednessAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating16BitUnsignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating16BitSignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating16BitMixedSignednessAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating32BitUnsignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating32BitSignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating32BitMixedSignednessAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating64BitUnsignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating64BitSignedAccelerated = null,
        Bool32? integerDotProductAccumulatingSaturating64BitMixedSignednessAccelerated = null,
        ulong? storageTexelBufferOffsetAlignmentBytes = null,
        Bool32? storageTexelBufferOffsetSingleTexelAlignment = null,
        ulong? uniformTexelBufferOffsetAlignmentBytes = null,
        Bool32? uniformTexelBufferOffsetSingleTexelAlignment = null,
        ulong? maxBufferSize = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        MinSubgroupSize = minSubgroupSize.GetValueOrDefault();
        MaxSubgroupSize = maxSubgroupSize.GetValueOrDefault();
        MaxComputeWorkgroupSubgroups = maxComputeWorkgroupSubgroups.GetValueOrDefault();
        RequiredSubgroupSizeStages = requiredSubgroupSizeStages.GetValueOrDefault();
        MaxInlineUniformBlockSize = maxInlineUniformBlockSize.GetValueOrDefault();
        MaxPerStageDescriptorInlineUniformBlocks = maxPerStageDescriptorInlineUniformBlocks.GetValueOrDefault();
        MaxPerStageDescriptorUpdateAfterBindInlineUniformBlocks = maxPerStageDescriptorUpdateAfterBindInlineUniformBlocks.GetValueOrDefault();
        MaxDescriptorSetInlineUniformBlocks = maxDescriptorSetInlineUniformBlocks.GetValueOrDefault();
        MaxDescriptorSetUpdateAfterBindInlineUniformBlocks = maxDescriptorSetUpdateAfterBindInlineUniformBlocks.GetValueOrDefault();
        MaxInlineUniformTotalSize = maxInlineUniformTotalSize.GetValueOrDefault();
        IntegerDotProduct8BitUnsignedAccelerated = integerDotProduct8BitUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProduct8BitSignedAccelerated = integerDotProduct8BitSignedAccelerated.GetValueOrDefault();
        IntegerDotProduct8BitMixedSignednessAccelerated = integerDotProduct8BitMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProduct4x8BitPackedUnsignedAccelerated = integerDotProduct4x8BitPackedUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProduct4x8BitPackedSignedAccelerated = integerDotProduct4x8BitPackedSignedAccelerated.GetValueOrDefault();
        IntegerDotProduct4x8BitPackedMixedSignednessAccelerated = integerDotProduct4x8BitPackedMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProduct16BitUnsignedAccelerated = integerDotProduct16BitUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProduct16BitSignedAccelerated = integerDotProduct16BitSignedAccelerated.GetValueOrDefault();
        IntegerDotProduct16BitMixedSignednessAccelerated = integerDotProduct16BitMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProduct32BitUnsignedAccelerated = integerDotProduct32BitUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProduct32BitSignedAccelerated = integerDotProduct32BitSignedAccelerated.GetValueOrDefault();
        IntegerDotProduct32BitMixedSignednessAccelerated = integerDotProduct32BitMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProduct64BitUnsignedAccelerated = integerDotProduct64BitUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProduct64BitSignedAccelerated = integerDotProduct64BitSignedAccelerated.GetValueOrDefault();
        IntegerDotProduct64BitMixedSignednessAccelerated = integerDotProduct64BitMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating8BitUnsignedAccelerated = integerDotProductAccumulatingSaturating8BitUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating8BitSignedAccelerated = integerDotProductAccumulatingSaturating8BitSignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating8BitMixedSignednessAccelerated = integerDotProductAccumulatingSaturating8BitMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating4x8BitPackedUnsignedAccelerated = integerDotProductAccumulatingSaturating4x8BitPackedUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating4x8BitPackedSignedAccelerated = integerDotProductAccumulatingSaturating4x8BitPackedSignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating4x8BitPackedMixedSignednessAccelerated = integerDotProductAccumulatingSaturating4x8BitPackedMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating16BitUnsignedAccelerated = integerDotProductAccumulatingSaturating16BitUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating16BitSignedAccelerated = integerDotProductAccumulatingSaturating16BitSignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating16BitMixedSignednessAccelerated = integerDotProductAccumulatingSaturating16BitMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating32BitUnsignedAccelerated = integerDotProductAccumulatingSaturating32BitUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating32BitSignedAccelerated = integerDotProductAccumulatingSaturating32BitSignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating32BitMixedSignednessAccelerated = integerDotProductAccumulatingSaturating32BitMixedSignednessAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating64BitUnsignedAccelerated = integerDotProductAccumulatingSaturating64BitUnsignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating64BitSignedAccelerated = integerDotProductAccumulatingSaturating64BitSignedAccelerated.GetValueOrDefault();
        IntegerDotProductAccumulatingSaturating64BitMixedSignednessAccelerated = integerDotProductAccumulatingSaturating64BitMixedSignednessAccelerated.GetValueOrDefault();
        StorageTexelBufferOffsetAlignmentBytes = storageTexelBufferOffsetAlignmentBytes.GetValueOrDefault();
        StorageTexelBufferOffsetSingleTexelAlignment = storageTexelBufferOffsetSingleTexelAlignment.GetValueOrDefault();
        UniformTexelBufferOffsetAlignmentBytes = uniformTexelBufferOffsetAlignmentBytes.GetValueOrDefault();
        UniformTexelBufferOffsetSingleTexelAlignment = uniformTexelBufferOffsetSingleTexelAlignment.GetValueOrDefault();
        MaxBufferSize = maxBufferSize.GetValueOrDefault();
    }
}
