namespace Modelwright.Runtime.Vulkan;

/// <summary>What kind of device it is, in the order in which one is chosen.</summary>
public enum VulkanDeviceType
{
    /// <summary>A graphics card with memory of its own.</summary>
    Discrete,

    /// <summary>A GPU that shares the processor's memory.</summary>
    Integrated,

    /// <summary>A GPU seen through a virtual machine.</summary>
    Virtual,

    /// <summary>The processor itself, such as Mesa's lavapipe.</summary>
    Cpu,

    /// <summary>None of these.</summary>
    Other,
}
