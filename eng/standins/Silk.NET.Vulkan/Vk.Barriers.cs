using System;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCmdPipelineBarrier</c>.</summary>
    public void CmdPipelineBarrier(
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        uint memoryBarrierCount,
        MemoryBarrier* pMemoryBarriers,
        uint bufferMemoryBarrierCount,
        BufferMemoryBarrier* pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers) =>
        ((delegate* unmanaged<CommandBuffer, PipelineStageFlags, PipelineStageFlags, DependencyFlags, uint, MemoryBarrier*, uint, BufferMemoryBarrier*, uint, ImageMemoryBarrier*, void>)Load(EntryPoint.CmdPipelineBarrier))(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, pMemoryBarriers, bufferMemoryBarrierCount, pBufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);

    /// <summary>Calls Vulkan's <c>vkCmdPipelineBarrier</c>.</summary>
    public void CmdPipelineBarrier(
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        uint memoryBarrierCount,
        MemoryBarrier* pMemoryBarriers,
        uint bufferMemoryBarrierCount,
        ref readonly BufferMemoryBarrier pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers)
    {
        fixed (BufferMemoryBarrier* bufferMemoryBarriers = &pBufferMemoryBarriers)
        {
            CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, pMemoryBarriers, bufferMemoryBarrierCount, bufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdPipelineBarrier</c>.</summary>
    public void CmdPipelineBarrier(
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        uint memoryBarrierCount,
        ref readonly MemoryBarrier pMemoryBarriers,
        uint bufferMemoryBarrierCount,
        BufferMemoryBarrier* pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers)
    {
        fixed (MemoryBarrier* memoryBarriers = &pMemoryBarriers)
        {
            CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, memoryBarriers, bufferMemoryBarrierCount, pBufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdPipelineBarrier</c>.</summary>
    public void CmdPipelineBarrier(
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        uint memoryBarrierCount,
        MemoryBarrier* pMemoryBarriers,
        ReadOnlySpan<BufferMemoryBarrier> pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers)
    {
        fixed (BufferMemoryBarrier* bufferMemoryBarriers = pBufferMemoryBarriers)
        {
            CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, memoryBarrierCount, pMemoryBarriers, (uint)pBufferMemoryBarriers.Length, bufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdPipelineBarrier</c>.</summary>
    public void CmdPipelineBarrier(
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        ReadOnlySpan<MemoryBarrier> pMemoryBarriers,
        uint bufferMemoryBarrierCount,
        BufferMemoryBarrier* pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers)
    {
        fixed (MemoryBarrier* memoryBarriers = pMemoryBarriers)
        {
            CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, (uint)pMemoryBarriers.Length, memoryBarriers, bufferMemoryBarrierCount, pBufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdPipelineBarrier</c>.</summary>
    public void CmdPipelineBarrier(
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        ReadOnlySpan<MemoryBarrier> pMemoryBarriers,
        ReadOnlySpan<BufferMemoryBarrier> pBufferMemoryBarriers,
        uint imageMemoryBarrierCount,
        ImageMemoryBarrier* pImageMemoryBarriers)
    {
        fixed (MemoryBarrier* memoryBarriers = pMemoryBarriers)
        fixed (BufferMemoryBarrier* bufferMemoryBarriers = pBufferMemoryBarriers)
        {
            CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, (uint)pMemoryBarriers.Length, memoryBarriers, (uint)pBufferMemoryBarriers.Length, bufferMemoryBarriers, imageMemoryBarrierCount, pImageMemoryBarriers);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdPipelineBarrier</c>.</summary>
    public void CmdPipelineBarrier(
        CommandBuffer commandBuffer,
        PipelineStageFlags srcStageMask,
        PipelineStageFlags dstStageMask,
        DependencyFlags dependencyFlags,
        ReadOnlySpan<MemoryBarrier> pMemoryBarriers,
        ReadOnlySpan<BufferMemoryBarrier> pBufferMemoryBarriers,
        ReadOnlySpan<ImageMemoryBarrier> pImageMemoryBarriers)
    {
        fixed (MemoryBarrier* memoryBarriers = pMemoryBarriers)
        fixed (BufferMemoryBarrier* bufferMemoryBarriers = pBufferMemoryBarriers)
        fixed (ImageMemoryBarrier* imageMemoryBarriers = pImageMemoryBarriers)
        {
            CmdPipelineBarrier(commandBuffer, srcStageMask, dstStageMask, dependencyFlags, (uint)pMemoryBarriers.Length, memoryBarriers, (uint)pBufferMemoryBarriers.Length, bufferMemoryBarriers, (uint)pImageMemoryBarriers.Length, imageMemoryBarriers);
        }
    }
}
