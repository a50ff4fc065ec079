using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Modelwright.Runtime;

/// <summary>Reads a GGUF header from front to back. A count is believed only where the file has bytes for as many as it says, so nothing large is made for a file that is small.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="file">The file.</param>
/// <param name="length">Its bytes.</param>
/// <param name="most">Bytes that no header has.</param>
internal sealed class GgufCursor(string path, SafeFileHandle file, long length, long most = GgufCursor.MostBytes)
{
    /// <summary>No header is longer: tokenizers of a quarter of a million tokens, with merges, take 10 MB.</summary>
    private const long MostBytes = 1L << 28;

    private const int PieceBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[(int)Math.Min(PieceBytes, Math.Max(0, length))];
    private long _bufferStart;
    private int _buffered;

    /// <summary>The next byte's place in the file.</summary>
    public long Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A number of things of which each takes some bytes at least.</summary>
    /// <param name="what">What is counted, for messages.</param>
    /// <param name="leastBytes">Bytes that each takes at least.</param>
    /// <exception cref="CheckpointHeaderException">The file is too short for so many.</exception>
    public int Count(string what, int leastBytes)
    {
        ulong count = UInt64();
        long room = Math.Min(most, length - Position) / leastBytes;
        return count <= (ulong)room
            ? (int)count
            : throw Fault(CheckpointHeaderFault.AbsurdLength, string.Create(CultureInfo.InvariantCulture, $"it has {count} {what}, by its own word; the rest of the file has room for at most {room}."));
    }

    /// <summary>A text, with its length in front.</summary>
    /// <exception cref="CheckpointHeaderException">It is not UTF-8, or longer than the file.</exception>
    public string Text(string what)
    {
        int count = Count("bytes in " + what, 1);
        byte[]? large = count > PieceBytes ? new byte[count] : null;
        Span<byte> bytes = large;
        if (large is null)
        {
            return Decoded(Take(count), what);
        }

        for (int done = 0; done < count; done += PieceBytes)
        {
            int part = Math.Min(PieceBytes, count - done);
            Take(part).CopyTo(bytes[done..]);
        }

        return Decoded(bytes, what);
    }

    public CheckpointHeaderException Fault(CheckpointHeaderFault fault, string detail) => new(path, fault, detail);

    private string Decoded(ReadOnlySpan<byte> bytes, string what) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Fault(CheckpointHeaderFault.BadEntry, $"{what} is not UTF-8.");

    /// <summary>The next bytes, at most as many as the buffer holds.</summary>
    private ReadOnlySpan<byte> Take(int count)
    {
        if (Position > most)
        {
            throw Fault(CheckpointHeaderFault.AbsurdLength, string.Create(CultureInfo.InvariantCulture, $"it goes on behind byte {most}, where no header ends."));
        }

        if (Position + count > _bufferStart + _buffered)
        {
            _bufferStart = Position;
            _buffered = DiskFile.Read(path, file, Position, _buffer);
            if (_buffered < count)
            {
                throw new CheckpointTruncatedException(path, Position + count, Position + _buffered);
            }
        }

        ReadOnlySpan<byte> bytes = _buffer.AsSpan((int)(Position - _bufferStart), count);
        Position += count;
        return bytes;
    }
}
