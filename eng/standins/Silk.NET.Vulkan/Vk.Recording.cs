using System;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCmdBindPipeline</c>.</summary>
    public void CmdBindPipeline(CommandBuffer commandBuffer, PipelineBindPoint pipelineBindPoint, Pipeline pipeline) =>
        ((delegate* unmanaged<CommandBuffer, PipelineBindPoint, Pipeline, void>)Load(EntryPoint.CmdBindPipeline))(commandBuffer, pipelineBindPoint, pipeline);

    /// <summary>Calls Vulkan's <c>vkCmdBindDescriptorSets</c>.</summary>
    public void CmdBindDescriptorSets(
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        uint descriptorSetCount,
        DescriptorSet* pDescriptorSets,
        uint dynamicOffsetCount,
        uint* pDynamicOffsets) =>
        ((delegate* unmanaged<CommandBuffer, PipelineBindPoint, PipelineLayout, uint, uint, DescriptorSet*, uint, uint*, void>)Load(EntryPoint.CmdBindDescriptorSets))(commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, pDescriptorSets, dynamicOffsetCount, pDynamicOffsets);

    /// <summary>Calls Vulkan's <c>vkCmdBindDescriptorSets</c>.</summary>
    public void CmdBindDescriptorSets(
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        uint descriptorSetCount,
        DescriptorSet* pDescriptorSets,
        uint dynamicOffsetCount,
        ref readonly uint pDynamicOffsets)
    {
        fixed (uint* dynamicOffsets = &pDynamicOffsets)
        {
            CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, pDescriptorSets, dynamicOffsetCount, dynamicOffsets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdBindDescriptorSets</c>.</summary>
    public void CmdBindDescriptorSets(
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        uint descriptorSetCount,
        ref readonly DescriptorSet pDescriptorSets,
        uint dynamicOffsetCount,
        uint* pDynamicOffsets)
    {
        fixed (DescriptorSet* descriptorSets = &pDescriptorSets)
        {
            CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, descriptorSets, dynamicOffsetCount, pDynamicOffsets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdBindDescriptorSets</c>.</summary>
    public void CmdBindDescriptorSets(
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        uint descriptorSetCount,
        ref readonly DescriptorSet pDescriptorSets,
        uint dynamicOffsetCount,
        ref readonly uint pDynamicOffsets)
    {
        fixed (DescriptorSet* descriptorSets = &pDescriptorSets)
        fixed (uint* dynamicOffsets = &pDynamicOffsets)
        {
            CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, descriptorSets, dynamicOffsetCount, dynamicOffsets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdBindDescriptorSets</c>.</summary>
    public void CmdBindDescriptorSets(
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        uint descriptorSetCount,
        DescriptorSet* pDescriptorSets,
        ReadOnlySpan<uint> pDynamicOffsets)
    {
        fixed (uint* dynamicOffsets = pDynamicOffsets)
        {
            CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, descriptorSetCount, pDescriptorSets, (uint)pDynamicOffsets.Length, dynamicOffsets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdBindDescriptorSets</c>.</summary>
    public void CmdBindDescriptorSets(
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        ReadOnlySpan<DescriptorSet> pDescriptorSets,
        uint dynamicOffsetCount,
        uint* pDynamicOffsets)
    {
        fixed (DescriptorSet* descriptorSets = pDescriptorSets)
        {
            CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, (uint)pDescriptorSets.Length, descriptorSets, dynamicOffsetCount, pDynamicOffsets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdBindDescriptorSets</c>.</summary>
    public void CmdBindDescriptorSets(
        CommandBuffer commandBuffer,
        PipelineBindPoint pipelineBindPoint,
        PipelineLayout layout,
        uint firstSet,
        ReadOnlySpan<DescriptorSet> pDescriptorSets,
        ReadOnlySpan<uint> pDynamicOffsets)
    {
        fixed (DescriptorSet* descriptorSets = pDescriptorSets)
        fixed (uint* dynamicOffsets = pDynamicOffsets)
        {
            CmdBindDescriptorSets(commandBuffer, pipelineBindPoint, layout, firstSet, (uint)pDescriptorSets.Length, descriptorSets, (uint)pDynamicOffsets.Length, dynamicOffsets);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdPushConstants</c>.</summary>
    public void CmdPushConstants(
        CommandBuffer commandBuffer,
        PipelineLayout layout,
        ShaderStageFlags stageFlags,
        uint offset,
        uint size,
        void* pValues) =>
        ((delegate* unmanaged<CommandBuffer, PipelineLayout, ShaderStageFlags, uint, uint, void*, void>)Load(EntryPoint.CmdPushConstants))(commandBuffer, layout, stageFlags, offset, size, pValues);

    /// <summary>Calls Vulkan's <c>vkCmdPushConstants</c>.</summary>
    public void CmdPushConstants<T0>(
        CommandBuffer commandBuffer,
        PipelineLayout layout,
        ShaderStageFlags stageFlags,
        uint offset,
        uint size,
        ref T0 pValues)
        where T0 : unmanaged
    {
        fixed (T0* values = &pValues)
        {
            CmdPushConstants(commandBuffer, layout, stageFlags, offset, size, values);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdPushConstants</c>.</summary>
    public void CmdPushConstants<T0>(
        CommandBuffer commandBuffer,
        PipelineLayout layout,
        ShaderStageFlags stageFlags,
        uint offset,
        Span<T0> pValues)
        where T0 : unmanaged
    {
        fixed (T0* values = pValues)
        {
            CmdPushConstants(commandBuffer, layout, stageFlags, offset, (uint)(pValues.Length * sizeof(T0)), values);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdDispatch</c>.</summary>
    public void CmdDispatch(CommandBuffer commandBuffer, uint groupCountX, uint groupCountY, uint groupCountZ) =>
        ((delegate* unmanaged<CommandBuffer, uint, uint, uint, void>)Load(EntryPoint.CmdDispatch))(commandBuffer, groupCountX, groupCountY, groupCountZ);

    /// <summary>Calls Vulkan's <c>vkCmdDispatchIndirect</c>.</summary>
    public void CmdDispatchIndirect(CommandBuffer commandBuffer, Buffer buffer, ulong offset) =>
        ((delegate* unmanaged<CommandBuffer, Buffer, ulong, void>)Load(EntryPoint.CmdDispatchIndirect))(commandBuffer, buffer, offset);

    /// <summary>Calls Vulkan's <c>vkCmdCopyBuffer</c>.</summary>
    public void CmdCopyBuffer(CommandBuffer commandBuffer, Buffer srcBuffer, Buffer dstBuffer, uint regionCount, BufferCopy* pRegions) =>
        ((delegate* unmanaged<CommandBuffer, Buffer, Buffer, uint, BufferCopy*, void>)Load(EntryPoint.CmdCopyBuffer))(commandBuffer, srcBuffer, dstBuffer, regionCount, pRegions);

    /// <summary>Calls Vulkan's <c>vkCmdCopyBuffer</c>.</summary>
    public void CmdCopyBuffer(
        CommandBuffer commandBuffer,
        Buffer srcBuffer,
        Buffer dstBuffer,
        uint regionCount,
        ref readonly BufferCopy pRegions)
    {
        fixed (BufferCopy* regions = &pRegions)
        {
            CmdCopyBuffer(commandBuffer, srcBuffer, dstBuffer, regionCount, regions);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdCopyBuffer</c>.</summary>
    public void CmdCopyBuffer(CommandBuffer commandBuffer, Buffer srcBuffer, Buffer dstBuffer, ReadOnlySpan<BufferCopy> pRegions)
    {
        fixed (BufferCopy* regions = pRegions)
        {
            CmdCopyBuffer(commandBuffer, srcBuffer, dstBuffer, (uint)pRegions.Length, regions);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdFillBuffer</c>.</summary>
    public void CmdFillBuffer(CommandBuffer commandBuffer, Buffer dstBuffer, ulong dstOffset, ulong size, uint data) =>
        ((delegate* unmanaged<CommandBuffer, Buffer, ulong, ulong, uint, void>)Load(EntryPoint.CmdFillBuffer))(commandBuffer, dstBuffer, dstOffset, size, data);

    /// <summary>Calls Vulkan's <c>vkCmdUpdateBuffer</c>.</summary>
    public void CmdUpdateBuffer(CommandBuffer commandBuffer, Buffer dstBuffer, ulong dstOffset, ulong dataSize, void* pData) =>
        ((delegate* unmanaged<CommandBuffer, Buffer, ulong, ulong, void*, void>)Load(EntryPoint.CmdUpdateBuffer))(commandBuffer, dstBuffer, dstOffset, dataSize, pData);

    /// <summary>Calls Vulkan's <c>vkCmdUpdateBuffer</c>.</summary>
    public void CmdUpdateBuffer<T0>(CommandBuffer commandBuffer, Buffer dstBuffer, ulong dstOffset, ulong dataSize, ref T0 pData)
        where T0 : unmanaged
    {
        fixed (T0* data = &pData)
        {
            CmdUpdateBuffer(commandBuffer, dstBuffer, dstOffset, dataSize, data);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCmdUpdateBuffer</c>.</summary>
    public void CmdUpdateBuffer<T0>(CommandBuffer commandBuffer, Buffer dstBuffer, ulong dstOffset, Span<T0> pData)
        where T0 : unmanaged
    {
        fixed (T0* data = pData)
        {
            CmdUpdateBuffer(commandBuffer, dstBuffer, dstOffset, (ulong)(pData.Length * sizeof(T0)), data);
        }
    }
}
