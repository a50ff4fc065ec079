using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Memory outside the garbage collector's, aligned to a cache line, that grows when more is asked for. Not freed by itself.</summary>
internal unsafe struct NativeMemoryBlock
{
    private long _bytes;

    public byte* Data { get; private set; }

    /// <summary>Makes room; the contents are kept only if there was room already.</summary>
    public void Require(long bytes)
    {
        if (bytes > _bytes)
        {
            Free();
            Data = LargePages.Allocate(bytes);
            _bytes = bytes;
        }
    }

    public void Free()
    {
        NativeMemory.AlignedFree(Data);
        Data = null;
        _bytes = 0;
    }
}
