using System;
using Silk.NET.Core;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkQueueSubmit</c>.</summary>
    public Result QueueSubmit(Queue queue, uint submitCount, SubmitInfo* pSubmits, Fence fence) =>
        ((delegate* unmanaged<Queue, uint, SubmitInfo*, Fence, Result>)Load(EntryPoint.QueueSubmit))(queue, submitCount, pSubmits, fence);

    /// <summary>Calls Vulkan's <c>vkQueueSubmit</c>.</summary>
    public Result QueueSubmit(Queue queue, uint submitCount, ref readonly SubmitInfo pSubmits, Fence fence)
    {
        fixed (SubmitInfo* submits = &pSubmits)
        {
            return QueueSubmit(queue, submitCount, submits, fence);
        }
    }

    /// <summary>Calls Vulkan's <c>vkQueueSubmit</c>.</summary>
    public Result QueueSubmit(Queue queue, ReadOnlySpan<SubmitInfo> pSubmits, Fence fence)
    {
        fixed (SubmitInfo* submits = pSubmits)
        {
            return QueueSubmit(queue, (uint)pSubmits.Length, submits, fence);
        }
    }

    /// <summary>Calls Vulkan's <c>vkQueueWaitIdle</c>.</summary>
    public Result QueueWaitIdle(Queue queue) =>
        ((delegate* unmanaged<Queue, Result>)Load(EntryPoint.QueueWaitIdle))(queue);

    /// <summary>Calls Vulkan's <c>vkCreateFence</c>.</summary>
    public Result CreateFence(Device device, FenceCreateInfo* pCreateInfo, AllocationCallbacks* pAllocator, Fence* pFence) =>
        ((delegate* unmanaged<Device, FenceCreateInfo*, AllocationCallbacks*, Fence*, Result>)Load(EntryPoint.CreateFence))(device, pCreateInfo, pAllocator, pFence);

    /// <summary>Calls Vulkan's <c>vkCreateFence</c>.</summary>
    public Result CreateFence(Device device, FenceCreateInfo* pCreateInfo, AllocationCallbacks* pAllocator, out Fence pFence)
    {
        fixed (Fence* fencePointer = &pFence)
        {
            return CreateFence(device, pCreateInfo, pAllocator, fencePointer);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateFence</c>.</summary>
    public Result CreateFence(Device device, ref readonly FenceCreateInfo pCreateInfo, AllocationCallbacks* pAllocator, Fence* pFence)
    {
        fixed (FenceCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateFence(device, createInfo, pAllocator, pFence);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateFence</c>.</summary>
    public Result CreateFence(Device device, ref readonly FenceCreateInfo pCreateInfo, AllocationCallbacks* pAllocator, out Fence pFence)
    {
        fixed (FenceCreateInfo* createInfo = &pCreateInfo)
        fixed (Fence* fencePointer = &pFence)
        {
            return CreateFence(device, createInfo, pAllocator, fencePointer);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyFence</c>.</summary>
    public void DestroyFence(Device device, Fence fence, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, Fence, AllocationCallbacks*, void>)Load(EntryPoint.DestroyFence))(device, fence, pAllocator);

    /// <summary>Calls Vulkan's <c>vkResetFences</c>.</summary>
    public Result ResetFences(Device device, uint fenceCount, Fence* pFences) =>
        ((delegate* unmanaged<Device, uint, Fence*, Result>)Load(EntryPoint.ResetFences))(device, fenceCount, pFences);

    /// <summary>Calls Vulkan's <c>vkResetFences</c>.</summary>
    public Result ResetFences(Device device, uint fenceCount, ref readonly Fence pFences)
    {
        fixed (Fence* fences = &pFences)
        {
            return ResetFences(device, fenceCount, fences);
        }
    }

    /// <summary>Calls Vulkan's <c>vkResetFences</c>.</summary>
    public Result ResetFences(Device device, ReadOnlySpan<Fence> pFences)
    {
        fixed (Fence* fences = pFences)
        {
            return ResetFences(device, (uint)pFences.Length, fences);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetFenceStatus</c>.</summary>
    public Result GetFenceStatus(Device device, Fence fence) =>
        ((delegate* unmanaged<Device, Fence, Result>)Load(EntryPoint.GetFenceStatus))(device, fence);

    /// <summary>Calls Vulkan's <c>vkWaitForFences</c>.</summary>
    public Result WaitForFences(Device device, uint fenceCount, Fence* pFences, Bool32 waitAll, ulong timeout) =>
        ((delegate* unmanaged<Device, uint, Fence*, Bool32, ulong, Result>)Load(EntryPoint.WaitForFences))(device, fenceCount, pFences, waitAll, timeout);

    /// <summary>Calls Vulkan's <c>vkWaitForFences</c>.</summary>
    public Result WaitForFences(Device device, uint fenceCount, ref readonly Fence pFences, Bool32 waitAll, ulong timeout)
    {
        fixed (Fence* fences = &pFences)
        {
            return WaitForFences(device, fenceCount, fences, waitAll, timeout);
        }
    }

    /// <summary>Calls Vulkan's <c>vkWaitForFences</c>.</summary>
    public Result WaitForFences(Device device, ReadOnlySpan<Fence> pFences, Bool32 waitAll, ulong timeout)
    {
        fixed (Fence* fences = pFences)
        {
            return WaitForFences(device, (uint)pFences.Length, fences, waitAll, timeout);
        }
    }
}
