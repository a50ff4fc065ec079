using System;

namespace Modelwright.Runtime.Vulkan;

/// <summary>What loading and the last calls cost, for benchmarks and tests.</summary>
public sealed record VulkanStatistics
{
    /// <summary>Dispatches of one decode step, logits included; 0 before the first.</summary>
    public int DecodeDispatches { get; init; }

    /// <summary>Dispatches of the last prefill piece, without logits; 0 before the first.</summary>
    public int PrefillDispatches { get; init; }

    /// <summary>Dispatches of the last column's logits after a prefill; 0 before the first.</summary>
    public int LogitsDispatches { get; init; }

    /// <summary>Bytes of weights that one decode step reads, each once: the least that memory must deliver for a token.</summary>
    public long WeightBytesPerToken { get; init; }

    /// <summary>Bytes of weights on the device.</summary>
    public long WeightBytes { get; init; }

    /// <summary>Kernels the model has.</summary>
    public int Kernels { get; init; }

    /// <summary>Kernels that had to be compiled because the cache did not have them.</summary>
    public int CompiledKernels { get; init; }

    /// <summary>How long loading took.</summary>
    public TimeSpan LoadTime { get; init; }
}
