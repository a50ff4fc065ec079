using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreatePipelineCache(
        this Vk thisApi,
        Device device,
        PipelineCacheCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<PipelineCache> pPipelineCache)
    {
        fixed (PipelineCache* pipelineCache = pPipelineCache)
        {
            return thisApi.CreatePipelineCache(device, pCreateInfo, pAllocator, pipelineCache);
        }
    }

    public static Result CreatePipelineCache(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<PipelineCacheCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        PipelineCache* pPipelineCache)
    {
        fixed (PipelineCacheCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreatePipelineCache(device, createInfo, pAllocator, pPipelineCache);
        }
    }

    public static Result CreatePipelineCache(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<PipelineCacheCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<PipelineCache> pPipelineCache)
    {
        fixed (PipelineCacheCreateInfo* createInfo = pCreateInfo)
        fixed (PipelineCache* pipelineCache = pPipelineCache)
        {
            return thisApi.CreatePipelineCache(device, createInfo, pAllocator, pipelineCache);
        }
    }

    public static Result GetPipelineCacheData<T0>(
        this Vk thisApi,
        Device device,
        PipelineCache pipelineCache,
        nuint* pDataSize,
        Span<T0> pData)
        where T0 : unmanaged
    {
        fixed (T0* data = pData)
        {
            return thisApi.GetPipelineCacheData(device, pipelineCache, pDataSize, data);
        }
    }

    public static Result GetPipelineCacheData(
        this Vk thisApi,
        Device device,
        PipelineCache pipelineCache,
        Span<nuint> pDataSize,
        void* pData)
    {
        fixed (nuint* dataSize = pDataSize)
        {
            return thisApi.GetPipelineCacheData(device, pipelineCache, dataSize, pData);
        }
    }

    public static Result GetPipelineCacheData<T0>(
        this Vk thisApi,
        Device device,
        PipelineCache pipelineCache,
        Span<nuint> pDataSize,
        Span<T0> pData)
        where T0 : unmanaged
    {
        fixed (nuint* dataSize = pDataSize)
        fixed (T0* data = pData)
        {
            return thisApi.GetPipelineCacheData(device, pipelineCache, dataSize, data);
        }
    }
}
