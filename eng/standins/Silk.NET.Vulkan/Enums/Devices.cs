using System;

namespace Silk.NET.Vulkan;

/// <summary>Vulkan's <c>VkDeviceQueueCreateFlagBits</c>.</summary>
[Flags]
public enum DeviceQueueCreateFlags
{
    None = 0,
    ProtectedBit = 1 << 0,
}

/// <summary>Vulkan's <c>VkDriverId</c>.</summary>
public enum DriverId
{
    AmdProprietary = 1,
    AmdOpenSource = 2,
    MesaRadv = 3,
    NvidiaProprietary = 4,
    IntelProprietaryWindows = 5,
    IntelOpenSourceMesa = 6,
    ImaginationProprietary = 7,
    QualcommProprietary = 8,
    ArmProprietary = 9,
    GoogleSwiftshader = 10,
    GgpProprietary = 11,
    BroadcomProprietary = 12,
    MesaLlvmpipe = 13,
    Moltenvk = 14,
    CoreaviProprietary = 15,
    JuiceProprietary = 16,
    VerisiliconProprietary = 17,
    MesaTurnip = 18,
    MesaV3dv = 19,
    MesaPanvk = 20,
    SamsungProprietary = 21,
    MesaVenus = 22,
    MesaDozen = 23,
    MesaNvk = 24,
    ImaginationOpenSourceMesa = 25,
}

/// <summary>Vulkan's <c>VkInstanceCreateFlagBits</c>.</summary>
[Flags]
public enum InstanceCreateFlags
{
    None = 0,
}

/// <summary>Vulkan's <c>VkPhysicalDeviceType</c>.</summary>
public enum PhysicalDeviceType
{
    Other = 0,
    IntegratedGpu = 1,
    DiscreteGpu = 2,
    VirtualGpu = 3,
    Cpu = 4,
}

/// <summary>Vulkan's <c>VkPointClippingBehavior</c>.</summary>
public enum PointClippingBehavior
{
    AllClipPlanes = 0,
    UserClipPlanesOnly = 1,
}

/// <summary>Vulkan's <c>VkQueueFlagBits</c>.</summary>
[Flags]
public enum QueueFlags
{
    None = 0,
    GraphicsBit = 1 << 0,
    ComputeBit = 1 << 1,
    TransferBit = 1 << 2,
    SparseBindingBit = 1 << 3,
    ProtectedBit = 1 << 4,
}

/// <summary>Vulkan's <c>VkResolveModeFlagBits</c>.</summary>
[Flags]
public enum ResolveModeFlags
{
    None = 0,
    SampleZeroBit = 1 << 0,
    AverageBit = 1 << 1,
    MinBit = 1 << 2,
    MaxBit = 1 << 3,
}
