using System;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkBufferCreateFlagBits</c>.</summary>
[Flags]
public enum BufferCreateFlags
{
    None = 0,
    SparseBindingBit = 1 << 0,
    SparseResidencyBit = 1 << 1,
    SparseAliasedBit = 1 << 2,
    ProtectedBit = 1 << 3,
    DeviceAddressCaptureReplayBit = 1 << 4,
}

/// <summary>Vulkan's <c>VkBufferUsageFlagBits</c>.</summary>
[Flags]
public enum BufferUsageFlags
{
    None = 0,
    TransferSrcBit = 1 << 0,
    TransferDstBit = 1 << 1,
    UniformTexelBufferBit = 1 << 2,
    StorageTexelBufferBit = 1 << 3,
    UniformBufferBit = 1 << 4,
    StorageBufferBit = 1 << 5,
    IndexBufferBit = 1 << 6,
    VertexBufferBit = 1 << 7,
    IndirectBufferBit = 1 << 8,
    ShaderDeviceAddressBit = 1 << 17,
}

/// <summary>Vulkan's <c>VkMemoryHeapFlagBits</c>.</summary>
[Flags]
public enum MemoryHeapFlags
{
    None = 0,
    DeviceLocalBit = 1 << 0,
    MultiInstanceBit = 1 << 1,
}

/// <summary>Vulkan's <c>VkMemoryPropertyFlagBits</c>.</summary>
[Flags]
public enum MemoryPropertyFlags
{
    None = 0,
    DeviceLocalBit = 1 << 0,
    HostVisibleBit = 1 << 1,
    HostCoherentBit = 1 << 2,
    HostCachedBit = 1 << 3,
    LazilyAllocatedBit = 1 << 4,
    ProtectedBit = 1 << 5,
}

/// <summary>Vulkan's <c>VkSharingMode</c>.</summary>
public enum SharingMode
{
    Exclusive = 0,
    Concurrent = 1,
}
