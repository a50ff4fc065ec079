using System;
using Silk.NET.Core;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result QueueSubmit(this Vk thisApi, Queue queue, uint submitCount, ReadOnlySpan<SubmitInfo> pSubmits, Fence fence)
    {
        fixed (SubmitInfo* submits = pSubmits)
        {
            return thisApi.QueueSubmit(queue, submitCount, submits, fence);
        }
    }

    public static Result CreateFence(
        this Vk thisApi,
        Device device,
        FenceCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Fence> pFence)
    {
        fixed (Fence* fencePointer = pFence)
        {
            return thisApi.CreateFence(device, pCreateInfo, pAllocator, fencePointer);
        }
    }

    public static Result CreateFence(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<FenceCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Fence* pFence)
    {
        fixed (FenceCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateFence(device, createInfo, pAllocator, pFence);
        }
    }

    public static Result CreateFence(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<FenceCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Fence> pFence)
    {
        fixed (FenceCreateInfo* createInfo = pCreateInfo)
        fixed (Fence* fencePointer = pFence)
        {
            return thisApi.CreateFence(device, createInfo, pAllocator, fencePointer);
        }
    }

    public static Result ResetFences(this Vk thisApi, Device device, uint fenceCount, ReadOnlySpan<Fence> pFences)
    {
        fixed (Fence* fences = pFences)
        {
            return thisApi.ResetFences(device, fenceCount, fences);
        }
    }

    public static Result WaitForFences(
        this Vk thisApi,
        Device device,
        uint fenceCount,
        ReadOnlySpan<Fence> pFences,
        Bool32 waitAll,
        ulong timeout)
    {
        fixed (Fence* fences = pFences)
        {
            return thisApi.WaitForFences(device, fenceCount, fences, waitAll, timeout);
        }
    }
}
