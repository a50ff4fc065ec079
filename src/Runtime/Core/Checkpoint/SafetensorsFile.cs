using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace Modelwright.Runtime;

/// <summary>One safetensors file: opening it reads its header alone. Thread-safe for reading.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly long _dataStart;
    private readonly Lock _gate = new();
    private MappedBytes? _mapped;
    private int _disposed;

    private SafetensorsFile(string path, SafeFileHandle file)
    {
        (Path, _file) = (path, file);
        long length = DiskFile.Length(path, file);
        byte[] start = new byte[Math.Min(length, ForeignFile.StartLength)];
        start = start[..DiskFile.Read(path, file, 0, start)];
        if (!SafetensorsHeader.IsLikely(start, length) && DiskFile.Recognize(start) is { } foreign)
        {
            throw new ForeignFileException(path, foreign, "a safetensors file");
        }

        byte[] header = new byte[SafetensorsHeader.ReadLength(path, start, length)];
        _dataStart = SafetensorsHeader.PrefixLength + (long)header.Length;
        Fill(SafetensorsHeader.PrefixLength, header, _dataStart);
        Entries = SafetensorsHeader.Parse(path, header, length - _dataStart);
    }

    public string Path { get; }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="CheckpointException">It is not there, cannot be read, or is no safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle file = DiskFile.Open(path, "a safetensors file");
        try
        {
            return new SafetensorsFile(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of a tensor that <see cref="Entries"/> describes.</summary>
    /// <exception cref="CheckpointTruncatedException">The file has become shorter since it was opened.</exception>
    /// <exception cref="CheckpointAccessException">The disk failed.</exception>
    public void Read(TensorEntry entry, long offset, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.End - entry.Start - destination.Length);
        Fill(_dataStart + entry.Start + offset, destination, _dataStart + entry.End);
    }

    /// <summary>Bytes of a tensor where they lie in the mapped file, which is mapped by the first such call.</summary>
    /// <exception cref="CheckpointTruncatedException">The file has become shorter since it was opened.</exception>
    /// <exception cref="CheckpointAccessException">The file cannot be mapped.</exception>
    public ReadOnlySpan<byte> Bytes(TensorEntry entry, long offset, int count)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.End - entry.Start - count);
        if (DiskFile.Length(Path, _file) is long length && length < _dataStart + entry.End)
        {
            throw new CheckpointTruncatedException(Path, _dataStart + entry.End, length);
        }

        lock (_gate)
        {
            _mapped ??= new MappedBytes(Path, _file);
        }

        return _mapped.Span(_dataStart + entry.Start + offset, count);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _mapped?.Dispose();
            _file.Dispose();
        }
    }

    private void Fill(long position, Span<byte> destination, long expectedLength)
    {
        if (DiskFile.Read(Path, _file, position, destination) < destination.Length)
        {
            throw new CheckpointTruncatedException(Path, expectedLength, DiskFile.Length(Path, _file));
        }
    }
}
