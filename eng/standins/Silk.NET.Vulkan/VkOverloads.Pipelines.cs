using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreateShaderModule(
        this Vk thisApi,
        Device device,
        ShaderModuleCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<ShaderModule> pShaderModule)
    {
        fixed (ShaderModule* shaderModule = pShaderModule)
        {
            return thisApi.CreateShaderModule(device, pCreateInfo, pAllocator, shaderModule);
        }
    }

    public static Result CreateShaderModule(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<ShaderModuleCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        ShaderModule* pShaderModule)
    {
        fixed (ShaderModuleCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateShaderModule(device, createInfo, pAllocator, pShaderModule);
        }
    }

    public static Result CreateShaderModule(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<ShaderModuleCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<ShaderModule> pShaderModule)
    {
        fixed (ShaderModuleCreateInfo* createInfo = pCreateInfo)
        fixed (ShaderModule* shaderModule = pShaderModule)
        {
            return thisApi.CreateShaderModule(device, createInfo, pAllocator, shaderModule);
        }
    }

    public static Result CreatePipelineLayout(
        this Vk thisApi,
        Device device,
        PipelineLayoutCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<PipelineLayout> pPipelineLayout)
    {
        fixed (PipelineLayout* pipelineLayout = pPipelineLayout)
        {
            return thisApi.CreatePipelineLayout(device, pCreateInfo, pAllocator, pipelineLayout);
        }
    }

    public static Result CreatePipelineLayout(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<PipelineLayoutCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        PipelineLayout* pPipelineLayout)
    {
        fixed (PipelineLayoutCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreatePipelineLayout(device, createInfo, pAllocator, pPipelineLayout);
        }
    }

    public static Result CreatePipelineLayout(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<PipelineLayoutCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<PipelineLayout> pPipelineLayout)
    {
        fixed (PipelineLayoutCreateInfo* createInfo = pCreateInfo)
        fixed (PipelineLayout* pipelineLayout = pPipelineLayout)
        {
            return thisApi.CreatePipelineLayout(device, createInfo, pAllocator, pipelineLayout);
        }
    }

    public static Result CreateComputePipelines(
        this Vk thisApi,
        Device device,
        PipelineCache pipelineCache,
        uint createInfoCount,
        ComputePipelineCreateInfo* pCreateInfos,
        AllocationCallbacks* pAllocator,
        Span<Pipeline> pPipelines)
    {
        fixed (Pipeline* pipelines = pPipelines)
        {
            return thisApi.CreateComputePipelines(device, pipelineCache, createInfoCount, pCreateInfos, pAllocator, pipelines);
        }
    }

    public static Result CreateComputePipelines(
        this Vk thisApi,
        Device device,
        PipelineCache pipelineCache,
        uint createInfoCount,
        ReadOnlySpan<ComputePipelineCreateInfo> pCreateInfos,
        AllocationCallbacks* pAllocator,
        Pipeline* pPipelines)
    {
        fixed (ComputePipelineCreateInfo* createInfos = pCreateInfos)
        {
            return thisApi.CreateComputePipelines(device, pipelineCache, createInfoCount, createInfos, pAllocator, pPipelines);
        }
    }

    public static Result CreateComputePipelines(
        this Vk thisApi,
        Device device,
        PipelineCache pipelineCache,
        uint createInfoCount,
        ReadOnlySpan<ComputePipelineCreateInfo> pCreateInfos,
        AllocationCallbacks* pAllocator,
        Span<Pipeline> pPipelines)
    {
        fixed (ComputePipelineCreateInfo* createInfos = pCreateInfos)
        fixed (Pipeline* pipelines = pPipelines)
        {
            return thisApi.CreateComputePipelines(device, pipelineCache, createInfoCount, createInfos, pAllocator, pipelines);
        }
    }
}
