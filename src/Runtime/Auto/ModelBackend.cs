namespace Modelwright.Runtime.Auto;

/// <summary>What computes a model that was compiled for several backends.</summary>
public enum ModelBackend
{
    /// <summary>A Vulkan card where there is one that can, else the CPU.</summary>
    Automatic,

    /// <summary>A Vulkan device, also one that is a driver for the processor where there is no card.</summary>
    Vulkan,

    /// <summary>The processor, by SIMD code.</summary>
    Cpu,
}
