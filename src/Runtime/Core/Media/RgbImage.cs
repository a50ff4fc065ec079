using System;
using System.Globalization;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>A picture whose pixels are in memory.</summary>
internal sealed class RgbImage : Image
{
    private readonly ReadOnlyMemory<byte> _rgb;

    public RgbImage(ReadOnlyMemory<byte> rgb, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (rgb.Length != 3L * width * height)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A picture of {width} by {height} pixels has {3L * width * height} bytes of RGB; found {rgb.Length}."), nameof(rgb));
        }

        (_rgb, Width, Height) = (rgb, width, height);
    }

    public override int Width { get; }

    public override int Height { get; }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"a picture of {Width} by {Height} pixels");

    public override IImageRows OpenRows(CancellationToken cancel = default) => new Rows(_rgb, 3 * Width);

    private sealed class Rows(ReadOnlyMemory<byte> rgb, int stride) : IImageRows
    {
        private int _next;

        public void ReadRow(Span<byte> row)
        {
            rgb.Span.Slice(_next, stride).CopyTo(row);
            _next += stride;
        }

        public void Dispose()
        {
        }
    }
}
