using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Modelwright.Runtime;

namespace Modelwright.Media.Tests;

/// <summary>Pictures to patches, against Hugging Face's image processors.</summary>
public class ImageProcessorTests
{
    /// <summary>Hugging Face's default backend refuses this filter; Pillow, which we follow, has it.</summary>
    private const string OnlyPillow = "box";

    public static TheoryData<string> Cases => [.. MediaGoldens.Names(MediaGoldens.ImageCases).Where(static n => n is not OnlyPillow and not "grey16.png")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Patches_are_Hugging_Faces(string name)
    {
        JsonElement golden = MediaGoldens.Case(MediaGoldens.ImageCases, name);
        ImageProcessor processor = new(Options(golden));
        Image[] images = [.. golden.GetProperty("files").EnumerateArray().Select(static f => Image.FromFile(Path.Combine(MediaGoldens.Images, f.GetString()!)))];
        if (golden.TryGetProperty("error", out _))
        {
            Assert.Throws<ImageSizeException>(() => processor.Process(images[0]));
            return;
        }

        VisionInput[] inputs = [.. images.Select(image => processor.Process(image))];
        int[][] grids = [.. golden.GetProperty("image_grid_thw").EnumerateArray().Select(static g => g.EnumerateArray().Select(static n => n.GetInt32()).ToArray())];
        Assert.Equal(grids.Select(static g => new PatchGrid(g[0], g[1], g[2])), inputs.Select(static i => i.Grid));
        Assert.Equal(grids.Select(static g => new PatchGrid(g[0], g[1], g[2])), images.Select(processor.GridOf));

        using Checkpoint expected = MediaGoldens.Expected(MediaGoldens.Images);
        int compared = processor.Options.Resize ? CompareResized(expected, name, images[0], inputs[0].Grid, processor.Options) : CompareUnchanged(images[0], inputs[0], processor);
        if (expected.Names.Contains(name + ".pixel_values"))
        {
            ComparePatches(MediaGoldens.Floats(expected, name + ".pixel_values"), [.. inputs.SelectMany(static i => i.Patches.ToArray())], processor.Options, name);
            compared++;
        }

        Assert.NotEqual(0, compared);
    }

    /// <summary>Pillow's filters that torchvision lacks: a picture of one colour stays so, and a mean is a mean.</summary>
    [Theory]
    [InlineData(ResampleFilter.Box)]
    [InlineData(ResampleFilter.Hamming)]
    [InlineData(ResampleFilter.Lanczos)]
    public void Every_filter_keeps_what_is_flat(ResampleFilter filter)
    {
        byte[] rgb = [.. Enumerable.Repeat((byte[])[10, 200, 77], 13 * 7).SelectMany(static p => p)];

        byte[] small = ImageResampler.Resample(Image.FromRgb(rgb, 13, 7), 5, 3, filter);
        byte[] large = ImageResampler.Resample(Image.FromRgb(rgb, 13, 7), 31, 20, filter);

        Assert.Equal(Enumerable.Repeat((byte[])[10, 200, 77], 15).SelectMany(static p => p), small);
        Assert.Equal(Enumerable.Repeat((byte[])[10, 200, 77], 620).SelectMany(static p => p), large);
    }

    [Fact]
    public void A_box_is_a_mean() => Assert.Equal(
        [25, 25, 25], ImageResampler.Resample(Image.FromRgb(new byte[] { 10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40 }, 2, 2), 1, 1, ResampleFilter.Box));

    /// <summary>Sizes that no golden has, against the formula written down once more, plainly.</summary>
    [Theory]
    [InlineData(37, 91, 19, 250)]
    [InlineData(64, 5, 63, 5)]
    [InlineData(3, 200, 96, 64)]
    [InlineData(129, 33, 40, 33)]
    public void Any_size_is_resampled_as_the_formula_says(int width, int height, int newWidth, int newHeight)
    {
        byte[] rgb = new byte[3 * width * height];
        new Random(7).NextBytes(rgb);

        byte[] ours = ImageResampler.Resample(Image.FromRgb(rgb, width, height), newWidth, newHeight, ResampleFilter.Bicubic);

        byte[] across = PlainResampling.Axis(rgb, height, width, newWidth, stride: 3, lineStride: 3 * width);
        Assert.Equal(PlainResampling.Transposed(across, height, newWidth, newHeight), ours);
    }

    [Fact]
    public void A_cancelled_picture_stops()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => new ImageProcessor(new ImageProcessorOptions()).Process(Image.FromRgb(new byte[300 * 300 * 3], 300, 300), source.Token));
    }

    private static int CompareResized(Checkpoint expected, string name, Image image, PatchGrid grid, ImageProcessorOptions options)
    {
        if (!expected.Names.Contains(name + ".resized"))
        {
            return 0;
        }

        byte[] ours = ImageResampler.Resample(image, grid.Width * options.PatchSize, grid.Height * options.PatchSize, options.Filter);
        byte[] torchvision = MediaGoldens.Bytes(expected, name + ".resized");
        string exact = name + (expected.Names.Contains(name + ".resized_pil") ? ".resized_pil" : ".resized");
        Assert.Equal(MediaGoldens.Bytes(expected, exact), ours);
        if (options.Filter != ResampleFilter.Lanczos) // torchvision takes bicubic for it
        {
            Assert.InRange(ours.Zip(torchvision, static (a, b) => Math.Abs(a - b)).Max(), 0, 2);
        }

        return 1;
    }

    /// <summary>A picture whose size fits is not resampled: its patches are those of the resizing processor.</summary>
    private static int CompareUnchanged(Image image, VisionInput input, ImageProcessor processor)
    {
        ImageProcessor resizing = new(processor.Options with { Resize = true, MinPixels = 1, MaxPixels = int.MaxValue });
        Assert.Equal(resizing.Process(image).Patches.ToArray(), input.Patches.ToArray());
        return 1;
    }

    /// <summary>Two steps of 255, since torchvision's 16-bit weights may be off by two.</summary>
    private static void ComparePatches(float[] theirs, float[] ours, ImageProcessorOptions options, string name)
    {
        Assert.Equal(theirs.Length, ours.Length);
        double step = (options.Rescale ? options.RescaleFactor : 1) / (options.Normalize ? options.StandardDeviation.Min() : 1);
        double worst = theirs.Zip(ours, static (a, b) => Math.Abs((double)a - b)).Max();
        Assert.True(worst <= (2 * step) + 1e-6, $"{name}: off by {worst}, allowed {2 * step}");
        int exact = theirs.Zip(ours, static (a, b) => Math.Abs((double)a - b) < 1e-5).Count(static e => e);
        Assert.True(exact >= 0.98 * ours.Length, $"{name}: {exact} of {ours.Length} are equal");
    }

    private static ImageProcessorOptions Options(JsonElement golden)
    {
        ImageProcessorOptions options = ImageProcessorOptions.Load(Path.Combine(MediaGoldens.Images, golden.GetProperty("config").GetString()!));
        JsonElement arguments = golden.GetProperty("arguments");
        foreach (JsonProperty argument in arguments.EnumerateObject())
        {
            JsonElement value = argument.Value;
            options = argument.Name switch
            {
                "do_resize" => options with { Resize = value.GetBoolean() },
                "do_rescale" => options with { Rescale = value.GetBoolean() },
                "do_normalize" => options with { Normalize = value.GetBoolean() },
                "rescale_factor" => options with { RescaleFactor = value.GetDouble() },
                "resample" => options with { Filter = (ResampleFilter)value.GetInt32() },
                "image_mean" => options with { Mean = Numbers(value) },
                "image_std" => options with { StandardDeviation = Numbers(value) },

                // Hugging Face leaves one of them out of account when it comes alone.
                "min_pixels" => arguments.TryGetProperty("max_pixels", out _) ? options with { MinPixels = value.GetInt64() } : options,
                "max_pixels" => arguments.TryGetProperty("min_pixels", out _) ? options with { MaxPixels = value.GetInt64() } : options,
                _ => throw new InvalidOperationException("The golden has an argument that this test does not know: " + argument.Name),
            };
        }

        return options;
    }

    private static List<double> Numbers(JsonElement value) => [.. value.EnumerateArray().Select(static n => n.GetDouble())];
}
