using System;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Memory outside the garbage collector's, aligned to a cache line; much of it in pages of 2 MiB where Linux gives such on request: a processor reads ahead no further
/// than to the end of a page, and remembers where few of them lie.
/// </summary>
internal static unsafe partial class LargePages
{
    private const int CacheLine = 64;
    private const int Page = 1 << 21;

    /// <summary>MADV_HUGEPAGE of madvise(2).</summary>
    private const int AdviseLargePages = 14;

    /// <summary>Memory to be freed by <see cref="NativeMemory.AlignedFree"/>; its contents are anything.</summary>
    public static byte* Allocate(long bytes)
    {
        bool large = bytes >= Page && OperatingSystem.IsLinux();
        int alignment = large ? Page : CacheLine;
        byte* data = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, bytes), (nuint)alignment);
        if (large)
        {
            _ = Advise(data, (nuint)(bytes / Page * Page), AdviseLargePages); // advice: where it is not taken, pages are small
        }

        return data;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
