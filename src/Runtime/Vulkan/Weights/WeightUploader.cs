using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Runtime.Vulkan;

/// <summary>
/// Moves weights from the checkpoint to the device in pieces of rows, converted on the way. Where device and host share memory the pieces are
/// written in place; elsewhere through two staging buffers, one filled while the other is copied. Host memory is bounded by the pieces.
/// </summary>
internal sealed class WeightUploader(VulkanDevice device, WeightReader reader, LoadReport report, int pieceBytes = WeightUploader.UsualPieceBytes) : IDisposable
{
    /// <summary>Bytes that are moved at once.</summary>
    public const int UsualPieceBytes = 16 << 20;

    private const string During = "copying weights";

    private readonly List<StagingBuffer> _staging = [];
    private int _next;

    public void Upload(IReadOnlyList<WeightUpload> uploads)
    {
        report.Expect(uploads.Sum(static u => u.Target.Bytes));
        foreach (WeightUpload upload in uploads)
        {
            Upload(upload);
        }

        foreach (StagingBuffer staging in _staging)
        {
            staging.Wait();
        }
    }

    public void Dispose()
    {
        foreach (StagingBuffer staging in _staging)
        {
            staging.Dispose();
        }
    }

    private void Upload(WeightUpload upload)
    {
        WeightSlot slot = upload.Slot;
        int rowBytes = checked((int)(upload.Target.Format?.RowBytes(slot.Columns) ?? ((long)slot.Columns * sizeof(float))));
        int rowsPerPiece = Math.Max(1, pieceBytes / rowBytes);
        for (int row = 0; row < upload.Rows; row += rowsPerPiece)
        {
            int rows = Math.Min(rowsPerPiece, upload.Rows - row);
            long offset = (long)row * rowBytes;
            bool last = row + rows == upload.Rows;
            int bytes = checked((int)(last ? upload.Target.Bytes - offset : (long)rows * rowBytes));
            BufferRange target = upload.Target.Slice(offset, bytes);
            if (target.Buffer.IsMapped)
            {
                Read(target.Buffer.Span(target.Offset, bytes));
            }
            else
            {
                StagingBuffer staging = Staging(bytes);
                staging.Wait();
                Read(staging.Span(bytes));
                staging.Copy(target);
            }

            report.Uploaded(bytes, slot.Name);

            void Read(Span<byte> destination)
            {
                if (upload.Target.Format is { } format)
                {
                    reader.ReadRows(slot, upload.Layer, upload.FirstRow + row, rows, format, upload.Orders, destination);
                }
                else
                {
                    reader.ReadRows(slot, upload.Layer, upload.FirstRow + row, rows, ElementFormat.Float32, slot.Columns, destination);
                    destination[(rows * rowBytes)..].Clear(); // the padding of a vector
                }
            }
        }
    }

    /// <summary>The one of the two that was used longer ago, large enough for a piece; a single row may be larger than the usual size.</summary>
    private StagingBuffer Staging(int bytes)
    {
        const int count = 2;
        if (_staging.Count < count)
        {
            _staging.Add(new StagingBuffer(device, Math.Max(pieceBytes, bytes), During));
        }

        _next = (_next + 1) % _staging.Count;
        if (_staging[_next].Bytes < bytes)
        {
            _staging[_next].Wait();
            _staging[_next].Dispose();
            _staging[_next] = new StagingBuffer(device, bytes, During);
        }

        return _staging[_next];
    }
}
