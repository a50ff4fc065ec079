namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreateSemaphore</c>.</summary>
    public Result CreateSemaphore(Device device, SemaphoreCreateInfo* pCreateInfo, AllocationCallbacks* pAllocator, Semaphore* pSemaphore) =>
        ((delegate* unmanaged<Device, SemaphoreCreateInfo*, AllocationCallbacks*, Semaphore*, Result>)Load(EntryPoint.CreateSemaphore))(device, pCreateInfo, pAllocator, pSemaphore);

    /// <summary>Calls Vulkan's <c>vkCreateSemaphore</c>.</summary>
    public Result CreateSemaphore(
        Device device,
        SemaphoreCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out Semaphore pSemaphore)
    {
        fixed (Semaphore* semaphore = &pSemaphore)
        {
            return CreateSemaphore(device, pCreateInfo, pAllocator, semaphore);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateSemaphore</c>.</summary>
    public Result CreateSemaphore(
        Device device,
        ref readonly SemaphoreCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        Semaphore* pSemaphore)
    {
        fixed (SemaphoreCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateSemaphore(device, createInfo, pAllocator, pSemaphore);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateSemaphore</c>.</summary>
    public Result CreateSemaphore(
        Device device,
        ref readonly SemaphoreCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out Semaphore pSemaphore)
    {
        fixed (SemaphoreCreateInfo* createInfo = &pCreateInfo)
        fixed (Semaphore* semaphore = &pSemaphore)
        {
            return CreateSemaphore(device, createInfo, pAllocator, semaphore);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroySemaphore</c>.</summary>
    public void DestroySemaphore(Device device, Semaphore semaphore, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, Semaphore, AllocationCallbacks*, void>)Load(EntryPoint.DestroySemaphore))(device, semaphore, pAllocator);

    /// <summary>Calls Vulkan's <c>vkGetSemaphoreCounterValue</c>.</summary>
    public Result GetSemaphoreCounterValue(Device device, Semaphore semaphore, ulong* pValue) =>
        ((delegate* unmanaged<Device, Semaphore, ulong*, Result>)Load(EntryPoint.GetSemaphoreCounterValue))(device, semaphore, pValue);

    /// <summary>Calls Vulkan's <c>vkGetSemaphoreCounterValue</c>.</summary>
    public Result GetSemaphoreCounterValue(Device device, Semaphore semaphore, out ulong pValue)
    {
        fixed (ulong* value = &pValue)
        {
            return GetSemaphoreCounterValue(device, semaphore, value);
        }
    }

    /// <summary>Calls Vulkan's <c>vkSignalSemaphore</c>.</summary>
    public Result SignalSemaphore(Device device, SemaphoreSignalInfo* pSignalInfo) =>
        ((delegate* unmanaged<Device, SemaphoreSignalInfo*, Result>)Load(EntryPoint.SignalSemaphore))(device, pSignalInfo);

    /// <summary>Calls Vulkan's <c>vkSignalSemaphore</c>.</summary>
    public Result SignalSemaphore(Device device, ref readonly SemaphoreSignalInfo pSignalInfo)
    {
        fixed (SemaphoreSignalInfo* signalInfo = &pSignalInfo)
        {
            return SignalSemaphore(device, signalInfo);
        }
    }

    /// <summary>Calls Vulkan's <c>vkWaitSemaphores</c>.</summary>
    public Result WaitSemaphores(Device device, SemaphoreWaitInfo* pWaitInfo, ulong timeout) =>
        ((delegate* unmanaged<Device, SemaphoreWaitInfo*, ulong, Result>)Load(EntryPoint.WaitSemaphores))(device, pWaitInfo, timeout);

    /// <summary>Calls Vulkan's <c>vkWaitSemaphores</c>.</summary>
    public Result WaitSemaphores(Device device, ref readonly SemaphoreWaitInfo pWaitInfo, ulong timeout)
    {
        fixed (SemaphoreWaitInfo* waitInfo = &pWaitInfo)
        {
            return WaitSemaphores(device, waitInfo, timeout);
        }
    }
}
