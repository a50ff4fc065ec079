using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static void CmdBindDescriptorSets(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        uint descriptorSetCount,
        DescriptorSet* pDescriptorSets,
        uint dynamicOffsetCount,
        ReadOnlySpan<uint> pDynamicOffsets)
    {
        fixed (uint* dynamicOffsets = pDynamicOffsets)
        {
            thisApi.CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, pDescriptorSets, dynamicOffsetCount, dynamicOffsets);
        }
    }

    public static void CmdBindDescriptorSets(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        uint descriptorSetCount,
        ReadOnlySpan<DescriptorSet> pDescriptorSets,
        uint dynamicOffsetCount,
        uint* pDynamicOffsets)
    {
        fixed (DescriptorSet* descriptorSets = pDescriptorSets)
        {
            thisApi.CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, descriptorSets, dynamicOffsetCount, pDynamicOffsets);
        }
    }

    public static void CmdBindDescriptorSets(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        uint descriptorSetCount,
        ReadOnlySpan<DescriptorSet> pDescriptorSets,
        uint dynamicOffsetCount,
        ReadOnlySpan<uint> pDynamicOffsets)
    {
        fixed (DescriptorSet* descriptorSets = pDescriptorSets)
        fixed (uint* dynamicOffsets = pDynamicOffsets)
        {
            thisApi.CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, descriptorSets, dynamicOffsetCount, dynamicOffsets);
        }
    }

    public static void CmdPushConstants<T0>(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        PipelineLayout layout,
        ShaderStageFlags stageFlags,
        uint offset,
        uint size,
        Span<T0> pValues)
        where T0 : unmanaged
    {
        fixed (T0* values = pValues)
        {
            thisApi.CmdPushConstants(commandBuffer, layout, stageFlags, offset, size, values);
        }
    }

    public static void CmdCopyBuffer(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        Buffer srcBuffer,
        Buffer dstBuffer,
        uint regionCount,
        ReadOnlySpan<BufferCopy> pRegions)
    {
        fixed (BufferCopy* regions = pRegions)
        {
            thisApi.CmdCopyBuffer(commandBuffer, srcBuffer, dstBuffer, regionCount, regions);
        }
    }

    public static void CmdUpdateBuffer<T0>(
        this Vk thisApi,
        CommandBuffer commandBuffer,
        Buffer dstBuffer,
        ulong dstOffset,
        ulong dataSize,
        Span<T0> pData)
        where T0 : unmanaged
    {
        fixed (T0* data = pData)
        {
            thisApi.CmdUpdateBuffer(commandBuffer, dstBuffer, dstOffset, dataSize, data);
        }
    }
}
