using System;

namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkAllocateMemory</c>.</summary>
    public Result AllocateMemory(Device device, MemoryAllocateInfo* pAllocateInfo, AllocationCallbacks* pAllocator, DeviceMemory* pMemory) =>
        ((delegate* unmanaged<Device, MemoryAllocateInfo*, AllocationCallbacks*, DeviceMemory*, Result>)Load(EntryPoint.AllocateMemory))(device, pAllocateInfo, pAllocator, pMemory);

    /// <summary>Calls Vulkan's <c>vkAllocateMemory</c>.</summary>
    public Result AllocateMemory(
        Device device,
        MemoryAllocateInfo* pAllocateInfo,
        AllocationCallbacks* pAllocator,
        out DeviceMemory pMemory)
    {
        fixed (DeviceMemory* memory = &pMemory)
        {
            return AllocateMemory(device, pAllocateInfo, pAllocator, memory);
        }
    }

    /// <summary>Calls Vulkan's <c>vkAllocateMemory</c>.</summary>
    public Result AllocateMemory(
        Device device,
        ref readonly MemoryAllocateInfo pAllocateInfo,
        AllocationCallbacks* pAllocator,
        DeviceMemory* pMemory)
    {
        fixed (MemoryAllocateInfo* allocateInfo = &pAllocateInfo)
        {
            return AllocateMemory(device, allocateInfo, pAllocator, pMemory);
        }
    }

    /// <summary>Calls Vulkan's <c>vkAllocateMemory</c>.</summary>
    public Result AllocateMemory(
        Device device,
        ref readonly MemoryAllocateInfo pAllocateInfo,
        AllocationCallbacks* pAllocator,
        out DeviceMemory pMemory)
    {
        fixed (MemoryAllocateInfo* allocateInfo = &pAllocateInfo)
        fixed (DeviceMemory* memory = &pMemory)
        {
            return AllocateMemory(device, allocateInfo, pAllocator, memory);
        }
    }

    /// <summary>Calls Vulkan's <c>vkFreeMemory</c>.</summary>
    public void FreeMemory(Device device, DeviceMemory memory, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, DeviceMemory, AllocationCallbacks*, void>)Load(EntryPoint.FreeMemory))(device, memory, pAllocator);

    /// <summary>Calls Vulkan's <c>vkMapMemory</c>.</summary>
    public Result MapMemory(Device device, DeviceMemory memory, ulong offset, ulong size, MemoryMapFlags flags, void** ppData) =>
        ((delegate* unmanaged<Device, DeviceMemory, ulong, ulong, MemoryMapFlags, void**, Result>)Load(EntryPoint.MapMemory))(device, memory, offset, size, flags, ppData);

    /// <summary>Calls Vulkan's <c>vkMapMemory</c>.</summary>
    public Result MapMemory(Device device, DeviceMemory memory, ulong offset, ulong size, MemoryMapFlags flags, ref void* ppData)
    {
        fixed (void** data = &ppData)
        {
            return MapMemory(device, memory, offset, size, flags, data);
        }
    }

    /// <summary>Calls Vulkan's <c>vkUnmapMemory</c>.</summary>
    public void UnmapMemory(Device device, DeviceMemory memory) =>
        ((delegate* unmanaged<Device, DeviceMemory, void>)Load(EntryPoint.UnmapMemory))(device, memory);

    /// <summary>Calls Vulkan's <c>vkFlushMappedMemoryRanges</c>.</summary>
    public Result FlushMappedMemoryRanges(Device device, uint memoryRangeCount, MappedMemoryRange* pMemoryRanges) =>
        ((delegate* unmanaged<Device, uint, MappedMemoryRange*, Result>)Load(EntryPoint.FlushMappedMemoryRanges))(device, memoryRangeCount, pMemoryRanges);

    /// <summary>Calls Vulkan's <c>vkFlushMappedMemoryRanges</c>.</summary>
    public Result FlushMappedMemoryRanges(Device device, uint memoryRangeCount, ref readonly MappedMemoryRange pMemoryRanges)
    {
        fixed (MappedMemoryRange* memoryRanges = &pMemoryRanges)
        {
            return FlushMappedMemoryRanges(device, memoryRangeCount, memoryRanges);
        }
    }

    /// <summary>Calls Vulkan's <c>vkFlushMappedMemoryRanges</c>.</summary>
    public Result FlushMappedMemoryRanges(Device device, ReadOnlySpan<MappedMemoryRange> pMemoryRanges)
    {
        fixed (MappedMemoryRange* memoryRanges = pMemoryRanges)
        {
            return FlushMappedMemoryRanges(device, (uint)pMemoryRanges.Length, memoryRanges);
        }
    }

    /// <summary>Calls Vulkan's <c>vkInvalidateMappedMemoryRanges</c>.</summary>
    public Result InvalidateMappedMemoryRanges(Device device, uint memoryRangeCount, MappedMemoryRange* pMemoryRanges) =>
        ((delegate* unmanaged<Device, uint, MappedMemoryRange*, Result>)Load(EntryPoint.InvalidateMappedMemoryRanges))(device, memoryRangeCount, pMemoryRanges);

    /// <summary>Calls Vulkan's <c>vkInvalidateMappedMemoryRanges</c>.</summary>
    public Result InvalidateMappedMemoryRanges(Device device, uint memoryRangeCount, ref readonly MappedMemoryRange pMemoryRanges)
    {
        fixed (MappedMemoryRange* memoryRanges = &pMemoryRanges)
        {
            return InvalidateMappedMemoryRanges(device, memoryRangeCount, memoryRanges);
        }
    }

    /// <summary>Calls Vulkan's <c>vkInvalidateMappedMemoryRanges</c>.</summary>
    public Result InvalidateMappedMemoryRanges(Device device, ReadOnlySpan<MappedMemoryRange> pMemoryRanges)
    {
        fixed (MappedMemoryRange* memoryRanges = pMemoryRanges)
        {
            return InvalidateMappedMemoryRanges(device, (uint)pMemoryRanges.Length, memoryRanges);
        }
    }
}
