using System;

namespace Silk.NET.Vulkan;

/// <content>Forms that take spans.</content>
public static unsafe partial class VkOverloads
{
    public static Result CreateBuffer(
        this Vk thisApi,
        Device device,
        BufferCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Buffer> pBuffer)
    {
        fixed (Buffer* buffer = pBuffer)
        {
            return thisApi.CreateBuffer(device, pCreateInfo, pAllocator, buffer);
        }
    }

    public static Result CreateBuffer(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<BufferCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Buffer* pBuffer)
    {
        fixed (BufferCreateInfo* createInfo = pCreateInfo)
        {
            return thisApi.CreateBuffer(device, createInfo, pAllocator, pBuffer);
        }
    }

    public static Result CreateBuffer(
        this Vk thisApi,
        Device device,
        ReadOnlySpan<BufferCreateInfo> pCreateInfo,
        AllocationCallbacks* pAllocator,
        Span<Buffer> pBuffer)
    {
        fixed (BufferCreateInfo* createInfo = pCreateInfo)
        fixed (Buffer* buffer = pBuffer)
        {
            return thisApi.CreateBuffer(device, createInfo, pAllocator, buffer);
        }
    }

    public static void GetBufferMemoryRequirements(
        this Vk thisApi,
        Device device,
        Buffer buffer,
        Span<MemoryRequirements> pMemoryRequirements)
    {
        fixed (MemoryRequirements* memoryRequirements = pMemoryRequirements)
        {
            thisApi.GetBufferMemoryRequirements(device, buffer, memoryRequirements);
        }
    }
}
