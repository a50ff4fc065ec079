using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreateSemaphore(
        this Vk thisApi,
        Device device,
        SemaphoreCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Semaphore> pSemaphore)
    {
        fixed (Semaphore* semaphore = pSemaphore)
        {
            return thisApi.CreateSemaphore(device, pCreateInfo, pAllocator, semaphore);
        }
    }

    public static Result CreateSemaphore(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<SemaphoreCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Semaphore* pSemaphore)
    {
        fixed (SemaphoreCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateSemaphore(device, createInfo, pAllocator, pSemaphore);
        }
    }

    public static Result CreateSemaphore(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<SemaphoreCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Semaphore> pSemaphore)
    {
        fixed (SemaphoreCreateInfo* createInfo = pCreateInfo)
        fixed (Semaphore* semaphore = pSemaphore)
        {
            return thisApi.CreateSemaphore(device, createInfo, pAllocator, semaphore);
        }
    }

    public static Result GetSemaphoreCounterValue(this Vk thisApi, Device device, Semaphore semaphore, Span<ulong> pValue)
    {
        fixed (ulong* value = pValue)
        {
            return thisApi.GetSemaphoreCounterValue(device, semaphore, value);
        }
    }

    public static Result SignalSemaphore(this Vk thisApi, Device device, ReadOnlySpan<SemaphoreSignalInfo> pSignalInfo)
    {
        fixed (SemaphoreSignalInfo* signalInfo = pSignalInfo)
        {
            return thisApi.SignalSemaphore(device, signalInfo);
        }
    }

    public static Result WaitSemaphores(this Vk thisApi, Device device, ReadOnlySpan<SemaphoreWaitInfo> pWaitInfo, ulong timeout)
    {
        fixed (SemaphoreWaitInfo* waitInfo = pWaitInfo)
        {
            return thisApi.WaitSemaphores(device, waitInfo, timeout);
        }
    }
}
