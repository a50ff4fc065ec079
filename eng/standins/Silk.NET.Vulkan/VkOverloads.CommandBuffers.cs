using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreateCommandPool(
        this Vk thisApi,
        Device device,
        CommandPoolCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<CommandPool> pCommandPool)
    {
        fixed (CommandPool* commandPool = pCommandPool)
        {
            return thisApi.CreateCommandPool(device, pCreateInfo, pAllocator, commandPool);
        }
    }

    public static Result CreateCommandPool(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<CommandPoolCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        CommandPool* pCommandPool)
    {
        fixed (CommandPoolCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateCommandPool(device, createInfo, pAllocator, pCommandPool);
        }
    }

    public static Result CreateCommandPool(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<CommandPoolCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<CommandPool> pCommandPool)
    {
        fixed (CommandPoolCreateInfo* createInfo = pCreateInfo)
        fixed (CommandPool* commandPool = pCommandPool)
        {
            return thisApi.CreateCommandPool(device, createInfo, pAllocator, commandPool);
        }
    }

    public static Result AllocateCommandBuffers(
        this Vk thisApi,
        Device device,
        CommandBufferAllocateInfo* pAllocateInfo,
        Span<CommandBuffer> pCommandBuffers)
    {
        fixed (CommandBuffer* commandBuffers = pCommandBuffers)
        {
            return thisApi.AllocateCommandBuffers(device, pAllocateInfo, commandBuffers);
        }
    }

    public static Result AllocateCommandBuffers(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<CommandBufferAllocateInfo> pAllocateInfo,
        CommandBuffer* pCommandBuffers)
    {
        fixed (CommandBufferAllocateInfo* allocateInfo = pAllocateInfo)
        {
            return thisApi.AllocateCommandBuffers(device, allocateInfo, pCommandBuffers);
        }
    }

    public static Result AllocateCommandBuffers(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<CommandBufferAllocateInfo> pAllocateInfo,
        Span<CommandBuffer> pCommandBuffers)
    {
        fixed (CommandBufferAllocateInfo* allocateInfo = pAllocateInfo)
        fixed (CommandBuffer* commandBuffers = pCommandBuffers)
        {
            return thisApi.AllocateCommandBuffers(device, allocateInfo, commandBuffers);
        }
    }

    public static void FreeCommandBuffers(
        this Vk thisApi,
        Device device,
        CommandPool commandPool,
        uint commandBufferCount,
        ReadOnlySpan<CommandBuffer> pCommandBuffers)
    {
        fixed (CommandBuffer* commandBuffers = pCommandBuffers)
        {
            thisApi.FreeCommandBuffers(device, commandPool, commandBufferCount, commandBuffers);
        }
    }

    public static Result BeginCommandBuffer(this Vk thisApi, CommandBuffer commandBuffer, ReadOnlySpan<CommandBufferBeginInfo> pBeginInfo)
    {
        fixed (CommandBufferBeginInfo* beginInfo = pBeginInfo)
        {
            return thisApi.BeginCommandBuffer(commandBuffer, beginInfo);
        }
    }
}
