using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// A matrix of weights, as segments of rows where they lie: usually in the mapped file, where q, k and v or the experts are tensors of their own.
/// </summary>
internal sealed unsafe class CpuMatrix
{
    private readonly RowSegment[] _segments;

    /// <param name="format">Of all its rows.</param>
    /// <param name="columns">Elements of a row; rows of a segment follow each other without gaps.</param>
    /// <param name="segments">In order, without gaps between their row numbers.</param>
    public CpuMatrix(ElementFormat format, int columns, RowSegment[] segments)
    {
        (Format, Columns, _segments) = (format, columns, segments);
        Rows = segments[^1].End;
    }

    public ElementFormat Format { get; }

    public int Rows { get; }

    public int Columns { get; }

    public long RowBytes => (long)Columns * Format.SizeInBytes();

    public long Bytes => Rows * RowBytes;

    /// <summary>Where rows begin; entries of <paramref name="to"/> beyond <paramref name="count"/> point to the first row, so that whoever wants a full panel may read them.</summary>
    public void Pointers(int row, int count, Span<nint> to)
    {
        int segment = SegmentOf(row);
        long bytes = RowBytes;
        for (int i = 0; i < to.Length; i++)
        {
            if (i >= count)
            {
                to[i] = to[0];
                continue;
            }

            while (row + i >= _segments[segment].End)
            {
                segment++;
            }

            RowSegment s = _segments[segment];
            to[i] = s.Data + (nint)((row + i - s.First) * bytes);
        }
    }

    public byte* Row(int row) => Run(row, out _);

    /// <summary>Where a row begins, and how many rows follow without a gap, itself among them.</summary>
    public byte* Run(int row, out int length)
    {
        RowSegment s = _segments[SegmentOf(row)];
        length = s.End - row;
        return (byte*)s.Data + ((row - s.First) * RowBytes);
    }

    /// <summary>The segment that holds a row: the first that ends behind it.</summary>
    private int SegmentOf(int row)
    {
        int low = 0;
        int high = _segments.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (row >= _segments[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
