using System;
using SkiaSharp;

namespace Modelwright.Runtime;

/// <summary>The rows of a decoded picture, turned upright, without alpha.</summary>
internal sealed class OrientedRows(SKBitmap bitmap, SKEncodedOrigin origin) : IImageRows
{
    private const int StoredChannels = 4;

    private int _next;

    public void ReadRow(Span<byte> rgb)
    {
        ReadOnlySpan<byte> pixels = bitmap.GetPixelSpan();
        int y = _next++;
        int start = At(0, y);
        int step = At(1, y) - start; // the same from each pixel of a row to the next
        for (int x = 0; x < rgb.Length / 3; x++)
        {
            pixels.Slice(start + (x * step), 3).CopyTo(rgb[(3 * x)..]);
        }
    }

    public void Dispose() => bitmap.Dispose();

    private int At(int x, int y)
    {
        (int column, int row) = Orientation.Stored(origin, x, y, bitmap.Width, bitmap.Height);
        return (row * bitmap.RowBytes) + (column * StoredChannels);
    }
}
