using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime.Cpu;

/// <summary>Whether vectors are as wide as the processor's: a program compiled ahead of time has those that it was published for.</summary>
internal static class ProcessorVectors
{
    private const int Avx2Bit = 5;
    private const int Avx512Bit = 16;

    /// <summary>Bits of the widest vectors the processor has; 128 where it does not say.</summary>
    public static int Bits { get; } = Read();

    /// <summary>What to say of kernels with vectors of <paramref name="used"/> bits, or null where they are as wide as they can be. A just-in-time compiler chooses for itself.</summary>
    public static string? Notice(int used) => RuntimeFeature.IsDynamicCodeCompiled ? null : Notice(used, Bits);

    internal static string? Notice(int used, int available) => used >= available
        ? null
        : FormattableString.Invariant(
            $"This program was compiled ahead of time for vectors of {used} bits; the processor has {available}. Publish it with ModelwrightInstructionSet {(available > 256 ? "x86-64-v4" : "x86-64-v3")}, or native, for its full speed.");

    private static int Read()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
        {
            return 128;
        }

        int features = X86Base.CpuId(7, 0).Ebx;
        return (features >> Avx512Bit & 1) != 0 ? 512 : (features >> Avx2Bit & 1) != 0 ? 256 : 128;
    }
}
