using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>What a model on the CPU runs on, and what loading it took.</summary>
/// <param name="Threads">Threads that compute, the caller's among them.</param>
/// <param name="VectorBits">Width of the vectors: 512 with AVX-512, 256 with AVX2, else 128.</param>
/// <param name="MappedBytes">Bytes of matrices that are read where they lie in the checkpoint's files.</param>
/// <param name="CopiedBytes">Bytes of weights in memory of the process.</param>
/// <param name="LoadTime">How long loading took.</param>
public sealed record CpuStatistics(int Threads, int VectorBits, long MappedBytes, long CopiedBytes, TimeSpan LoadTime)
{
    /// <summary>Why vectors are narrower than the processor's, and what to do: of a program that was compiled ahead of time for less. Null where they are not. It is logged as well.</summary>
    public string? Notice { get; init; }

    /// <summary>What activations are rounded to where they are multiplied by 4-bit codes; never <see cref="ActivationRounding.Automatic"/>.</summary>
    public ActivationRounding Activations { get; init; } = ActivationRounding.Bits16;
}
