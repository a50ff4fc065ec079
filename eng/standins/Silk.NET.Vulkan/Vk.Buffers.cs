namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreateBuffer</c>.</summary>
    public Result CreateBuffer(Device device, BufferCreateInfo* pCreateInfo, AllocationCallbacks* pAllocator, Buffer* pBuffer) =>
        ((delegate* unmanaged<Device, BufferCreateInfo*, AllocationCallbacks*, Buffer*, Result>)Load(EntryPoint.CreateBuffer))(device, pCreateInfo, pAllocator, pBuffer);

    /// <summary>Calls Vulkan's <c>vkCreateBuffer</c>.</summary>
    public Result CreateBuffer(Device device, BufferCreateInfo* pCreateInfo, AllocationCallbacks* pAllocator, out Buffer pBuffer)
    {
        fixed (Buffer* buffer = &pBuffer)
        {
            return CreateBuffer(device, pCreateInfo, pAllocator, buffer);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateBuffer</c>.</summary>
    public Result CreateBuffer(Device device, ref readonly BufferCreateInfo pCreateInfo, AllocationCallbacks* pAllocator, Buffer* pBuffer)
    {
        fixed (BufferCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateBuffer(device, createInfo, pAllocator, pBuffer);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateBuffer</c>.</summary>
    public Result CreateBuffer(
        Device device,
        ref readonly BufferCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out Buffer pBuffer)
    {
        fixed (BufferCreateInfo* createInfo = &pCreateInfo)
        fixed (Buffer* buffer = &pBuffer)
        {
            return CreateBuffer(device, createInfo, pAllocator, buffer);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyBuffer</c>.</summary>
    public void DestroyBuffer(Device device, Buffer buffer, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, Buffer, AllocationCallbacks*, void>)Load(EntryPoint.DestroyBuffer))(device, buffer, pAllocator);

    /// <summary>Calls Vulkan's <c>vkGetBufferMemoryRequirements</c>.</summary>
    public void GetBufferMemoryRequirements(Device device, Buffer buffer, MemoryRequirements* pMemoryRequirements) =>
        ((delegate* unmanaged<Device, Buffer, MemoryRequirements*, void>)Load(EntryPoint.GetBufferMemoryRequirements))(device, buffer, pMemoryRequirements);

    /// <summary>Calls Vulkan's <c>vkGetBufferMemoryRequirements</c>.</summary>
    public void GetBufferMemoryRequirements(Device device, Buffer buffer, out MemoryRequirements pMemoryRequirements)
    {
        fixed (MemoryRequirements* memoryRequirements = &pMemoryRequirements)
        {
            GetBufferMemoryRequirements(device, buffer, memoryRequirements);
        }
    }

    /// <summary>Calls Vulkan's <c>vkGetBufferMemoryRequirements</c>.</summary>
    public MemoryRequirements GetBufferMemoryRequirements(Device device, Buffer buffer)
    {
        MemoryRequirements result = default;
        GetBufferMemoryRequirements(device, buffer, &result);

        return result;
    }

    /// <summary>Calls Vulkan's <c>vkBindBufferMemory</c>.</summary>
    public Result BindBufferMemory(Device device, Buffer buffer, DeviceMemory memory, ulong memoryOffset) =>
        ((delegate* unmanaged<Device, Buffer, DeviceMemory, ulong, Result>)Load(EntryPoint.BindBufferMemory))(device, buffer, memory, memoryOffset);
}
