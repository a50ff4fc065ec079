namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkInstance</c>: a handle, null when 0.</summary>
public struct Instance
{
    public nint Handle;

    public Instance(nint? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPhysicalDevice</c>: a handle, null when 0.</summary>
public struct PhysicalDevice
{
    public nint Handle;

    public PhysicalDevice(nint? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkDevice</c>: a handle, null when 0.</summary>
public struct Device
{
    public nint Handle;

    public Device(nint? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkQueue</c>: a handle, null when 0.</summary>
public struct Queue
{
    public nint Handle;

    public Queue(nint? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkCommandBuffer</c>: a handle, null when 0.</summary>
public struct CommandBuffer
{
    public nint Handle;

    public CommandBuffer(nint? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkBuffer</c>: a handle, null when 0.</summary>
public struct Buffer
{
    public ulong Handle;

    public Buffer(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkBufferView</c>: a handle, null when 0.</summary>
public struct BufferView
{
    public ulong Handle;

    public BufferView(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkCommandPool</c>: a handle, null when 0.</summary>
public struct CommandPool
{
    public ulong Handle;

    public CommandPool(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkDescriptorPool</c>: a handle, null when 0.</summary>
public struct DescriptorPool
{
    public ulong Handle;

    public DescriptorPool(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkDescriptorSet</c>: a handle, null when 0.</summary>
public struct DescriptorSet
{
    public ulong Handle;

    public DescriptorSet(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkDescriptorSetLayout</c>: a handle, null when 0.</summary>
public struct DescriptorSetLayout
{
    public ulong Handle;

    public DescriptorSetLayout(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkDeviceMemory</c>: a handle, null when 0.</summary>
public struct DeviceMemory
{
    public ulong Handle;

    public DeviceMemory(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkFence</c>: a handle, null when 0.</summary>
public struct Fence
{
    public ulong Handle;

    public Fence(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkFramebuffer</c>: a handle, null when 0.</summary>
public struct Framebuffer
{
    public ulong Handle;

    public Framebuffer(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkImage</c>: a handle, null when 0.</summary>
public struct Image
{
    public ulong Handle;

    public Image(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkImageView</c>: a handle, null when 0.</summary>
public struct ImageView
{
    public ulong Handle;

    public ImageView(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPipeline</c>: a handle, null when 0.</summary>
public struct Pipeline
{
    public ulong Handle;

    public Pipeline(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPipelineCache</c>: a handle, null when 0.</summary>
public struct PipelineCache
{
    public ulong Handle;

    public PipelineCache(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkPipelineLayout</c>: a handle, null when 0.</summary>
public struct PipelineLayout
{
    public ulong Handle;

    public PipelineLayout(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkQueryPool</c>: a handle, null when 0.</summary>
public struct QueryPool
{
    public ulong Handle;

    public QueryPool(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkRenderPass</c>: a handle, null when 0.</summary>
public struct RenderPass
{
    public ulong Handle;

    public RenderPass(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkSampler</c>: a handle, null when 0.</summary>
public struct Sampler
{
    public ulong Handle;

    public Sampler(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkSemaphore</c>: a handle, null when 0.</summary>
public struct Semaphore
{
    public ulong Handle;

    public Semaphore(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkShaderModule</c>: a handle, null when 0.</summary>
public struct ShaderModule
{
    public ulong Handle;

    public ShaderModule(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}

/// <summary>Vulkan's <c>VkDebugUtilsMessengerEXT</c>: a handle, null when 0.</summary>
public struct DebugUtilsMessengerEXT
{
    public ulong Handle;

    public DebugUtilsMessengerEXT(ulong? handle = null)
    {
        Handle = handle.GetValueOrDefault();
    }
}
