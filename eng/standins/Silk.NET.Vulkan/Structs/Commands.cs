using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkCommandPoolCreateInfo</c>.</summary>
public unsafe struct CommandPoolCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public CommandPoolCreateFlags Flags;
    public uint QueueFamilyIndex;

    public CommandPoolCreateInfo(
        StructureType? sType = StructureType.CommandPoolCreateInfo,
        void* pNext = null,
        CommandPoolCreateFlags? flags = null,
        uint? queueFamilyIndex = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        QueueFamilyIndex = queueFamilyIndex.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkCommandBufferAllocateInfo</c>.</summary>
public unsafe struct CommandBufferAllocateInfo
{
    public StructureType SType;
    public void* PNext;
    public CommandPool CommandPool;
    public CommandBufferLevel Level;
    public uint CommandBufferCount;

    public CommandBufferAllocateInfo(
        StructureType? sType = StructureType.CommandBufferAllocateInfo,
        void* pNext = null,
        CommandPool? commandPool = null,
        CommandBufferLevel? level = null,
        uint? commandBufferCount = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        CommandPool = commandPool.GetValueOrDefault();
        Level = level.GetValueOrDefault();
        CommandBufferCount = commandBufferCount.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkCommandBufferInheritanceInfo</c>.</summary>
public unsafe struct CommandBufferInheritanceInfo
{
    public StructureType SType;
    public void* PNext;
    public RenderPass RenderPass;
    public uint Subpass;
    public Framebuffer Framebuffer;
    public Bool32 OcclusionQueryEnable;
    public QueryControlFlags QueryFlags;
    public QueryPipelineStatisticFlags PipelineStatistics;

    public CommandBufferInheritanceInfo(
        StructureType? sType = StructureType.CommandBufferInheritanceInfo,
        void* pNext = null,
        RenderPass? renderPass = null,
        uint? subpass = null,
        Framebuffer? framebuffer = null,
        Bool32? occlusionQueryEnable = null,
        QueryControlFlags? queryFlags = null,
        QueryPipelineStatisticFlags? pipelineStatistics = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        RenderPass = renderPass.GetValueOrDefault();
        Subpass = subpass.GetValueOrDefault();
        Framebuffer = framebuffer.GetValueOrDefault();
        OcclusionQueryEnable = occlusionQueryEnable.GetValueOrDefault();
        QueryFlags = queryFlags.GetValueOrDefault();
        PipelineStatistics = pipelineStatistics.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkCommandBufferBeginInfo</c>.</summary>
public unsafe struct CommandBufferBeginInfo
{
    public StructureType SType;
    public void* PNext;
    public CommandBufferUsageFlags Flags;
    public CommandBufferInheritanceInfo* PInheritanceInfo;

    public CommandBufferBeginInfo(
        StructureType? sType = StructureType.CommandBufferBeginInfo,
        void* pNext = null,
        CommandBufferUsageFlags? flags = null,
        CommandBufferInheritanceInfo* pInheritanceInfo = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        PInheritanceInfo = pInheritanceInfo;
    }
}

/// <summary>Vulkan's <c>VkSubmitInfo</c>.</summary>
public unsafe struct SubmitInfo
{
    public StructureType SType;
    public void* PNext;
    public uint WaitSemaphoreCount;
    public Semaphore* PWaitSemaphores;
    public PipelineStageFlags* PWaitDstStageMask;
    public uint CommandBufferCount;
    public CommandBuffer* PCommandBuffers;
    public uint SignalSemaphoreCount;
    public Semaphore* PSignalSemaphores;

    public SubmitInfo(
        StructureType? sType = StructureType.SubmitInfo,
        void* pNext = null,
        uint? waitSemaphoreCount = null,
        Semaphore* pWaitSemaphores = null,
        PipelineStageFlags* pWaitDstStageMask = null,
        uint? commandBufferCount = null,
        CommandBuffer* pCommandBuffers = null,
        uint? signalSemaphoreCount = null,
        Semaphore* pSignalSemaphores = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        WaitSemaphoreCount = waitSemaphoreCount.GetValueOrDefault();
        PWaitSemaphores = pWaitSemaphores;
        PWaitDstStageMask = pWaitDstStageMask;
        CommandBufferCount = commandBufferCount.GetValueOrDefault();
        PCommandBuffers = pCommandBuffers;
        SignalSemaphoreCount = signalSemaphoreCount.GetValueOrDefault();
        PSignalSemaphores = pSignalSemaphores;
    }
}

/// <summary>Vulkan's <c>VkQueryPoolCreateInfo</c>.</summary>
public unsafe struct QueryPoolCreateInfo
{
    public StructureType SType;
    public void* PNext;
    public uint Flags;
    public QueryType QueryType;
    public uint QueryCount;
    public QueryPipelineStatisticFlags PipelineStatistics;

    public QueryPoolCreateInfo(
        StructureType? sType = StructureType.QueryPoolCreateInfo,
        void* pNext = null,
        uint? flags = null,
        QueryType? queryType = null,
        uint? queryCount = null,
        QueryPipelineStatisticFlags? pipelineStatistics = null)
        : this()
    {
        SType = sType.GetValueOrDefault();
        PNext = pNext;
        Flags = flags.GetValueOrDefault();
        QueryType = queryType.GetValueOrDefault();
        QueryCount = queryCount.GetValueOrDefault();
        PipelineStatistics = pipelineStatistics.GetValueOrDefault();
    }
}
