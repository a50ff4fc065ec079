using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static void CmdPipelineBarrier(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        uint memoryBarrierCount,
        MemoryBarrier* pMemoryBarriers,
        uint bufferMemoryBarrierCount,
        ReadOnlySpan<BufferMemoryBarrier> pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers)
    {
        fixed (BufferMemoryBarrier* bufferMemoryBarriers = pBufferMemoryBarriers)
        {
            thisApi.CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, pMemoryBarriers, bufferMemoryBarrierCount, bufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);
        }
    }

    public static void CmdPipelineBarrier(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        uint memoryBarrierCount,
        ReadOnlySpan<MemoryBarrier> pMemoryBarriers,
        uint bufferMemoryBarrierCount,
        BufferMemoryBarrier* pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers)
    {
        fixed (MemoryBarrier* memoryBarriers = pMemoryBarriers)
        {
            thisApi.CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, memoryBarriers, bufferMemoryBarrierCount, pBufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);
        }
    }

    public static void CmdPipelineBarrier(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        uint memoryBarrierCount,
        ReadOnlySpan<MemoryBarrier> pMemoryBarriers,
        uint bufferMemoryBarrierCount,
        ReadOnlySpan<BufferMemoryBarrier> pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers)
    {
        fixed (MemoryBarrier* memoryBarriers = pMemoryBarriers)
        fixed (BufferMemoryBarrier* bufferMemoryBarriers = pBufferMemoryBarriers)
        {
            thisApi.CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, memoryBarriers, bufferMemoryBarrierCount, bufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);
        }
    }

    public static void CmdPipelineBarrier(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        uint memoryBarrierCount,
        ReadOnlySpan<MemoryBarrier> pMemoryBarriers,
        uint bufferMemoryBarrierCount,
        ReadOnlySpan<BufferMemoryBarrier> pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ReadOnlySpan<ImageMemoryBarrier> pImageMemoryBarriers)
    {
        fixed (MemoryBarrier* memoryBarriers = pMemoryBarriers)
        fixed (BufferMemoryBarrier* bufferMemoryBarriers = pBufferMemoryBarriers)
        fixed (ImageMemoryBarrier* imageMemoryBarriers = pImageMemoryBarriers)
        {
            thisApi.CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, memoryBarriers, bufferMemoryBarrierCount, bufferMemoryBarriers, imageMemoryBarrierCount, imageMemoryBarriers);
        }
    }
}
