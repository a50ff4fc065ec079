using System;
using System.Linq;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// A matrix of weights, as segments of rows where they lie: usually in the mapped file, where q, k and v or the experts are tensors of their own. Segments may be stored in
/// several formats, so that gates stay wide among quantised rows.
/// </summary>
internal sealed unsafe class CpuMatrix
{
    private readonly RowSegment[] _segments;
    private readonly long[] _rowBytes;

    /// <param name="columns">Elements of a row; rows of a segment follow each other without gaps.</param>
    /// <param name="segments">In order, without gaps between their row numbers.</param>
    /// <param name="orders">Which input each column is for, where they are not as they were.</param>
    public CpuMatrix(int columns, RowSegment[] segments, ColumnOrders? orders = null)
    {
        Orders = orders;
        Columns = columns;
        WholeInputs = [.. segments.Where(static segment => segment.Blocks is not null).Select(static segment => segment.Blocks!.Input).Distinct()];
        WholeInputBytes = WholeInputs.Sum(input => input.Bytes(columns));
        _segments = [.. segments.Select(segment => segment.Blocks is { } blocks
            ? segment with { InputAt = WholeInputs.TakeWhile(input => input != blocks.Input).Sum(input => input.Bytes(columns)) }
            : segment)];
        _rowBytes = [.. segments.Select(segment => segment.Format.PackedRowBytes(columns))];
        Rows = segments[^1].End;
        Bytes = segments.Zip(_rowBytes, static (segment, bytes) => (segment.End - segment.First) * bytes).Sum();
        Element = segments.Select(static segment => (segment.Format as ElementBlocks)?.Element).Distinct().ToArray() is [{ } element] ? element : null;
    }

    /// <summary>Which input each column is for, of experts' matrices in each expert's rows; null: its own.</summary>
    public ColumnOrders? Orders { get; }

    public int Rows { get; }

    public int Columns { get; }

    public long Bytes { get; }

    /// <summary>What all rows consist of; null where some are quantised, or of another element.</summary>
    public ElementFormat? Element { get; }

    /// <summary>What products of whole numbers need of a row of activations, one after the other; none where no rows are such.</summary>
    public WholeInput[] WholeInputs { get; }

    /// <summary>Bytes of all of them.</summary>
    public long WholeInputBytes { get; }

    /// <summary>Whether nothing but whole numbers is multiplied with rows that are taken so many at a time, each time from a multiple of that on: no such panel has rows of two segments.</summary>
    public bool IsWhole(int panel) => Array.TrueForAll(_segments, segment => segment.Blocks is not null && (segment.End % panel == 0 || segment.End == Rows));

    /// <summary>Where rows begin; entries of <paramref name="to"/> beyond <paramref name="count"/> point to the first row, so that whoever wants a full panel may read them.</summary>
    public void Pointers(int row, int count, Span<nint> to)
    {
        int segment = SegmentOf(row);
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
            to[i] = s.Data + (nint)((row + i - s.First) * _rowBytes[segment]);
        }
    }

    /// <summary>The rows among which one is.</summary>
    public RowSegment Segment(int row) => _segments[SegmentOf(row)];

    /// <summary>Where a row of a segment begins that is not in blocks.</summary>
    public byte* Row(in RowSegment segment, int row) => (byte*)segment.Data + ((row - segment.First) * segment.Format.PackedRowBytes(Columns));

    /// <summary>Columns of a row, widened.</summary>
    /// <param name="kernels">Widen them.</param>
    /// <param name="row">The row.</param>
    /// <param name="start">The first column, a multiple of 32.</param>
    /// <param name="length">How many.</param>
    /// <param name="to">Receives them.</param>
    public void Widen(CpuKernels kernels, int row, int start, int length, float* to)
    {
        RowSegment segment = Segment(row);
        if (segment.Blocks is { } blocks)
        {
            blocks.Widen((byte*)segment.Data, row - segment.First, start, length, to);
        }
        else if (segment.Format is ElementBlocks plain)
        {
            kernels.Widen(plain.Element, Row(segment, row) + ((long)start * plain.Element.SizeInBytes()), length, to);
        }
        else
        {
            kernels.WidenCodes((Float8Blocks)segment.Format, Row(segment, row), Columns, start, length, to);
        }
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
