namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkInstance</c>: a handle, null when 0.</summary>
public struct Instance(nint? handle = null)
{
    public nint Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkPhysicalDevice</c>: a handle, null when 0.</summary>
public struct PhysicalDevice(nint? handle = null)
{
    public nint Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkDevice</c>: a handle, null when 0.</summary>
public struct Device(nint? handle = null)
{
    public nint Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkQueue</c>: a handle, null when 0.</summary>
public struct Queue(nint? handle = null)
{
    public nint Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkCommandBuffer</c>: a handle, null when 0.</summary>
public struct CommandBuffer(nint? handle = null)
{
    public nint Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkBuffer</c>: a handle, null when 0.</summary>
public struct Buffer(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkBufferView</c>: a handle, null when 0.</summary>
public struct BufferView(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkCommandPool</c>: a handle, null when 0.</summary>
public struct CommandPool(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkDescriptorPool</c>: a handle, null when 0.</summary>
public struct DescriptorPool(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkDescriptorSet</c>: a handle, null when 0.</summary>
public struct DescriptorSet(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkDescriptorSetLayout</c>: a handle, null when 0.</summary>
public struct DescriptorSetLayout(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkDeviceMemory</c>: a handle, null when 0.</summary>
public struct DeviceMemory(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkFence</c>: a handle, null when 0.</summary>
public struct Fence(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkFramebuffer</c>: a handle, null when 0.</summary>
public struct Framebuffer(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkImage</c>: a handle, null when 0.</summary>
public struct Image(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkImageView</c>: a handle, null when 0.</summary>
public struct ImageView(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkPipeline</c>: a handle, null when 0.</summary>
public struct Pipeline(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkPipelineCache</c>: a handle, null when 0.</summary>
public struct PipelineCache(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkPipelineLayout</c>: a handle, null when 0.</summary>
public struct PipelineLayout(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkQueryPool</c>: a handle, null when 0.</summary>
public struct QueryPool(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkRenderPass</c>: a handle, null when 0.</summary>
public struct RenderPass(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkSampler</c>: a handle, null when 0.</summary>
public struct Sampler(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkSemaphore</c>: a handle, null when 0.</summary>
public struct Semaphore(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkShaderModule</c>: a handle, null when 0.</summary>
public struct ShaderModule(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}

/// <summary>Vulkan's <c>VkDebugUtilsMessengerEXT</c>: a handle, null when 0.</summary>
public struct DebugUtilsMessengerEXT(ulong? handle = null)
{
    public ulong Handle = handle.GetValueOrDefault();
}
