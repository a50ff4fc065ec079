using System;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkDebugUtilsMessageSeverityFlagBitsEXT</c>.</summary>
[Flags]
public enum DebugUtilsMessageSeverityFlagsEXT
{
    None = 0,
    VerboseBitExt = 1 << 0,
    InfoBitExt = 1 << 4,
    WarningBitExt = 1 << 8,
    ErrorBitExt = 1 << 12,
}

/// <summary>Vulkan's <c>VkDebugUtilsMessageTypeFlagBitsEXT</c>.</summary>
[Flags]
public enum DebugUtilsMessageTypeFlagsEXT
{
    None = 0,
    GeneralBitExt = 1 << 0,
    ValidationBitExt = 1 << 1,
    PerformanceBitExt = 1 << 2,
}

/// <summary>Vulkan's <c>VkObjectType</c>.</summary>
public enum ObjectType
{
    Unknown = 0,
    Instance = 1,
    PhysicalDevice = 2,
    Device = 3,
    Queue = 4,
    Semaphore = 5,
    CommandBuffer = 6,
    Fence = 7,
    DeviceMemory = 8,
    Buffer = 9,
    Image = 10,
    Event = 11,
    QueryPool = 12,
    BufferView = 13,
    ImageView = 14,
    ShaderModule = 15,
    PipelineCache = 16,
    PipelineLayout = 17,
    RenderPass = 18,
    Pipeline = 19,
    DescriptorSetLayout = 20,
    Sampler = 21,
    DescriptorPool = 22,
    DescriptorSet = 23,
    Framebuffer = 24,
    CommandPool = 25,
    SamplerYcbcrConversion = 1000156000,
    DescriptorUpdateTemplate = 1000085000,
    PrivateDataSlot = 1000295000,
    DebugUtilsMessengerExt = 1000128000,
}

/// <summary>Vulkan's <c>VkValidationFeatureDisableEXT</c>.</summary>
public enum ValidationFeatureDisableEXT
{
    AllExt = 0,
    ShadersExt = 1,
    ThreadSafetyExt = 2,
    ApiParametersExt = 3,
    ObjectLifetimesExt = 4,
    CoreChecksExt = 5,
    UniqueHandlesExt = 6,
    ShaderValidationCacheExt = 7,
}

/// <summary>Vulkan's <c>VkValidationFeatureEnableEXT</c>.</summary>
public enum ValidationFeatureEnableEXT
{
    GpuAssistedExt = 0,
    GpuAssistedReserveBindingSlotExt = 1,
    BestPracticesExt = 2,
    DebugPrintfExt = 3,
    SynchronizationValidationExt = 4,
}
