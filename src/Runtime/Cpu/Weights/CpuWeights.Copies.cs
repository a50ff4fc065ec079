using System;
using System.Buffers;

namespace Modelwright.Runtime.Cpu;

/// <content>Matrices in memory of our own.</content>
internal sealed unsafe partial class CpuWeights
{
    private const int PieceBytes = 1 << 24;

    /// <summary>Rows in memory of our own, quantised or repacked on the way where that is their format, a piece at a time.</summary>
    private RowSegment Copy(WeightReader reader, WeightSlot slot, int layer, RowFormat part, ColumnOrders? orders, CpuLoadOptions options, long total)
    {
        long rowBytes = part.Format.PackedRowBytes(slot.Columns);
        if (RowBlocks.Hold(part.Format))
        {
            return CopyBlocks(reader, slot, layer, part, orders, options, total);
        }

        byte* data = Own(part.Rows * rowBytes);
        int piece = (int)Math.Max(1, PieceBytes / rowBytes);
        for (int row = 0; row < part.Rows; row += piece)
        {
            options.LoadCancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(piece, part.Rows - row);
            Span<byte> target = new(data + (row * rowBytes), checked((int)(rows * rowBytes)));
            if (part.Format is ElementBlocks plain)
            {
                reader.ReadRows(slot, layer, part.FirstRow + row, rows, plain.Element, slot.Columns, orders, target);
            }
            else
            {
                reader.ReadRows(slot, layer, part.FirstRow + row, rows, part.Format, orders, target);
            }

            options.Progress?.Report(new LoadProgress(LoadStage.Weights, MappedBytes + CopiedBytes - ((part.Rows - row - rows) * rowBytes), total, slot.Name));
        }

        return new RowSegment((nint)data, part.FirstRow, part.FirstRow + part.Rows, part.Format);
    }

    /// <summary>The same of rows that lie in blocks.</summary>
    private RowSegment CopyBlocks(WeightReader reader, WeightSlot slot, int layer, RowFormat part, ColumnOrders? orders, CpuLoadOptions options, long total)
    {
        RowBlocks blocks = new((ScaledBlocks)part.Format, slot.Columns, options.Activations);
        int rowBytes = checked((int)part.Format.PackedRowBytes(slot.Columns));
        byte* data = Own((long)part.Rows * rowBytes, blocks.BytesOf(part.Rows));
        int piece = Math.Clamp(PieceBytes / rowBytes, 1, part.Rows);
        byte[] stored = ArrayPool<byte>.Shared.Rent(piece * rowBytes);
        try
        {
            for (int row = 0; row < part.Rows; row += piece)
            {
                options.LoadCancellation.ThrowIfCancellationRequested();
                int rows = Math.Min(piece, part.Rows - row);
                Span<byte> read = stored.AsSpan(0, rows * rowBytes);
                reader.ReadRows(slot, layer, part.FirstRow + row, rows, part.Format, orders, read);
                for (int i = 0; i < rows; i++)
                {
                    blocks.Store(read.Slice(i * rowBytes, rowBytes), data, row + i);
                }

                options.Progress?.Report(new LoadProgress(LoadStage.Weights, MappedBytes + CopiedBytes - ((long)(part.Rows - row - rows) * rowBytes), total, slot.Name));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }

        return new RowSegment((nint)data, part.FirstRow, part.FirstRow + part.Rows, part.Format, blocks);
    }
}
