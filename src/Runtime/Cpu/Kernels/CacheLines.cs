using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Asks for memory before it is needed. Processors read ahead by themselves along one long stream, which is how weights are read; where a loop leaves gaps,
/// comes back, or does so much with a line that it waits for few at once, it must ask. Does nothing where .NET has no such instruction.
/// </summary>
internal static unsafe class CacheLines
{
    public const int Bytes = 64;

    /// <summary>How far ahead: what a core reads from memory in the time of one access.</summary>
    public const int Ahead = 4096;

    /// <summary>
    /// How far ahead into the first-level cache, where a loop asks for each line twice because it does too much with one to have many under way: a core waits for two dozen
    /// lines of its first-level cache at once, which is half of what memory could send, so a line comes into the second early, and from there when it is wanted.
    /// </summary>
    public const int Near = 2048;

    /// <summary>How far ahead into the second, at most.</summary>
    public const int Far = 1 << 15;

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

    /// <summary>Into the second-level cache alone: there far more may be under way at once than the first has room to wait for, and what is far ahead would push out of the first what is at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchFar(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(address);
        }
    }

    /// <summary>All lines of a piece.</summary>
    /// <param name="address">Its first.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="far">Whether into the second-level cache alone.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(byte* address, int bytes, bool far = false)
    {
        for (int line = 0; Sse.IsSupported && line < bytes; line += Bytes)
        {
            if (far)
            {
                PrefetchFar(address + line);
            }
            else
            {
                Prefetch(address + line);
            }
        }
    }
}
