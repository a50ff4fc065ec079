namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkShaderModuleCreateInfo</c>.</summary>
public unsafe struct ShaderModuleCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public ShaderModuleCreateFlags Flags;
    public nuint CodeSize;
    public uint* PCode;

    public ShaderModuleCreateInfo(
        StructureType? sType = StructureType.ShaderModuleCreateInfo,
        void* pNext = null,
        ShaderModuleCreateFlags? flags = null,
        nuint? codeSize = null,
        uint* pCode = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        CodeSize = codeSize.GetValueOrDefault();
        PCode = pCode;
    }
}

/// <summary>Vulkan's <c>VkSpecializationMapEntry</c>.</summary>
public struct SpecializationMapEntry
{
    public uint ConstantID;
    public uint Offset;
    public nuint Size;

    public SpecializationMapEntry(uint? constantID = null, uint? offset = null, nuint? size = null)
        : this()
    {
        ConstantID = constantID.GetValueOrDefault();
        Offset = offset.GetValueOrDefault();
        Size = size.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkSpecializationInfo</c>.</summary>
public unsafe struct SpecializationInfo
{
    public uint MapEntryCount;
    public SpecializationMapEntry* PMapEntries;
    public nuint DataSize;
    public void* PData;

    public SpecializationInfo(
        uint? mapEntryCount = null,
        SpecializationMapEntry* pMapEntries = null,
        nuint? dataSize = null,
        void* pData = null)
        : this()
    {
        MapEntryCount = mapEntryCount.GetValueOrDefault();
        PMapEntries = pMapEntries;
        DataSize = dataSize.GetValueOrDefault();
        PData = pData;
    }
}

/// <summary>Vulkan's <c>VkPipelineShaderStageCreateInfo</c>.</summary>
public unsafe struct PipelineShaderStageCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public PipelineShaderStageCreateFlags Flags;
    public ShaderStageFlags Stage;
    public ShaderModule Module;
    public byte* PName;
    public SpecializationInfo* PSpecializationInfo;

    public PipelineShaderStageCreateInfo(
        StructureType? sType = StructureType.PipelineShaderStageCreateInfo,
        void* pNext = null,
        PipelineShaderStageCreateFlags? flags = null,
        ShaderStageFlags? stage = null,
        ShaderModule? module = null,
        byte* pName = null,
        SpecializationInfo* pSpecializationInfo = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        Stage = stage.GetValueOrDefault();
        Module = module.GetValueOrDefault();
        PName = pName;
        PSpecializationInfo = pSpecializationInfo;
    }
}

/// <summary>Vulkan's <c>VkPipelineShaderStageRequiredSubgroupSizeCreateInfo</c>.</summary>
public unsafe struct PipelineShaderStageRequiredSubgroupSizeCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public uint RequiredSubgroupSize;

    public PipelineShaderStageRequiredSubgroupSizeCreateInfo(
        StructureType? sType = StructureType.PipelineShaderStageRequiredSubgroupSizeCreateInfo,
        void* pNext = null,
        uint? requiredSubgroupSize = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        RequiredSubgroupSize = requiredSubgroupSize.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkComputePipelineCreateInfo</c>.</summary>
public unsafe struct ComputePipelineCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public PipelineCreateFlags Flags;
    public PipelineShaderStageCreateInfo Stage;
    public PipelineLayout Layout;
    public Pipeline BasePipelineHandle;
    public int BasePipelineIndex;

    public ComputePipelineCreateInfo(
        StructureType? sType = StructureType.ComputePipelineCreateInfo,
        void* pNext = null,
        PipelineCreateFlags? flags = null,
        PipelineShaderStageCreateInfo? stage = null,
        PipelineLayout? layout = null,
        Pipeline? basePipelineHandle = null,
        int? basePipelineIndex = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        Stage = stage.GetValueOrDefault();
        Layout = layout.GetValueOrDefault();
        BasePipelineHandle = basePipelineHandle.GetValueOrDefault();
        BasePipelineIndex = basePipelineIndex.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPushConstantRange</c>.</summary>
public struct PushConstantRange
{
    public ShaderStageFlags StageFlags;
    public uint Offset;
    public uint Size;

    public PushConstantRange(ShaderStageFlags? stageFlags = null, uint? offset = null, uint? size = null)
        : this()
    {
        StageFlags = stageFlags.GetValueOrDefault();
        Offset = offset.GetValueOrDefault();
        Size = size.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPipelineLayoutCreateInfo</c>.</summary>
public unsafe struct PipelineLayoutCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public PipelineLayoutCreateFlags Flags;
    public uint SetLayoutCount;
    public DescriptorSetLayout* PSetLayouts;
    public uint PushConstantRangeCount;
    public PushConstantRange* PPushConstantRanges;

    public PipelineLayoutCreateInfo(
        StructureType? sType = StructureType.PipelineLayoutCreateInfo,
        void* pNext = null,
        PipelineLayoutCreateFlags? flags = null,
        uint? setLayoutCount = null,
        DescriptorSetLayout* pSetLayouts = null,
        uint? pushConstantRangeCount = null,
        PushConstantRange* pPushConstantRanges = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        SetLayoutCount = setLayoutCount.GetValueOrDefault();
        PSetLayouts = pSetLayouts;
        PushConstantRangeCount = pushConstantRangeCount.GetValueOrDefault();
        PPushConstantRanges = pPushConstantRanges;
    }
}

/// <summary>Vulkan's <c>VkPipelineCacheCreateInfo</c>.</summary>
public unsafe struct PipelineCacheCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public PipelineCacheCreateFlags Flags;
    public nuint InitialDataSize;
    public void* PInitialData;

    public PipelineCacheCreateInfo(
        StructureType? sType = StructureType.PipelineCacheCreateInfo,
        void* pNext = null,
        PipelineCacheCreateFlags? flags = null,
        nuint? initialDataSize = null,
        void* pInitialData = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        InitialDataSize = initialDataSize.GetValueOrDefault();
        PInitialData = pInitialData;
    }
}
