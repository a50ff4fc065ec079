using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreateQueryPool(
        this Vk thisApi,
        Device device,
        QueryPoolCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<QueryPool> pQueryPool)
    {
        fixed (QueryPool* queryPool = pQueryPool)
        {
            return thisApi.CreateQueryPool(device, pCreateInfo, pAllocator, queryPool);
        }
    }

    public static Result CreateQueryPool(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<QueryPoolCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        QueryPool* pQueryPool)
    {
        fixed (QueryPoolCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateQueryPool(device, createInfo, pAllocator, pQueryPool);
        }
    }

    public static Result CreateQueryPool(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<QueryPoolCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<QueryPool> pQueryPool)
    {
        fixed (QueryPoolCreateInfo* createInfo = pCreateInfo)
        fixed (QueryPool* queryPool = pQueryPool)
        {
            return thisApi.CreateQueryPool(device, createInfo, pAllocator, queryPool);
        }
    }

    public static Result GetQueryPoolResults<T0>(
        this Vk thisApi,
        Device device,
        QueryPool queryPool,
        uint firstQuery,
        uint queryCount,
        nuint dataSize,
        Span<T0> pData,
        ulong stride,
        QueryResultFlags flags)
        where T0 : unmanaged
    {
        fixed (T0* data = pData)
        {
            return thisApi.GetQueryPoolResults(device, queryPool, firstQuery, queryCount, dataSize, data, stride, flags);
        }
    }
}
