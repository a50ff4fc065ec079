using System;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkAccessFlagBits</c>.</summary>
[Flags]
public enum AccessFlags
{
    IndirectCommandReadBit = 1 << 0,
    IndexReadBit = 1 << 1,
    VertexAttributeReadBit = 1 << 2,
    UniformReadBit = 1 << 3,
    InputAttachmentReadBit = 1 << 4,
    ShaderReadBit = 1 << 5,
    ShaderWriteBit = 1 << 6,
    ColorAttachmentReadBit = 1 << 7,
    ColorAttachmentWriteBit = 1 << 8,
    DepthStencilAttachmentReadBit = 1 << 9,
    DepthStencilAttachmentWriteBit = 1 << 10,
    TransferReadBit = 1 << 11,
    TransferWriteBit = 1 << 12,
    HostReadBit = 1 << 13,
    HostWriteBit = 1 << 14,
    MemoryReadBit = 1 << 15,
    MemoryWriteBit = 1 << 16,
    None = 0,
}

/// <summary>Vulkan's <c>VkDependencyFlagBits</c>.</summary>
[Flags]
public enum DependencyFlags
{
    None = 0,
    ByRegionBit = 1 << 0,
    DeviceGroupBit = 1 << 2,
    ViewLocalBit = 1 << 1,
}

/// <summary>Vulkan's <c>VkImageAspectFlagBits</c>.</summary>
[Flags]
public enum ImageAspectFlags
{
    ColorBit = 1 << 0,
    DepthBit = 1 << 1,
    StencilBit = 1 << 2,
    MetadataBit = 1 << 3,
    Plane0Bit = 1 << 4,
    Plane1Bit = 1 << 5,
    Plane2Bit = 1 << 6,
    None = 0,
}

/// <summary>Vulkan's <c>VkImageLayout</c>.</summary>
public enum ImageLayout
{
    Undefined = 0,
    General = 1,
    ColorAttachmentOptimal = 2,
    DepthStencilAttachmentOptimal = 3,
    DepthStencilReadOnlyOptimal = 4,
    ShaderReadOnlyOptimal = 5,
    TransferSrcOptimal = 6,
    TransferDstOptimal = 7,
    Preinitialized = 8,
    DepthReadOnlyStencilAttachmentOptimal = 1000117000,
    DepthAttachmentStencilReadOnlyOptimal = 1000117001,
    DepthAttachmentOptimal = 1000241000,
    DepthReadOnlyOptimal = 1000241001,
    StencilAttachmentOptimal = 1000241002,
    StencilReadOnlyOptimal = 1000241003,
    ReadOnlyOptimal = 1000314000,
    AttachmentOptimal = 1000314001,
}

/// <summary>Vulkan's <c>VkPipelineStageFlagBits</c>.</summary>
[Flags]
public enum PipelineStageFlags
{
    TopOfPipeBit = 1 << 0,
    DrawIndirectBit = 1 << 1,
    VertexInputBit = 1 << 2,
    VertexShaderBit = 1 << 3,
    TessellationControlShaderBit = 1 << 4,
    TessellationEvaluationShaderBit = 1 << 5,
    GeometryShaderBit = 1 << 6,
    FragmentShaderBit = 1 << 7,
    EarlyFragmentTestsBit = 1 << 8,
    LateFragmentTestsBit = 1 << 9,
    ColorAttachmentOutputBit = 1 << 10,
    ComputeShaderBit = 1 << 11,
    TransferBit = 1 << 12,
    BottomOfPipeBit = 1 << 13,
    HostBit = 1 << 14,
    AllGraphicsBit = 1 << 15,
    AllCommandsBit = 1 << 16,
    None = 0,
}

/// <summary>Vulkan's <c>VkSampleCountFlagBits</c>.</summary>
[Flags]
public enum SampleCountFlags
{
    None = 0,
    Count1Bit = 1 << 0,
    Count2Bit = 1 << 1,
    Count4Bit = 1 << 2,
    Count8Bit = 1 << 3,
    Count16Bit = 1 << 4,
    Count32Bit = 1 << 5,
    Count64Bit = 1 << 6,
}
