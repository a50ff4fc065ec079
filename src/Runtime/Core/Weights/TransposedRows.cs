using System;
using System.Buffers;

namespace Modelwright.Runtime;

/// <summary>
/// Reads rows of matrices that a tensor [matrices, columns, rows] holds transposed. A strip of neighbouring rows is read from many columns at once and turned over in memory, so that
/// the file is read in runs and not element by element.
/// </summary>
internal static class TransposedRows
{
    /// <summary>Rows and columns that are turned over at once: few enough to stay in a core's cache.</summary>
    private const int Wide = 1024;
    private const int Deep = 64;

    /// <summary>Reads elements of rows.</summary>
    /// <param name="tensor">The tensor, of two dimensions at least.</param>
    /// <param name="row">The first row, counted over all matrices.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="target">Float32, Float16 or BFloat16.</param>
    /// <param name="destination">Receives the rows, each <paramref name="columns"/> elements.</param>
    /// <param name="rowBytes">Bytes from one row of the destination to the next.</param>
    public static void Read(CheckpointTensor tensor, long row, int rows, int column, int columns, ElementFormat target, Span<byte> destination, int rowBytes)
    {
        int height = checked((int)tensor.Shape[^1]);
        while (rows > 0)
        {
            (long matrix, long first) = Math.DivRem(row, height);
            int count = (int)Math.Min(rows, height - first);
            ReadMatrix(tensor, matrix, (int)first, count, column, columns, target, destination, rowBytes);
            row += count;
            rows -= count;
            destination = rows > 0 ? destination[(count * rowBytes)..] : [];
        }
    }

    private static void ReadMatrix(
        CheckpointTensor tensor, long matrix, int first, int rows, int column, int columns, ElementFormat target, Span<byte> destination, int rowBytes)
    {
        (long stored, int height, int size) = (tensor.Shape[^2], (int)tensor.Shape[^1], target.SizeInBytes());
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Wide * Deep * size);
        try
        {
            for (int top = 0; top < rows; top += Wide)
            {
                int wide = Math.Min(Wide, rows - top);
                for (int left = 0; left < columns; left += Deep)
                {
                    int count = Math.Min(Deep, columns - left);
                    for (int k = 0; k < count; k++)
                    {
                        long element = (((matrix * stored) + column + left + k) * height) + first + top;
                        tensor.Read(element, wide, target, buffer.AsSpan(k * wide * size, wide * size));
                    }

                    Turn(buffer, wide, count, size, destination[((top * rowBytes) + (left * size))..], rowBytes);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>[columns, rows] to rows that lie apart.</summary>
    private static void Turn(ReadOnlySpan<byte> buffer, int rows, int columns, int size, Span<byte> destination, int rowBytes)
    {
        for (int row = 0; row < rows; row++)
        {
            Span<byte> line = destination.Slice(row * rowBytes, columns * size);
            for (int k = 0; k < columns; k++)
            {
                buffer.Slice(((k * rows) + row) * size, size).CopyTo(line[(k * size)..]);
            }
        }
    }
}
