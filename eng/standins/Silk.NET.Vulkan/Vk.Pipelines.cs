using System;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreateShaderModule</c>.</summary>
    public Result CreateShaderModule(
        Device device,
        ShaderModuleCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        ShaderModule* pShaderModule) =>
        ((delegate* unmanaged<Device, ShaderModuleCreateInfo*, AllocationCallbacks*, ShaderModule*, Result>)Load(EntryPoint.CreateShaderModule))(device, pCreateInfo, pAllocator, pShaderModule);

    /// <summary>Calls Vulkan's <c>vkCreateShaderModule</c>.</summary>
    public Result CreateShaderModule(
        Device device,
        ShaderModuleCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out ShaderModule pShaderModule)
    {
        fixed (ShaderModule* shaderModule = &pShaderModule)
        {
            return CreateShaderModule(device, pCreateInfo, pAllocator, shaderModule);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateShaderModule</c>.</summary>
    public Result CreateShaderModule(
        Device device,
        ref readonly ShaderModuleCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        ShaderModule* pShaderModule)
    {
        fixed (ShaderModuleCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateShaderModule(device, createInfo, pAllocator, pShaderModule);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateShaderModule</c>.</summary>
    public Result CreateShaderModule(
        Device device,
        ref readonly ShaderModuleCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out ShaderModule pShaderModule)
    {
        fixed (ShaderModuleCreateInfo* createInfo = &pCreateInfo)
        fixed (ShaderModule* shaderModule = &pShaderModule)
        {
            return CreateShaderModule(device, createInfo, pAllocator, shaderModule);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyShaderModule</c>.</summary>
    public void DestroyShaderModule(Device device, ShaderModule shaderModule, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, ShaderModule, AllocationCallbacks*, void>)Load(EntryPoint.DestroyShaderModule))(device, shaderModule, pAllocator);

    /// <summary>Calls Vulkan's <c>vkCreatePipelineLayout</c>.</summary>
    public Result CreatePipelineLayout(
        Device device,
        PipelineLayoutCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        PipelineLayout* pPipelineLayout) =>
        ((delegate* unmanaged<Device, PipelineLayoutCreateInfo*, AllocationCallbacks*, PipelineLayout*, Result>)Load(EntryPoint.CreatePipelineLayout))(device, pCreateInfo, pAllocator, pPipelineLayout);

    /// <summary>Calls Vulkan's <c>vkCreatePipelineLayout</c>.</summary>
    public Result CreatePipelineLayout(
        Device device,
        PipelineLayoutCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out PipelineLayout pPipelineLayout)
    {
        fixed (PipelineLayout* pipelineLayout = &pPipelineLayout)
        {
            return CreatePipelineLayout(device, pCreateInfo, pAllocator, pipelineLayout);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreatePipelineLayout</c>.</summary>
    public Result CreatePipelineLayout(
        Device device,
        ref readonly PipelineLayoutCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        PipelineLayout* pPipelineLayout)
    {
        fixed (PipelineLayoutCreateInfo* createInfo = &pCreateInfo)
        {
            return CreatePipelineLayout(device, createInfo, pAllocator, pPipelineLayout);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreatePipelineLayout</c>.</summary>
    public Result CreatePipelineLayout(
        Device device,
        ref readonly PipelineLayoutCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out PipelineLayout pPipelineLayout)
    {
        fixed (PipelineLayoutCreateInfo* createInfo = &pCreateInfo)
        fixed (PipelineLayout* pipelineLayout = &pPipelineLayout)
        {
            return CreatePipelineLayout(device, createInfo, pAllocator, pipelineLayout);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyPipelineLayout</c>.</summary>
    public void DestroyPipelineLayout(Device device, PipelineLayout pipelineLayout, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, PipelineLayout, AllocationCallbacks*, void>)Load(EntryPoint.DestroyPipelineLayout))(device, pipelineLayout, pAllocator);

    /// <summary>Calls Vulkan's <c>vkCreateComputePipelines</c>.</summary>
    public Result CreateComputePipelines(
        Device device,
        PipelineCache pipelineCache,
        uint createInfoCount,
        ComputePipelineCreateInfo* pCreateInfos,
        AllocationCallbacks* pAllocator,
        Pipeline* pPipelines) =>
        ((delegate* unmanaged<Device, PipelineCache, uint, ComputePipelineCreateInfo*, AllocationCallbacks*, Pipeline*, Result>)Load(EntryPoint.CreateComputePipelines))(device, pipelineCache, createInfoCount, pCreateInfos, pAllocator, pPipelines);

    /// <summary>Calls Vulkan's <c>vkCreateComputePipelines</c>.</summary>
    public Result CreateComputePipelines(
        Device device,
        PipelineCache pipelineCache,
        uint createInfoCount,
        ComputePipelineCreateInfo* pCreateInfos,
        AllocationCallbacks* pAllocator,
        out Pipeline pPipelines)
    {
        fixed (Pipeline* pipelines = &pPipelines)
        {
            return CreateComputePipelines(device, pipelineCache, createInfoCount, pCreateInfos, pAllocator, pipelines);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateComputePipelines</c>.</summary>
    public Result CreateComputePipelines(
        Device device,
        PipelineCache pipelineCache,
        uint createInfoCount,
        ref readonly ComputePipelineCreateInfo pCreateInfos,
        AllocationCallbacks* pAllocator,
        Pipeline* pPipelines)
    {
        fixed (ComputePipelineCreateInfo* createInfos = &pCreateInfos)
        {
            return CreateComputePipelines(device, pipelineCache, createInfoCount, createInfos, pAllocator, pPipelines);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateComputePipelines</c>.</summary>
    public Result CreateComputePipelines(
        Device device,
        PipelineCache pipelineCache,
        uint createInfoCount,
        ref readonly ComputePipelineCreateInfo pCreateInfos,
        AllocationCallbacks* pAllocator,
        out Pipeline pPipelines)
    {
        fixed (ComputePipelineCreateInfo* createInfos = &pCreateInfos)
        fixed (Pipeline* pipelines = &pPipelines)
        {
            return CreateComputePipelines(device, pipelineCache, createInfoCount, createInfos, pAllocator, pipelines);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateComputePipelines</c>.</summary>
    public Result CreateComputePipelines(
        Device device,
        PipelineCache pipelineCache,
        ComputePipelineCreateInfo* pCreateInfos,
        AllocationCallbacks* pAllocator,
        Span<Pipeline> pPipelines)
    {
        fixed (Pipeline* pipelines = pPipelines)
        {
            return CreateComputePipelines(device, pipelineCache, (uint)pPipelines.Length, pCreateInfos, pAllocator, pipelines);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateComputePipelines</c>.</summary>
    public Result CreateComputePipelines(
        Device device,
        PipelineCache pipelineCache,
        ReadOnlySpan<ComputePipelineCreateInfo> pCreateInfos,
        AllocationCallbacks* pAllocator,
        Pipeline* pPipelines)
    {
        fixed (ComputePipelineCreateInfo* createInfos = pCreateInfos)
        {
            return CreateComputePipelines(device, pipelineCache, (uint)pCreateInfos.Length, createInfos, pAllocator, pPipelines);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateComputePipelines</c>.</summary>
    public Result CreateComputePipelines(
        Device device,
        PipelineCache pipelineCache,
        ReadOnlySpan<ComputePipelineCreateInfo> pCreateInfos,
        AllocationCallbacks* pAllocator,
        Span<Pipeline> pPipelines)
    {
        fixed (ComputePipelineCreateInfo* createInfos = pCreateInfos)
        fixed (Pipeline* pipelines = pPipelines)
        {
            return CreateComputePipelines(device, pipelineCache, (uint)pCreateInfos.Length, createInfos, pAllocator, pipelines);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyPipeline</c>.</summary>
    public void DestroyPipeline(Device device, Pipeline pipeline, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, Pipeline, AllocationCallbacks*, void>)Load(EntryPoint.DestroyPipeline))(device, pipeline, pAllocator);
}
