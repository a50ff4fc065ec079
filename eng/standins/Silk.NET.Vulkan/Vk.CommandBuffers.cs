namespace Silk.NET.Vulkan;

public unsafe partial class Vk
{
    /// <summary>Calls Vulkan's <c>vkCreateCommandPool</c>.</summary>
    public Result CreateCommandPool(
        Device device,
        CommandPoolCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        CommandPool* pCommandPool) =>
        ((delegate* unmanaged<Device, CommandPoolCreateInfo*, AllocationCallbacks*, CommandPool*, Result>)Load(EntryPoint.CreateCommandPool))(device, pCreateInfo, pAllocator, pCommandPool);

    /// <summary>Calls Vulkan's <c>vkCreateCommandPool</c>.</summary>
    public Result CreateCommandPool(
        Device device,
        CommandPoolCreateInfo* pCreateInfo,
        AllocationCallbacks* pAllocator,
        out CommandPool pCommandPool)
    {
        fixed (CommandPool* commandPool = &pCommandPool)
        {
            return CreateCommandPool(device, pCreateInfo, pAllocator, commandPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateCommandPool</c>.</summary>
    public Result CreateCommandPool(
        Device device,
        ref readonly CommandPoolCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        CommandPool* pCommandPool)
    {
        fixed (CommandPoolCreateInfo* createInfo = &pCreateInfo)
        {
            return CreateCommandPool(device, createInfo, pAllocator, pCommandPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkCreateCommandPool</c>.</summary>
    public Result CreateCommandPool(
        Device device,
        ref readonly CommandPoolCreateInfo pCreateInfo,
        AllocationCallbacks* pAllocator,
        out CommandPool pCommandPool)
    {
        fixed (CommandPoolCreateInfo* createInfo = &pCreateInfo)
        fixed (CommandPool* commandPool = &pCommandPool)
        {
            return CreateCommandPool(device, createInfo, pAllocator, commandPool);
        }
    }

    /// <summary>Calls Vulkan's <c>vkDestroyCommandPool</c>.</summary>
    public void DestroyCommandPool(Device device, CommandPool commandPool, AllocationCallbacks* pAllocator) =>
        ((delegate* unmanaged<Device, CommandPool, AllocationCallbacks*, void>)Load(EntryPoint.DestroyCommandPool))(device, commandPool, pAllocator);

    /// <summary>Calls Vulkan's <c>vkAllocateCommandBuffers</c>.</summary>
    public Result AllocateCommandBuffers(Device device, CommandBufferAllocateInfo* pAllocateInfo, CommandBuffer* pCommandBuffers) =>
        ((delegate* unmanaged<Device, CommandBufferAllocateInfo*, CommandBuffer*, Result>)Load(EntryPoint.AllocateCommandBuffers))(device, pAllocateInfo, pCommandBuffers);

    /// <summary>Calls Vulkan's <c>vkAllocateCommandBuffers</c>.</summary>
    public Result AllocateCommandBuffers(Device device, CommandBufferAllocateInfo* pAllocateInfo, out CommandBuffer pCommandBuffers)
    {
        fixed (CommandBuffer* commandBuffers = &pCommandBuffers)
        {
            return AllocateCommandBuffers(device, pAllocateInfo, commandBuffers);
        }
    }

    /// <summary>Calls Vulkan's <c>vkAllocateCommandBuffers</c>.</summary>
    public Result AllocateCommandBuffers(
        Device device,
        ref readonly CommandBufferAllocateInfo pAllocateInfo,
        CommandBuffer* pCommandBuffers)
    {
        fixed (CommandBufferAllocateInfo* allocateInfo = &pAllocateInfo)
        {
            return AllocateCommandBuffers(device, allocateInfo, pCommandBuffers);
        }
    }

    /// <summary>Calls Vulkan's <c>vkAllocateCommandBuffers</c>.</summary>
    public Result AllocateCommandBuffers(
        Device device,
        ref readonly CommandBufferAllocateInfo pAllocateInfo,
        out CommandBuffer pCommandBuffers)
    {
        fixed (CommandBufferAllocateInfo* allocateInfo = &pAllocateInfo)
        fixed (CommandBuffer* commandBuffers = &pCommandBuffers)
        {
            return AllocateCommandBuffers(device, allocateInfo, commandBuffers);
        }
    }

    /// <summary>Calls Vulkan's <c>vkFreeCommandBuffers</c>.</summary>
    public void FreeCommandBuffers(Device device, CommandPool commandPool, uint commandBufferCount, CommandBuffer* pCommandBuffers) =>
        ((delegate* unmanaged<Device, CommandPool, uint, CommandBuffer*, void>)Load(EntryPoint.FreeCommandBuffers))(device, commandPool, commandBufferCount, pCommandBuffers);

    /// <summary>Calls Vulkan's <c>vkBeginCommandBuffer</c>.</summary>
    public Result BeginCommandBuffer(CommandBuffer commandBuffer, CommandBufferBeginInfo* pBeginInfo) =>
        ((delegate* unmanaged<CommandBuffer, CommandBufferBeginInfo*, Result>)Load(EntryPoint.BeginCommandBuffer))(commandBuffer, pBeginInfo);

    /// <summary>Calls Vulkan's <c>vkBeginCommandBuffer</c>.</summary>
    public Result BeginCommandBuffer(CommandBuffer commandBuffer, ref readonly CommandBufferBeginInfo pBeginInfo)
    {
        fixed (CommandBufferBeginInfo* beginInfo = &pBeginInfo)
        {
            return BeginCommandBuffer(commandBuffer, beginInfo);
        }
    }

    /// <summary>Calls Vulkan's <c>vkEndCommandBuffer</c>.</summary>
    public Result EndCommandBuffer(CommandBuffer commandBuffer) =>
        ((delegate* unmanaged<CommandBuffer, Result>)Load(EntryPoint.EndCommandBuffer))(commandBuffer);

    /// <summary>Calls Vulkan's <c>vkResetCommandBuffer</c>.</summary>
    public Result ResetCommandBuffer(CommandBuffer commandBuffer, CommandBufferResetFlags flags) =>
        ((delegate* unmanaged<CommandBuffer, CommandBufferResetFlags, Result>)Load(EntryPoint.ResetCommandBuffer))(commandBuffer, flags);
}
