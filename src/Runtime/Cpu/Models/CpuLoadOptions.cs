using System.Threading;

namespace Modelwright.Runtime.Cpu;

/// <summary>How to load a model on the CPU.</summary>
public sealed record CpuLoadOptions : LoadOptions
{
    /// <summary>Threads that compute, the caller's among them. Default 0: one for each physical core this process may use. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Whether matrices are copied into memory of the process. Default: no; they are read where they lie in the mapped file, loading takes no time, and processes
    /// share them. A copy is right where the file may be changed, cut or become unreachable while the model is in use.
    /// </summary>
    public bool CopyWeights { get; init; }

    /// <summary>Stops the loading; what was allocated by then is freed.</summary>
    public CancellationToken LoadCancellation { get; init; }

    /// <summary>Kernels of another width than the processor's best: how tests walk the paths of other machines.</summary>
    internal CpuKernels? Kernels { get; init; }
}
