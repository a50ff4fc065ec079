namespace Modelwright.Testing;

/// <summary>What code is generated for; the words are those of a <c>ModelConfig</c>'s <c>Backend</c>.</summary>
public enum Backend
{
    /// <summary>Vulkan and the CPU under one class, which chooses when it is loaded: what a <c>ModelConfig</c> becomes that names no backend.</summary>
    Auto,

    /// <summary>Plain C# over SIMD operations.</summary>
    Cpu,

    /// <summary>Vulkan compute shaders.</summary>
    Vulkan,

    /// <summary>A TorchSharp module.</summary>
    TorchSharp,
}
