namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreatePipelineCache</c>.</summary>
    public Result CreatePipelineCache(
        Device device,
        PipelineCacheCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        PipelineCache* pPipelineCache) =>
        ((delegate* unmanaged<Device, PipelineCacheCreateInfo*, AllocationCallbacks*, PipelineCache*, Result>)Load(EntryPoint.CreatePipelineCache))(device, pCreateInfo, pAllocator, pPipelineCache);

    /// <summary>Calls Vulkan's <c>vkCreatePipelineCache</c>.</summary>
    public Result CreatePipelineCache(
        Device device,
        PipelineCacheCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out PipelineCache pPipelineCache)
    {
        fixed (PipelineCache* pipelineCache = &pPipelineCache)
        {
            return CreatePipelineCache(device, pCreateInfo, pAllocator, pipelineCache);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreatePipelineCache</c>.</summary>
    public Result CreatePipelineCache(
        Device device,
        ref readonly PipelineCacheCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        PipelineCache* pPipelineCache)
    {
        fixed (PipelineCacheCreateInfo* createInfo = &pCreateInfo)
        {
            return CreatePipelineCache(device, createInfo, pAllocator, pPipelineCache);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreatePipelineCache</c>.</summary>
    public Result CreatePipelineCache(
        Device device,
        ref readonly PipelineCacheCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out PipelineCache pPipelineCache)
    {
        fixed (PipelineCacheCreateInfo* createInfo = &pCreateInfo)
        fixed (PipelineCache* pipelineCache = &pPipelineCache)
        {
            return CreatePipelineCache(device, createInfo, pAllocator, pipelineCache);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyPipelineCache</c>.</summary>
    public void DestroyPipelineCache(Device device, PipelineCache pipelineCache, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, PipelineCache, AllocationCallbacks*, void>)Load(EntryPoint.DestroyPipelineCache))(device, pipelineCache, pAllocator);

    /// <summary>Calls Vulkan's <c>vkGetPipelineCacheData</c>.</summary>
    public Result GetPipelineCacheData(Device device, PipelineCache pipelineCache, nuint* pDataSize, void* pData) =>
        ((delegate* unmanaged<Device, PipelineCache, nuint*, void*, Result>)Load(EntryPoint.GetPipelineCacheData))(device, pipelineCache, pDataSize, pData);

    /// <summary>Calls Vulkan's <c>vkGetPipelineCacheData</c>.</summary>
    public Result GetPipelineCacheData<T0>(Device device, PipelineCache pipelineCache, nuint* pDataSize, ref T0 pData)
        where T0 : unmanaged
    {
        fixed (T0* data = &pData)
        {
            return GetPipelineCacheData(device, pipelineCache, pDataSize, data);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPipelineCacheData</c>.</summary>
    public Result GetPipelineCacheData(Device device, PipelineCache pipelineCache, ref nuint pDataSize, void* pData)
    {
        fixed (nuint* dataSize = &pDataSize)
        {
            return GetPipelineCacheData(device, pipelineCache, dataSize, pData);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetPipelineCacheData</c>.</summary>
    public Result GetPipelineCacheData<T0>(Device device, PipelineCache pipelineCache, ref nuint pDataSize, ref T0 pData)
        where T0 : unmanaged
    {
        fixed (nuint* dataSize = &pDataSize)
        fixed (T0* data = &pData)
        {
            return GetPipelineCacheData(device, pipelineCache, dataSize, data);
        }
    }
}
