using System;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace Modelwright.Runtime;

/// <summary>An open file of tensors, whatever its header's format: their bytes lie behind it. Thread-safe for reading.</summary>
internal abstract class TensorFile(string path, SafeFileHandle file) : IDisposable
{
    private readonly Lock _gate = new();
    private MappedBytes? _mapped;
    private int _disposed;

    public string Path { get; } = path;

    /// <summary>Where the bytes that <see cref="TensorEntry.Start"/> counts begin.</summary>
    protected long DataStart { get; init; }

    /// <summary>Bytes of a tensor of the file.</summary>
    /// <exception cref="CheckpointTruncatedException">The file has become shorter since it was opened.</exception>
    /// <exception cref="CheckpointAccessException">The disk failed.</exception>
    public void Read(TensorEntry entry, long offset, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.End - entry.Start - destination.Length);
        Fill(DataStart + entry.Start + offset, destination, DataStart + entry.End);
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
        if (DiskFile.Length(Path, file) is long length && length < DataStart + entry.End)
        {
            throw new CheckpointTruncatedException(Path, DataStart + entry.End, length);
        }

        lock (_gate)
        {
            _mapped ??= new MappedBytes(Path, file);
        }

        return _mapped.Span(DataStart + entry.Start + offset, count);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _mapped?.Dispose();
            file.Dispose();
        }
    }

    /// <summary>Bytes from a place of the file on.</summary>
    protected void Fill(long position, Span<byte> destination, long expectedLength)
    {
        if (DiskFile.Read(Path, file, position, destination) < destination.Length)
        {
            throw new CheckpointTruncatedException(Path, expectedLength, DiskFile.Length(Path, file));
        }
    }
}
