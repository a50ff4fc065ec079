using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Win32.SafeHandles;

namespace Modelwright.Runtime;

/// <summary>
/// One GGUF file, version 2 or 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md): keys and values, the tensors' names, types and shapes, then their bytes, each tensor aligned.
/// Opening it reads all but the tensors' bytes. Nothing in it is believed: a tensor that is accepted here can be read without a further check.
/// </summary>
internal sealed class GgufFile : TensorFile
{
    public const uint Magic = 0x46554747; // "GGUF"

    private const string Wanted = "a GGUF file";
    private const long DefaultAlignment = 32;
    private const int MostDimensions = 4;
    private const long MostColumns = 1 << 26;

    private readonly GgufCursor _cursor;

    private GgufFile(string path, SafeFileHandle file)
        : base(path, file)
    {
        long length = DiskFile.Length(path, file);
        byte[] start = new byte[Math.Min(length, ForeignFile.StartLength)];
        start = start[..DiskFile.Read(path, file, 0, start)];
        if (!IsGguf(start) && DiskFile.Recognize(start) is { } foreign)
        {
            throw new ForeignFileException(path, foreign, Wanted);
        }

        _cursor = new GgufCursor(path, file, length);
        int tensors = ReadCounts(out int keys);
        Metadata = new GgufMetadata(_cursor, keys);
        long alignment = Metadata.Integer("general.alignment") ?? DefaultAlignment;
        if (alignment is < 8 or > 1 << 20 || alignment % 8 != 0)
        {
            throw _cursor.Fault(CheckpointHeaderFault.BadEntry, string.Create(CultureInfo.InvariantCulture, $"'general.alignment' is {alignment}; wanted a multiple of 8 at least 8 and at most 1048576."));
        }

        List<GgufEntry> described = [.. Enumerable.Range(0, tensors).Select(_ => ReadTensor(alignment))];
        DataStart = (_cursor.Position + alignment - 1) / alignment * alignment;
        Tensors = described;
        CheckRanges(length);
    }

    /// <summary>Keys and values.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>The tensors, in the file's order.</summary>
    public IReadOnlyList<GgufEntry> Tensors { get; }

    /// <summary>Whether a file begins as a GGUF file does.</summary>
    public static bool IsGguf(ReadOnlySpan<byte> start) => start.StartsWith("GGUF"u8);

    /// <summary>Whether the file at a path begins as a GGUF file does.</summary>
    /// <exception cref="CheckpointException">It is not there, or cannot be read.</exception>
    public static bool IsGguf(string path)
    {
        using SafeFileHandle file = DiskFile.Open(path, "a checkpoint");
        byte[] start = new byte[sizeof(uint)];
        return IsGguf(start.AsSpan(0, DiskFile.Read(path, file, 0, start)));
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="CheckpointException">It is not there, cannot be read, or is no GGUF file.</exception>
    public static GgufFile Open(string path)
    {
        SafeFileHandle file = DiskFile.Open(path, Wanted);
        try
        {
            return new GgufFile(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A fault of the header.</summary>
    public CheckpointHeaderException Bad(string what) => new(Path, CheckpointHeaderFault.BadEntry, what + ".");

    private int ReadCounts(out int keys)
    {
        // The least that a tensor's description takes: name's length, number of dimensions, one of them, type, offset; and a key: name's length, type, a byte.
        const int tensorBytes = 8 + 4 + 8 + 4 + 8;
        const int keyBytes = 8 + 4 + 1;
        if (_cursor.UInt32() != Magic)
        {
            throw _cursor.Fault(CheckpointHeaderFault.BadEntry, "it does not begin with 'GGUF'.");
        }

        uint version = _cursor.UInt32();
        if (version is not (2 or 3))
        {
            string order = (version & 0xFFFF) == 0 ? ", or bytes in the order of big-endian machines" : "";
            throw _cursor.Fault(CheckpointHeaderFault.BadEntry, string.Create(CultureInfo.InvariantCulture, $"it is of version {version}{order}; wanted version 2 or 3, little-endian."));
        }

        int tensors = _cursor.Count("tensors", tensorBytes);
        keys = _cursor.Count("keys", keyBytes);
        return tensors;
    }

    private GgufEntry ReadTensor(long alignment)
    {
        string name = _cursor.Text("the name of a tensor");
        uint dimensions = _cursor.UInt32();
        if (dimensions is < 1 or > MostDimensions)
        {
            throw _cursor.Fault(CheckpointHeaderFault.BadEntry, string.Create(CultureInfo.InvariantCulture, $"'{name}' has {dimensions} dimensions; wanted at least 1 and at most {MostDimensions}."));
        }

        long[] shape = new long[dimensions];
        Int128 elements = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            ulong size = _cursor.UInt64();
            elements = size > int.MaxValue ? Int128.MaxValue / 2 : elements * size;
            shape[i] = (long)Math.Min(size, int.MaxValue);
            if (size == 0 || elements > long.MaxValue / 64)
            {
                throw _cursor.Fault(CheckpointHeaderFault.SizeMismatch, string.Create(CultureInfo.InvariantCulture, $"'{name}' has a dimension of {size}, or more elements than any file."));
            }
        }

        GgmlType type = GgmlType.Of(_cursor.UInt32());
        ulong offset = _cursor.UInt64();
        if (offset > long.MaxValue / 2 || (long)offset % alignment != 0)
        {
            throw _cursor.Fault(CheckpointHeaderFault.Outside, string.Create(CultureInfo.InvariantCulture, $"'{name}' starts at {offset}; wanted a multiple of {alignment} within the file."));
        }

        if (type.BlockElements != 0 && shape[^1] % type.BlockElements != 0)
        {
            throw _cursor.Fault(CheckpointHeaderFault.SizeMismatch, string.Create(CultureInfo.InvariantCulture, $"'{name}' has rows of {shape[^1]} elements; wanted a multiple of {type.BlockElements}, of which {type.Name} makes blocks."));
        }

        if (shape[^1] > MostColumns)
        {
            throw _cursor.Fault(CheckpointHeaderFault.SizeMismatch, string.Create(CultureInfo.InvariantCulture, $"'{name}' has rows of {shape[^1]} elements; wanted at most {MostColumns}."));
        }

        long bytes = type.BlockElements == 0 ? 0 : (long)elements / type.BlockElements * type.BlockBytes;
        return new GgufEntry(name, type, shape, (long)elements, (long)offset, (long)offset + bytes) { File = this };
    }

    /// <summary>No tensor shares bytes with another or reaches behind the file's end. Gaps may be: padding, and tensors of types without a known size.</summary>
    private void CheckRanges(long length)
    {
        long position = 0;
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (GgufEntry tensor in Tensors.OrderBy(static tensor => tensor.Start).ThenBy(static tensor => tensor.End))
        {
            if (!names.Add(tensor.Name))
            {
                throw _cursor.Fault(CheckpointHeaderFault.BadEntry, $"the tensor '{tensor.Name}' stands twice.");
            }

            if (tensor.Start < position)
            {
                throw _cursor.Fault(CheckpointHeaderFault.Overlap, string.Create(CultureInfo.InvariantCulture, $"'{tensor.Name}' starts at {tensor.Start}; wanted at least {position}, where the tensor before it ends."));
            }

            position = tensor.End;
        }

        if (DataStart + position > length)
        {
            throw new CheckpointTruncatedException(Path, DataStart + position, length);
        }
    }
}
