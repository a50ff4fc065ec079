using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Asks for memory before it is needed. Processors read ahead by themselves along one long stream, which is how weights are read; where a loop leaves gaps or
/// comes back, it must ask. Does nothing where .NET has no such instruction.
/// </summary>
internal static unsafe class CacheLines
{
    public const int Bytes = 64;

    /// <summary>How far ahead: what a core reads from memory in the time of one access.</summary>
    public const int Ahead = 4096;

    /// <summary>The next address at which a line begins.</summary>
    public static byte* Align(byte* address) => (byte*)(((nint)address + Bytes - 1) & -(nint)Bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    /// <summary>All lines of a piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(byte* address, int bytes)
    {
        for (int line = 0; Sse.IsSupported && line < bytes; line += Bytes)
        {
            Prefetch(address + line);
        }
    }
}
