using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime;

/// <summary>Consecutive rows of a tensor.</summary>
/// <param name="Source">The tensor.</param>
/// <param name="First">The first row.</param>
/// <param name="Rows">How many.</param>
internal sealed record RowRange(CheckpointTensor Source, long First, int Rows);

/// <summary>Columns in another order, in runs of neighbours.</summary>
/// <param name="Width">Columns of a run.</param>
/// <param name="Sources">For each run the one of the source that it is.</param>
internal sealed record ColumnOrder(int Width, IReadOnlyList<int> Sources);

/// <summary>A matrix whose rows, or columns, a file has in another order than the model names them: it stays packed where they are.</summary>
internal sealed class ArrangedWeight : IndirectWeight
{
    private readonly IReadOnlyList<RowRange> _ranges;
    private readonly ColumnOrder? _columns;

    /// <param name="name">The model's name.</param>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="ranges">Its rows in their order.</param>
    /// <param name="columns">The order of its columns; null where it is the file's.</param>
    [SetsRequiredMembers]
    public ArrangedWeight(string name, IReadOnlyList<long> shape, IReadOnlyList<RowRange> ranges, ColumnOrder? columns = null)
        : base(ranges[0].Source.File, name)
    {
        (_ranges, _columns) = (ranges, columns);
        Shape = shape;
        ScaledBlocks?[] blocks = [.. ranges.Select(static range => range.Source.Packed?.Blocks).Distinct()];
        Blocks = blocks is [{ } one] && (columns is null || columns.Width % one.Group == 0) ? one : null;
    }

    public override string DType => _ranges[0].Source.DType;

    public override bool IsQuantised => _ranges.Any(static range => range.Source.Packed is { IsQuantised: true });

    public override ElementFormat Element => _ranges.All(range => range.Source.Format == _ranges[0].Source.Format) ? _ranges[0].Source.Format : ElementFormat.Float32;

    public override string Described => _ranges[0].Source.Packed?.Described ?? DType;

    public override void Read(long firstRow, int rows, Span<float> values)
    {
        foreach ((RowRange range, long first, int start, int count) in Parts(firstRow, rows))
        {
            range.Source.Read(first * Columns, count * Columns, ElementFormat.Float32, MemoryMarshal.AsBytes(values.Slice(start * Columns, count * Columns)));
        }

        for (int row = 0; _columns is not null && row < rows; row++)
        {
            Reorder(values.Slice(row * Columns, Columns), _columns.Width);
        }
    }

    public override void Store(long firstRow, int rows, int stride, Span<byte> destination, GroupedColumns? order = null)
    {
        foreach ((RowRange range, long first, int start, int count) in Parts(firstRow, rows))
        {
            range.Source.Packed!.Store(first, count, stride, destination[(start * stride)..]);
        }

        for (int row = 0; _columns is not null && row < rows; row++)
        {
            ReorderStored(destination.Slice(row * stride, checked((int)Blocks!.RowBytes(Columns))));
        }
    }

    /// <summary>Rows by the ranges that they are in: the range, the first row in its tensor, where it goes, and how many.</summary>
    private IEnumerable<(RowRange Range, long First, int Start, int Count)> Parts(long firstRow, int rows)
    {
        long position = 0;
        foreach (RowRange range in _ranges)
        {
            long from = Math.Max(firstRow, position);
            long to = Math.Min(firstRow + rows, position + range.Rows);
            if (from < to)
            {
                yield return (range, range.First + from - position, (int)(from - firstRow), (int)(to - from));
            }

            position += range.Rows;
        }
    }

    private void ReorderStored(Span<byte> row)
    {
        sbyte[] codes = ArrayPool<sbyte>.Shared.Rent(Columns);
        try
        {
            Span<sbyte> used = codes.AsSpan(0, Columns);
            Blocks!.ReadCodes(row, used);
            Reorder(used, _columns!.Width);
            (float Scale, sbyte Zero)[] groups = [.. Groups(row)];
            Reorder(groups.AsSpan(), _columns.Width / Blocks.Group);
            Blocks.WriteCodes(row, used);
            for (int group = 0; group < groups.Length; group++)
            {
                Blocks.WriteGroup(row, Columns, group, groups[group].Scale, groups[group].Zero);
            }
        }
        finally
        {
            ArrayPool<sbyte>.Shared.Return(codes);
        }
    }

    private (float Scale, sbyte Zero)[] Groups(ReadOnlySpan<byte> row)
    {
        (float Scale, sbyte Zero)[] groups = new (float, sbyte)[Blocks!.Groups(Columns)];
        for (int group = 0; group < groups.Length; group++)
        {
            groups[group] = Blocks.ReadGroup(row, Columns, group);
        }

        return groups;
    }

    private void Reorder<T>(Span<T> items, int width)
    {
        T[] copy = items.ToArray();
        for (int i = 0; i < _columns!.Sources.Count; i++)
        {
            copy.AsSpan(_columns.Sources[i] * width, width).CopyTo(items[(i * width)..]);
        }
    }
}
