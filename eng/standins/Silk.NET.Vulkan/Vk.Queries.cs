using System;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreateQueryPool</c>.</summary>
    public Result CreateQueryPool(Device device, QueryPoolCreateInfo* pCreateInfo, AllocationCallbacks* pAllocator, QueryPool* pQueryPool) =>
        ((delegate* unmanaged<Device, QueryPoolCreateInfo*, AllocationCallbacks*, QueryPool*, Result>)Load(EntryPoint.CreateQueryPool))(device, pCreateInfo, pAllocator, pQueryPool);

    /// <summary>Calls Vulkan's <c>vkCreateQueryPool</c>.</summary>
    public Result CreateQueryPool(
        Device device,
        QueryPoolCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out QueryPool pQueryPool)
    {
        fixed (QueryPool* queryPool = &pQueryPool)
        {
            return CreateQueryPool(device, pCreateInfo, pAllocator, queryPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateQueryPool</c>.</summary>
    public Result CreateQueryPool(
        Device device,
        ref readonly QueryPoolCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        QueryPool* pQueryPool)
    {
        fixed (QueryPoolCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateQueryPool(device, createInfo, pAllocator, pQueryPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateQueryPool</c>.</summary>
    public Result CreateQueryPool(
        Device device,
        ref readonly QueryPoolCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out QueryPool pQueryPool)
    {
        fixed (QueryPoolCreateInfo* createInfo = &pCreateInfo)
        fixed (QueryPool* queryPool = &pQueryPool)
        {
            return CreateQueryPool(device, createInfo, pAllocator, queryPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyQueryPool</c>.</summary>
    public void DestroyQueryPool(Device device, QueryPool queryPool, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, QueryPool, AllocationCallbacks*, void>)Load(EntryPoint.DestroyQueryPool))(device, queryPool, pAllocator);

    /// <summary>Calls Vulkan's <c>vkResetQueryPool</c>.</summary>
    public void ResetQueryPool(Device device, QueryPool queryPool, uint firstQuery, uint queryCount) =>
        ((delegate* unmanaged<Device, QueryPool, uint, uint, void>)Load(EntryPoint.ResetQueryPool))(device, queryPool, firstQuery, queryCount);

    /// <summary>Calls Vulkan's <c>vkCmdResetQueryPool</c>.</summary>
    public void CmdResetQueryPool(CommandBuffer commandBuffer, QueryPool queryPool, uint firstQuery, uint queryCount) =>
        ((delegate* unmanaged<CommandBuffer, QueryPool, uint, uint, void>)Load(EntryPoint.CmdResetQueryPool))(commandBuffer, queryPool, firstQuery, queryCount);

    /// <summary>Calls Vulkan's <c>vkCmdWriteTimestamp</c>.</summary>
    public void CmdWriteTimestamp(CommandBuffer commandBuffer, PipelineStageFlags pipelineStage, QueryPool queryPool, uint query) =>
        ((delegate* unmanaged<CommandBuffer, PipelineStageFlags, QueryPool, uint, void>)Load(EntryPoint.CmdWriteTimestamp))(commandBuffer, pipelineStage, queryPool, query);

    /// <summary>Calls Vulkan's <c>vkGetQueryPoolResults</c>.</summary>
    public Result GetQueryPoolResults(
        Device device,
        QueryPool queryPool,
        uint firstQuery,
        uint queryCount,
        nuint dataSize,
        void* pData,
        ulong stride,
        QueryResultFlags flags) =>
        ((delegate* unmanaged<Device, QueryPool, uint, uint, nuint, void*, ulong, QueryResultFlags, Result>)Load(EntryPoint.GetQueryPoolResults))(device, queryPool, firstQuery, queryCount, dataSize, pData, stride, flags);

    /// <summary>Calls Vulkan's <c>vkGetQueryPoolResults</c>.</summary>
    public Result GetQueryPoolResults<T0>(
        Device device,
        QueryPool queryPool,
        uint firstQuery,
        uint queryCount,
        nuint dataSize,
        ref T0 pData,
        ulong stride,
        QueryResultFlags flags)
        where T0 : unmanaged
    {
        fixed (T0* data = &pData)
        {
            return GetQueryPoolResults(device, queryPool, firstQuery, queryCount, dataSize, data, stride, flags);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetQueryPoolResults</c>.</summary>
    public Result GetQueryPoolResults<T0>(
        Device device,
        QueryPool queryPool,
        uint firstQuery,
        uint queryCount,
        Span<T0> pData,
        ulong stride,
        QueryResultFlags flags)
        where T0 : unmanaged
    {
        fixed (T0* data = pData)
        {
            return GetQueryPoolResults(device, queryPool, firstQuery, queryCount, (nuint)(pData.Length * sizeof(T0)), data, stride, flags);
        }
    }
}
