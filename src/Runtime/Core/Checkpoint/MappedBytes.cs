using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Modelwright.Runtime;

/// <summary>An open file mapped into memory, for a backend that computes where the weights lie. Who maps a file must see to it that nobody cuts it short meanwhile.</summary>
internal sealed unsafe class MappedBytes : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <param name="path">The file, for messages.</param>
    /// <param name="file">The file; it stays open.</param>
    /// <exception cref="CheckpointAccessException">It cannot be mapped.</exception>
    public MappedBytes(string path, SafeFileHandle file)
    {
        MemoryMappedFile? mapped = null;
        try
        {
            mapped = MemoryMappedFile.CreateFromFile(file, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            _view = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            _file = mapped;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            mapped?.Dispose();
            throw new CheckpointAccessException(path, e.Message, e);
        }

        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
    }

    /// <summary>Bytes of the file, which must be that long.</summary>
    public ReadOnlySpan<byte> Span(long offset, int count) => new(_start + offset, count);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
