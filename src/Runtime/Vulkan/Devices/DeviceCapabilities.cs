using System.Collections.Generic;
using Silk.NET.Vulkan;

namespace Modelwright.Runtime.Vulkan;

/// <summary>What a physical device has and allows, read once.</summary>
internal sealed record DeviceCapabilities(VulkanDeviceInfo Info, PhysicalDevice Handle)
{
    public required uint ApiVersion { get; init; }

    public required uint VendorId { get; init; }

    /// <summary>The family of a queue that computes; null where there is none. One without graphics is preferred by nobody: the first wins.</summary>
    public required uint? ComputeFamily { get; init; }

    public required uint SubgroupSize { get; init; }

    public required uint MinSubgroupSize { get; init; }

    public required uint MaxSubgroupSize { get; init; }

    public required SubgroupFeatureFlags SubgroupOperations { get; init; }

    public required bool SubgroupsInCompute { get; init; }

    /// <summary>A pipeline can name the subgroup size it wants.</summary>
    public required bool SubgroupSizeControl { get; init; }

    public required bool FullSubgroups { get; init; }

    public required long MaxStorageBufferRange { get; init; }

    public required int MaxStorageBuffersPerStage { get; init; }

    public required long OffsetAlignment { get; init; }

    public required long MaxAllocation { get; init; }

    public required int MaxGroupInvocations { get; init; }

    /// <summary>The smallest of the three axes' limits.</summary>
    public required int MaxGroups { get; init; }

    public required bool MemoryBudget { get; init; }

    public required PhysicalDeviceMemoryProperties Memory { get; init; }

    /// <summary>Device extensions to switch on.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    /// <summary>The device reads and writes the memory that the host does: weights need no staging.</summary>
    public bool UnifiedMemory => Info.Type is VulkanDeviceType.Cpu or VulkanDeviceType.Integrated;
}
