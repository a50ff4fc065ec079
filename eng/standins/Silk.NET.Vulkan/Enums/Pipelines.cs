using System;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkDescriptorPoolCreateFlagBits</c>.</summary>
[Flags]
public enum DescriptorPoolCreateFlags
{
    None = 0,
    FreeDescriptorSetBit = 1 << 0,
    UpdateAfterBindBit = 1 << 1,
}

/// <summary>Vulkan's <c>VkDescriptorSetLayoutCreateFlagBits</c>.</summary>
[Flags]
public enum DescriptorSetLayoutCreateFlags
{
    None = 0,
    UpdateAfterBindPoolBit = 1 << 1,
}

/// <summary>Vulkan's <c>VkDescriptorType</c>.</summary>
public enum DescriptorType
{
    Sampler = 0,
    CombinedImageSampler = 1,
    SampledImage = 2,
    StorageImage = 3,
    UniformTexelBuffer = 4,
    StorageTexelBuffer = 5,
    UniformBuffer = 6,
    StorageBuffer = 7,
    UniformBufferDynamic = 8,
    StorageBufferDynamic = 9,
    InputAttachment = 10,
    InlineUniformBlock = 1000138000,
}

/// <summary>Vulkan's <c>VkPipelineBindPoint</c>.</summary>
public enum PipelineBindPoint
{
    Graphics = 0,
    Compute = 1,
}

/// <summary>Vulkan's <c>VkPipelineCacheCreateFlagBits</c>.</summary>
[Flags]
public enum PipelineCacheCreateFlags
{
    None = 0,
    ExternallySynchronizedBit = 1 << 0,
}

/// <summary>Vulkan's <c>VkPipelineCreateFlagBits</c>.</summary>
[Flags]
public enum PipelineCreateFlags
{
    None = 0,
    DisableOptimizationBit = 1 << 0,
    AllowDerivativesBit = 1 << 1,
    DerivativeBit = 1 << 2,
    ViewIndexFromDeviceIndexBit = 1 << 3,
    DispatchBaseBit = 1 << 4,
    FailOnPipelineCompileRequiredBit = 1 << 8,
    EarlyReturnOnFailureBit = 1 << 9,
}

/// <summary>Vulkan's <c>VkPipelineLayoutCreateFlagBits</c>.</summary>
[Flags]
public enum PipelineLayoutCreateFlags
{
    None = 0,
}

/// <summary>Vulkan's <c>VkPipelineShaderStageCreateFlagBits</c>.</summary>
[Flags]
public enum PipelineShaderStageCreateFlags
{
    None = 0,
    AllowVaryingSubgroupSizeBit = 1 << 0,
    RequireFullSubgroupsBit = 1 << 1,
}

/// <summary>Vulkan's <c>VkShaderFloatControlsIndependence</c>.</summary>
public enum ShaderFloatControlsIndependence
{
    Independence32BitOnly = 0,
    All = 1,
    None = 2,
}

/// <summary>Vulkan's <c>VkShaderStageFlagBits</c>.</summary>
[Flags]
public enum ShaderStageFlags
{
    None = 0,
    VertexBit = 1 << 0,
    TessellationControlBit = 1 << 1,
    TessellationEvaluationBit = 1 << 2,
    GeometryBit = 1 << 3,
    FragmentBit = 1 << 4,
    ComputeBit = 1 << 5,
    AllGraphics = 0x0000001F,
    All = 0x7FFFFFFF,
}

/// <summary>Vulkan's <c>VkSubgroupFeatureFlagBits</c>.</summary>
[Flags]
public enum SubgroupFeatureFlags
{
    None = 0,
    BasicBit = 1 << 0,
    VoteBit = 1 << 1,
    ArithmeticBit = 1 << 2,
    BallotBit = 1 << 3,
    ShuffleBit = 1 << 4,
    ShuffleRelativeBit = 1 << 5,
    ClusteredBit = 1 << 6,
    QuadBit = 1 << 7,
}

/// <summary>Vulkan's <c>VkMemoryMapFlags</c>: no bit of it is used here.</summary>
[Flags]
public enum MemoryMapFlags
{
    None = 0,
}

/// <summary>Vulkan's <c>VkShaderModuleCreateFlags</c>: no bit of it is used here.</summary>
[Flags]
public enum ShaderModuleCreateFlags
{
    None = 0,
}
