using System;
using System.Collections.Generic;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>One safetensors file, mapped into memory: opening it reads its header alone.</summary>
internal sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _data;
    private int _disposed;

    private SafetensorsFile(string path, MemoryMappedFile file, MemoryMappedViewAccessor view, byte* start, long length)
    {
        Path = path;
        _file = file;
        _view = view;
        int json = SafetensorsHeader.ReadLength(path, new ReadOnlySpan<byte>(start, (int)Math.Min(length, SafetensorsHeader.PrefixLength)), length);
        byte[] header = new ReadOnlySpan<byte>(start + SafetensorsHeader.PrefixLength, json).ToArray();
        long dataStart = SafetensorsHeader.PrefixLength + (long)json;
        Entries = SafetensorsHeader.Parse(path, header, length - dataStart);
        _data = start + dataStart;
    }

    public string Path { get; }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    public static SafetensorsFile Open(string path)
    {
        long length = new FileInfo(path).Length;
        if (length < SafetensorsHeader.PrefixLength)
        {
            // Said here because an empty file cannot be mapped at all.
            throw new CheckpointTruncatedException(path, SafetensorsHeader.PrefixLength, length);
        }

        MemoryMappedFile? file = null;
        MemoryMappedViewAccessor? view = null;
        byte* start = null;
        try
        {
            file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
            view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            return new SafetensorsFile(path, file, view, start + view.PointerOffset, length);
        }
        catch
        {
            if (start is not null)
            {
                view!.SafeMemoryMappedViewHandle.ReleasePointer();
            }

            view?.Dispose();
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of a tensor that <see cref="Entries"/> describes.</summary>
    public ReadOnlySpan<byte> Bytes(TensorEntry entry, long offset, int count)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.End - entry.Start - count);
        return new ReadOnlySpan<byte>(_data + entry.Start + offset, count);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
