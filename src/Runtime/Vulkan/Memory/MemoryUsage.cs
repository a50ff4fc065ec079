namespace Modelwright.Runtime.Vulkan;

/// <summary>Who uses a buffer's memory.</summary>
internal enum MemoryUsage
{
    /// <summary>The device; the host too where <see cref="VulkanDevice.SharesMemory"/> says so.</summary>
    Device,

    /// <summary>The host writes small inputs that the device reads.</summary>
    Upload,

    /// <summary>The host reads results.</summary>
    Readback,
}
