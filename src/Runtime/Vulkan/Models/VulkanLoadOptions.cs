using System.Threading;

namespace Modelwright.Runtime.Vulkan;

/// <summary>How to load a model on a Vulkan device.</summary>
public sealed record VulkanLoadOptions : LoadOptions
{
    /// <summary>The defaults.</summary>
    public VulkanLoadOptions()
    {
    }

    /// <summary>What backends have in common, and this one's defaults.</summary>
    /// <param name="shared">The common part.</param>
    public VulkanLoadOptions(LoadOptions shared)
        : base(shared)
    {
    }

    /// <summary>
    /// The device: its number in the order of <see cref="VulkanDevices.Enumerate"/>, or part of its name.
    /// Default: what MODELWRIGHT_DEVICE says, else the best there is (discrete, integrated, virtual, CPU).
    /// </summary>
    public string? Device { get; init; }

    /// <summary>
    /// Whether the Khronos validation layer, synchronization validation included, watches every call; see <see cref="VulkanDevice.ValidationMessages"/>.
    /// Default: what MODELWRIGHT_VALIDATION says (1 for yes), else no.
    /// </summary>
    public bool? Validation { get; init; }

    /// <summary>Where compiled kernels are kept between starts. Default: <see cref="ShaderCache.Default"/>.</summary>
    public ShaderCache? ShaderCache { get; init; }

    /// <summary>What makes SPIR-V of the kernels. Default: <see cref="GlslcCompiler.OnPath"/>.</summary>
    public IShaderCompiler? ShaderCompiler { get; init; }

    /// <summary>Stops the loading; what was allocated by then is freed.</summary>
    public CancellationToken LoadCancellation { get; init; }

    /// <summary>Copies weights and logits even where device and host share memory: how a test on a CPU device walks a graphics card's path.</summary>
    internal bool Staging { get; init; }

    /// <summary>Bytes of a weight that are bound at once at most: how a test cuts small weights. Default: what the device allows.</summary>
    internal long? LargestWindow { get; init; }
}
