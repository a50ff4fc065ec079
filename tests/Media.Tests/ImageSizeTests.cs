using Modelwright.Runtime;

namespace Modelwright.Media.Tests;

/// <summary>Which size pictures and clips are brought to, and which are refused.</summary>
public class ImageSizeTests
{
    /// <summary>A frame with a side below a merged patch is enlarged until that side is one; all others keep their size where the bounds allow it.</summary>
    [Theory]
    [InlineData(64, 96, 64, 96)]
    [InlineData(96, 64, 96, 64)]
    [InlineData(32, 32, 32, 32)]
    [InlineData(16, 64, 32, 128)]
    [InlineData(64, 16, 128, 32)]
    [InlineData(8, 16, 32, 64)]
    public void Frames_that_are_too_small_are_enlarged(int height, int width, int newHeight, int newWidth) =>
        Assert.Equal((newHeight, newWidth), ImageSizing.OfVideo(frames: 2, height, width, temporal: 2, factor: 32, minPixels: 1, maxPixels: 1 << 30));

    /// <summary>One side that fits is not enough.</summary>
    [Theory]
    [InlineData(64, 40)]
    [InlineData(40, 64)]
    [InlineData(40, 40)]
    public void What_is_not_resized_is_of_whole_blocks(int width, int height)
    {
        Image image = Image.FromRgb(new byte[3 * width * height], width, height);
        string wanted = $"A picture of {width} by {height} pixels cannot be used: 'do_resize' is false, so both sides must be multiples of 32.";

        Assert.Equal(wanted, Assert.Throws<ImageSizeException>(() => new ImageProcessor(new ImageProcessorOptions { Resize = false }).GridOf(image)).Message);
        Assert.Equal(
            wanted, Assert.Throws<ImageSizeException>(() => new VideoProcessor(new VideoProcessorOptions { Resize = false }).Process(Video.FromFrames([image, image], 2))).Message);
    }

    [Fact]
    public void Patches_that_no_array_holds_are_refused_in_numbers() => Assert.Equal(
        "A picture of 1600000 by 1600000 pixels cannot be used: its patches are 15360000000000 numbers; at most 2147483591 fit, so wanted a smaller 'size.longest_edge'.",
        Assert.Throws<ImageSizeException>(static () => new PatchWriter(new ImageProcessorOptions(), new PatchGrid(1, 100_000, 100_000))).Message);
}
