using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result AllocateMemory(
        this Vk thisApi,
        Device device,
        MemoryAllocateInfo* pAllocateInfo,
        AllocationCallbacks* pAllocator,
        Span<DeviceMemory> pMemory)
    {
        fixed (DeviceMemory* memory = pMemory)
        {
            return thisApi.AllocateMemory(device, pAllocateInfo, pAllocator, memory);
        }
    }

    public static Result AllocateMemory(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<MemoryAllocateInfo> pAllocateInfo,
        AllocationCallbacks* pAllocator,
        DeviceMemory* pMemory)
    {
        fixed (MemoryAllocateInfo* allocateInfo = pAllocateInfo)
        {
            return thisApi.AllocateMemory(device, allocateInfo, pAllocator, pMemory);
        }
    }

    public static Result AllocateMemory(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<MemoryAllocateInfo> pAllocateInfo,
        AllocationCallbacks* pAllocator,
        Span<DeviceMemory> pMemory)
    {
        fixed (MemoryAllocateInfo* allocateInfo = pAllocateInfo)
        fixed (DeviceMemory* memory = pMemory)
        {
            return thisApi.AllocateMemory(device, allocateInfo, pAllocator, memory);
        }
    }

    public static Result FlushMappedMemoryRanges(
        this Vk thisApi,
        Device device,
        uint memoryRangeCount,
        ReadOnlySpan<MappedMemoryRange> pMemoryRanges)
    {
        fixed (MappedMemoryRange* memoryRanges = pMemoryRanges)
        {
            return thisApi.FlushMappedMemoryRanges(device, memoryRangeCount, memoryRanges);
        }
    }

    public static Result InvalidateMappedMemoryRanges(
        this Vk thisApi,
        Device device,
        uint memoryRangeCount,
        ReadOnlySpan<MappedMemoryRange> pMemoryRanges)
    {
        fixed (MappedMemoryRange* memoryRanges = pMemoryRanges)
        {
            return thisApi.InvalidateMappedMemoryRanges(device, memoryRangeCount, memoryRanges);
        }
    }
}
