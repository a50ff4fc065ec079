using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Memory of weights that are copied, one behind the other in few pieces: a matrix with memory of its own lies in large pages only as far as it fills them, and most matrices of a
/// small model are smaller than one. What is left of a piece is never touched.
/// </summary>
/// <param name="expected">Bytes that will be asked for, more or less.</param>
/// <param name="mostOfPiece">Bytes of a piece, at most, if what is asked for is not more.</param>
internal sealed unsafe class CopiedMemory(long expected, long mostOfPiece = 1L << 30) : IDisposable
{
    private readonly List<nint> _pieces = [];
    private byte* _free;
    private byte* _end;
    private long _given;

    /// <summary>Memory whose contents are anything, from the beginning of a cache line on; good until all of it is freed.</summary>
    /// <exception cref="OutOfMemoryException">There is not so much.</exception>
    public byte* Take(long bytes)
    {
        long room = checked(bytes + CacheLines.Bytes - 1) / CacheLines.Bytes * CacheLines.Bytes;
        _given += room;
        if (room <= _end - _free)
        {
            return Give(room);
        }

        long wanted = Math.Max(room, Math.Min(mostOfPiece, expected - _given + room));
        bool apart = wanted - room <= _end - _free; // what is left of the piece before is worth more
        byte* piece = LargePages.Allocate(apart ? room : wanted);
        _pieces.Add((nint)piece);
        if (apart)
        {
            return piece;
        }

        _free = piece;
        _end = piece + wanted;
        return Give(room);
    }

    public void Dispose()
    {
        foreach (nint piece in _pieces)
        {
            NativeMemory.AlignedFree((void*)piece);
        }

        _pieces.Clear();
        _free = null;
        _end = null;
    }

    private byte* Give(long room)
    {
        byte* data = _free;
        _free += room;
        return data;
    }
}
