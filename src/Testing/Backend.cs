namespace Modelwright.Testing;

/// <summary>What code is generated for; the words are those of a <c>ModelConfig</c>'s <c>Backend</c>.</summary>
public enum Backend
{
    /// <summary>Plain C# over SIMD operations.</summary>
    Cpu,

    /// <summary>Vulkan compute shaders.</summary>
    Vulkan,

    /// <summary>A TorchSharp module.</summary>
    TorchSharp,
}
