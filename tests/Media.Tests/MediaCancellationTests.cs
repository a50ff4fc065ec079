using System;
using System.Collections.Generic;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Media.Tests;

/// <summary>Work on a picture or a clip stops where it is, not when it is done.</summary>
public class MediaCancellationTests
{
    /// <summary>8 by 16 pixels: along the width alone, along the height, and by the nearest pixel.</summary>
    [Theory]
    [InlineData(4, 16, ResampleFilter.Bicubic)]
    [InlineData(8, 8, ResampleFilter.Bicubic)]
    [InlineData(4, 8, ResampleFilter.Nearest)]
    public void Resampling_stops_between_two_rows(int width, int height, ResampleFilter filter)
    {
        using CancellationTokenSource source = new();
        int read = 0;
        WatchedImage image = new(8, 16, row =>
        {
            read = row;
            source.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => ImageResampler.Resample(image, width, height, filter, source.Token));
        Assert.InRange(read, 1, 8);
    }

    [Fact]
    public void A_picture_that_is_read_makes_no_patches_after_that()
    {
        using CancellationTokenSource source = new();
        WatchedImage image = new(32, 32, row =>
        {
            if (row == 32)
            {
                source.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => new ImageProcessor(new ImageProcessorOptions { Resize = false }).Process(image, source.Token));
    }

    [Fact]
    public void Frames_stop_between_two_of_them()
    {
        using CancellationTokenSource source = new();
        Image image = Image.FromRgb(new byte[3], 1, 1);
        using IEnumerator<Image> frames = Video.FromFrames([image, image], 2).ReadFrames([0, 1], source.Token).GetEnumerator();

        Assert.True(frames.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => frames.MoveNext());
    }

    /// <summary>A black picture that tells the number of each row that is read.</summary>
    private sealed class WatchedImage(int width, int height, Action<int> read) : Image
    {
        public override int Width => width;

        public override int Height => height;

        public override string Name => "watched";

        public override IImageRows OpenRows(CancellationToken cancel = default) => new Rows(read);

        private sealed class Rows(Action<int> read) : IImageRows
        {
            private int _row;

            public void ReadRow(Span<byte> rgb)
            {
                rgb.Clear();
                read(++_row);
            }

            public void Dispose()
            {
            }
        }
    }
}
