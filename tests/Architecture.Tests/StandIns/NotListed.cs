using System.Collections.Generic;

namespace Modelwright.Architecture.Tests;

/// <summary>
/// Public types of stand-ins that no list names. Those of Vulkan are spelt from its registry by the binding's rule
/// (<c>VkFooBarEXT</c> is <c>FooBarEXT</c>, its <c>fooBar</c> is <c>FooBar</c>), which the listed types follow as well.
/// </summary>
internal static class NotListed
{
    public static readonly IReadOnlySet<string> Types = new HashSet<string>
    {
        // Silk.NET.Core: what a binding is built on.
        "DefaultNativeContext",
        "NativeAPI",
        "NativeApiContainer",
        "SymbolLoadingException",

        // Silk.NET.Vulkan.
        "CommandBufferInheritanceInfo",
        "CommandBufferLevel",
        "CommandBufferUsageFlags",
        "CommandPoolCreateFlags",
        "ConformanceVersion",
        "DebugUtilsLabelEXT",
        "DebugUtilsMessageSeverityFlagsEXT",
        "DebugUtilsMessageTypeFlagsEXT",
        "DebugUtilsMessengerCallbackDataEXT",
        "DebugUtilsMessengerCallbackFunctionEXT",
        "DebugUtilsMessengerCreateInfoEXT",
        "DebugUtilsMessengerEXT",
        "DebugUtilsObjectNameInfoEXT",
        "DescriptorPoolCreateFlags",
        "DescriptorPoolSize",
        "DriverId",
        "Extent3D",
        "FenceCreateFlags",
        "ImageAspectFlags",
        "MemoryHeap",
        "MemoryHeapFlags",
        "MemoryPropertyFlags",
        "MemoryType",
        "PfnDebugUtilsMessengerCallbackEXT",
        "PhysicalDevice16BitStorageFeatures",
        "PhysicalDevice8BitStorageFeatures",
        "PhysicalDeviceDriverProperties",
        "PhysicalDeviceMaintenance3Properties",
        "PhysicalDeviceMaintenance4Features",
        "PhysicalDeviceMaintenance4Properties",
        "PhysicalDeviceMemoryBudgetPropertiesEXT",
        "PhysicalDeviceShaderFloat16Int8Features",
        "PhysicalDeviceSparseProperties",
        "PhysicalDeviceSubgroupProperties",
        "PhysicalDeviceSubgroupSizeControlFeatures",
        "PhysicalDeviceSubgroupSizeControlProperties",
        "PhysicalDeviceTimelineSemaphoreFeatures",
        "PhysicalDeviceType",
        "PhysicalDeviceVulkan11Features",
        "PhysicalDeviceVulkan11Properties",
        "PhysicalDeviceVulkan12Features",
        "PhysicalDeviceVulkan12Properties",
        "PhysicalDeviceVulkan13Features",
        "PhysicalDeviceVulkan13Properties",
        "PipelineShaderStageRequiredSubgroupSizeCreateInfo",
        "PointClippingBehavior",
        "QueryControlFlags",
        "QueueFlags",
        "ResolveModeFlags",
        "ShaderFloatControlsIndependence",
        "SubgroupFeatureFlags",
        "ValidationFeatureDisableEXT",
        "ValidationFeatureEnableEXT",
        "ValidationFeaturesEXT",

        // TorchSharp: the bases of convolutions and optimisers.
        "Convolution",
        "OptimizerHelper",
    };
}
