using System;
using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>How to load a model on the CPU.</summary>
public sealed record CpuLoadOptions : LoadOptions
{
    /// <summary>More than any machine has cores; each is made at once, with a stack of its own.</summary>
    internal const int MostThreads = 1024;

    /// <summary>The defaults.</summary>
    public CpuLoadOptions()
    {
    }

    /// <summary>What backends have in common, and this one's defaults.</summary>
    /// <param name="shared">The common part.</param>
    public CpuLoadOptions(LoadOptions shared)
        : base(shared)
    {
    }

    /// <summary>Threads that compute, the caller's among them. Default 0: one for each physical core this process may use; at most 1024. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Whether matrices are copied into memory of the process. Default: no; they are read where they lie in the mapped file, loading takes no time, and processes
    /// share them. A copy is right where the file may be changed, cut or become unreachable while the model is in use;
    /// it takes the weights' size in memory and the time of reading them, which <see cref="LoadOptions.Progress"/> is told of every 16 MiB.
    /// </summary>
    public bool CopyWeights { get; init; }

    /// <summary>
    /// What activations are rounded to where they are multiplied by 4-bit codes. Default: 8 bits in a model from a GGUF file, as llama.cpp rounds them, else 16, which loses nothing that counts;
    /// <see cref="CpuStatistics.Activations"/> says which. All else is multiplied in 16 bits or in float32.
    /// </summary>
    public ActivationRounding Activations { get; init; }

    /// <summary>Stops the loading; what was allocated by then is freed.</summary>
    public CancellationToken LoadCancellation { get; init; }

    /// <summary>Kernels of another width than the processor's best: how tests walk the paths of other machines.</summary>
    internal CpuKernels? Kernels { get; init; }

    /// <summary>Bytes that count as available, where a test says so; what the system has left where null.</summary>
    internal long? AvailableMemory { get; init; }

    /// <summary>The threads to compute with.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Threads"/> is negative, or more than <see cref="MostThreads"/>.</exception>
    internal int ResolveThreads()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Threads, MostThreads);
        return Threads == 0 ? Processors.Default : Threads;
    }
}
