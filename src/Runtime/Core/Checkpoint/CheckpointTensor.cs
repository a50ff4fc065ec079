using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>One tensor of a checkpoint: what it is, and its bytes, read from the file. Valid until the <see cref="Checkpoint"/> is disposed.</summary>
public sealed class CheckpointTensor
{
    private readonly TensorFile? _file;
    private readonly TensorEntry _entry;

    internal CheckpointTensor(TensorFile file, TensorEntry entry)
    {
        _file = file;
        _entry = entry;
    }

    /// <summary>A weight that the file has packed, seen as the plain one.</summary>
    internal CheckpointTensor(IndirectWeight packed)
    {
        Packed = packed;
        _entry = new TensorEntry(packed.Name, packed.DType, packed.Element, packed.Shape, packed.Shape.Aggregate(1L, static (product, dimension) => checked(product * dimension)), Start: 0, End: 0);
    }

    /// <summary>What it is read from where it is no plain tensor of the file: its elements can be read, bytes it has none.</summary>
    internal IndirectWeight? Packed { get; }

    /// <summary>The tensor's name.</summary>
    public string Name => _entry.Name;

    /// <summary>The file it is in.</summary>
    public string File => _file?.Path ?? Packed!.Path;

    /// <summary>The file's own word for <see cref="Format"/>, such as <c>BF16</c>; it names formats that this version does not know.</summary>
    public string DType => _entry.DType;

    /// <summary>How an element is stored.</summary>
    public ElementFormat Format => _entry.Format;

    /// <summary>The dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => _entry.Shape;

    /// <summary>Number of elements.</summary>
    public long ElementCount => _entry.ElementCount;

    /// <summary>Number of bytes; may be more than a span can hold.</summary>
    public long ByteLength => _entry.End - _entry.Start;

    /// <summary>Columns of the tensor seen as a matrix: the last dimension, or 1 for a vector or a scalar.</summary>
    public long Columns => Shape.Count >= 2 ? Shape[^1] : 1;

    /// <summary>Rows of the tensor seen as a matrix: the product of all dimensions but the last; a vector has one row an element.</summary>
    public long Rows => (Shape.Count >= 2 ? Shape.Take(Shape.Count - 1) : Shape).Aggregate(1L, static (product, dimension) => product * dimension);

    /// <summary>Reads a range of the tensor's bytes, in the file's order (little-endian).</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the tensor.</exception>
    /// <exception cref="CheckpointTruncatedException">The file has become shorter since it was opened.</exception>
    /// <exception cref="CheckpointAccessException">The disk failed.</exception>
    public void ReadBytes(long offset, Span<byte> destination) => Plain().Read(_entry, offset, destination);

    /// <summary>
    /// A range of the tensor's bytes where they lie in the mapped file, without a copy. The span must not be used after the checkpoint is disposed, and ends the process if the
    /// file is cut short meanwhile: <see cref="ReadBytes"/> throws instead.
    /// </summary>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the tensor.</exception>
    /// <exception cref="CheckpointTruncatedException">The file has become shorter since it was opened.</exception>
    /// <exception cref="CheckpointAccessException">The file cannot be mapped.</exception>
    public ReadOnlySpan<byte> Bytes(long offset, int count) => Plain().Bytes(_entry, offset, count);

    /// <summary>Elements converted into another format.</summary>
    /// <param name="firstElement">Index of the first element, row-major.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="target">Float32, Float16 or BFloat16.</param>
    /// <param name="destination">At least <paramref name="count"/> elements of <paramref name="target"/>.</param>
    /// <exception cref="TensorFormatException">The tensor does not hold float32, float16 or bfloat16.</exception>
    /// <exception cref="CheckpointTruncatedException">The file has become shorter since it was opened.</exception>
    public void Read(long firstElement, int count, ElementFormat target, Span<byte> destination)
    {
        if (!Format.IsWeightFormat())
        {
            throw new TensorFormatException(File, Name, DType);
        }

        int size = Format.SizeInBytes();
        int targetSize = target.SizeInBytes();
        destination = destination[..checked(count * targetSize)];
        if (Packed is not null)
        {
            ReadPacked(Packed, firstElement, count, target, destination);
            return;
        }

        if (Format == target)
        {
            ReadBytes(firstElement * size, destination);
            return;
        }

        // Small enough to stay in a core's cache between the read and the conversion.
        const int piece = 1 << 17;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(count, piece) * size);
        try
        {
            for (int done = 0; done < count; done += piece)
            {
                int length = Math.Min(piece, count - done);
                Span<byte> source = buffer.AsSpan(0, length * size);
                ReadBytes((firstElement + done) * size, source);
                ElementConversion.Convert(source, Format, destination.Slice(done * targetSize, length * targetSize), target);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whole rows are widened, a few at a time, and what is asked for is taken from them.</summary>
    private static void ReadPacked(IndirectWeight packed, long firstElement, int count, ElementFormat target, Span<byte> destination)
    {
        const int piece = 1 << 17;
        int columns = packed.Columns;
        int rowsAtOnce = Math.Max(1, piece / columns);
        float[] wide = ArrayPool<float>.Shared.Rent(rowsAtOnce * columns);
        try
        {
            while (count > 0)
            {
                (long row, long column) = Math.DivRem(firstElement, columns);
                int rows = (int)Math.Min(rowsAtOnce, (column + count + columns - 1) / columns);
                packed.Read(row, rows, wide.AsSpan(0, rows * columns));
                int part = (int)Math.Min(count, ((long)rows * columns) - column);
                ElementConversion.Convert(MemoryMarshal.AsBytes(wide.AsSpan((int)column, part)), ElementFormat.Float32, destination, target);
                destination = destination[(part * target.SizeInBytes())..];
                (firstElement, count) = (firstElement + part, count - part);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(wide);
        }
    }

    /// <summary>The whole tensor as float32.</summary>
    /// <exception cref="TensorFormatException">The tensor does not hold float32, float16 or bfloat16.</exception>
    public float[] ToFloats()
    {
        if (!Format.IsWeightFormat())
        {
            throw new TensorFormatException(File, Name, DType); // before the count of elements is believed, which nothing in the file may stand behind
        }

        float[] values = new float[ElementCount];
        Read(0, values.Length, ElementFormat.Float32, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>The whole tensor's bytes. For small tensors: the result must fit in an array.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        ReadBytes(0, bytes);
        return bytes;
    }

    private TensorFile Plain() => _file ?? throw new InvalidOperationException($"'{Name}' is quantised: its elements can be read, and it has no bytes of its own.");
}
