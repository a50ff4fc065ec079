using System;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkCommandBufferLevel</c>.</summary>
public enum CommandBufferLevel
{
    Primary = 0,
    Secondary = 1,
}

/// <summary>Vulkan's <c>VkCommandBufferResetFlagBits</c>.</summary>
[Flags]
public enum CommandBufferResetFlags
{
    None = 0,
    ReleaseResourcesBit = 1 << 0,
}

/// <summary>Vulkan's <c>VkCommandBufferUsageFlagBits</c>.</summary>
[Flags]
public enum CommandBufferUsageFlags
{
    None = 0,
    OneTimeSubmitBit = 1 << 0,
    RenderPassContinueBit = 1 << 1,
    SimultaneousUseBit = 1 << 2,
}

/// <summary>Vulkan's <c>VkCommandPoolCreateFlagBits</c>.</summary>
[Flags]
public enum CommandPoolCreateFlags
{
    None = 0,
    TransientBit = 1 << 0,
    ResetCommandBufferBit = 1 << 1,
    ProtectedBit = 1 << 2,
}

/// <summary>Vulkan's <c>VkFenceCreateFlagBits</c>.</summary>
[Flags]
public enum FenceCreateFlags
{
    None = 0,
    SignaledBit = 1 << 0,
}

/// <summary>Vulkan's <c>VkQueryControlFlagBits</c>.</summary>
[Flags]
public enum QueryControlFlags
{
    None = 0,
    PreciseBit = 1 << 0,
}

/// <summary>Vulkan's <c>VkQueryPipelineStatisticFlagBits</c>.</summary>
[Flags]
public enum QueryPipelineStatisticFlags
{
    None = 0,
    InputAssemblyVerticesBit = 1 << 0,
    InputAssemblyPrimitivesBit = 1 << 1,
    VertexShaderInvocationsBit = 1 << 2,
    GeometryShaderInvocationsBit = 1 << 3,
    GeometryShaderPrimitivesBit = 1 << 4,
    ClippingInvocationsBit = 1 << 5,
    ClippingPrimitivesBit = 1 << 6,
    FragmentShaderInvocationsBit = 1 << 7,
    TessellationControlShaderPatchesBit = 1 << 8,
    TessellationEvaluationShaderInvocationsBit = 1 << 9,
    ComputeShaderInvocationsBit = 1 << 10,
}

/// <summary>Vulkan's <c>VkQueryResultFlagBits</c>.</summary>
[Flags]
public enum QueryResultFlags
{
    None = 0,
    Result64Bit = 1 << 0,
    WaitBit = 1 << 1,
    WithAvailabilityBit = 1 << 2,
    PartialBit = 1 << 3,
}

/// <summary>Vulkan's <c>VkQueryType</c>.</summary>
public enum QueryType
{
    Occlusion = 0,
    PipelineStatistics = 1,
    Timestamp = 2,
}

/// <summary>Vulkan's <c>VkSemaphoreType</c>.</summary>
public enum SemaphoreType
{
    Binary = 0,
    Timeline = 1,
}

/// <summary>Vulkan's <c>VkSemaphoreWaitFlagBits</c>.</summary>
[Flags]
public enum SemaphoreWaitFlags
{
    None = 0,
    AnyBit = 1 << 0,
}
