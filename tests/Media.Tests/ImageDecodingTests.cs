using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Modelwright.Runtime;
using Modelwright.Tests;
using SkiaSharp;

namespace Modelwright.Media.Tests;

/// <summary>Files to pixels, against what Pillow decodes.</summary>
public class ImageDecodingTests
{
    /// <summary>Pillow's own number for this one is held to be wrong.</summary>
    private const string Clipped = "grey16.png";

    public static TheoryData<string> Files => [.. MediaGoldens.ImageCases.GetProperty("files").EnumerateArray().Select(static f => f.GetProperty("file").GetString()!).Where(static f => f != Clipped)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Pixels_are_Pillows(string file)
    {
        JsonElement expectation = MediaGoldens.ImageCases.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("file").GetString() == file);
        int[] size = [.. expectation.GetProperty("size").EnumerateArray().Select(static s => s.GetInt32())];
        Image image = Image.FromFile(Path.Combine(MediaGoldens.Images, file));

        Assert.Equal((size[0], size[1]), (image.Height, image.Width));
        using Checkpoint expected = MediaGoldens.Expected(MediaGoldens.Images);
        byte[] ours = Pixels(image);
        if (!expected.Names.Contains("decoded." + file))
        {
            return; // a plain RGB file: its resized pixels are held to Hugging Face's
        }

        byte[] theirs = MediaGoldens.Bytes(expected, "decoded." + file);
        Assert.Equal(theirs.Length, ours.Length);
        int worst = ours.Zip(theirs, static (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst == 0, $"{file}: a sample is off by {worst}");
    }

    /// <summary>Of 16 bits the high 8 count. Pillow clips grey of 16 bits at 255 instead, which is no picture any more.</summary>
    [Fact]
    public void Grey_of_16_bits_keeps_its_high_byte()
    {
        ushort[] samples = [0, 255, 256, 0x1234, 0x80FF, 0xFEFF, 0xFF00, 0xFFFF];

        byte[] ours = Pixels(Image.FromBytes(PngBuilder.Grey16(4, 2, samples)));

        Assert.Equal(samples.SelectMany(static s => Enumerable.Repeat((byte)(s >> 8), 3)), ours);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_whole()
    {
        foreach (string file in (string[])["baseline_420.jpg", "progressive.jpg", "adam7.png", "rgba.png"])
        {
            byte[] whole = File.ReadAllBytes(Path.Combine(MediaGoldens.Images, file));
            byte[] pixels = Pixels(Image.FromBytes(whole));
            int refused = 0;
            for (int length = 0; length < whole.Length - 20; length += Math.Max(1, whole.Length / 60))
            {
                try
                {
                    Assert.Equal(pixels, Pixels(Image.FromBytes(whole.AsMemory(0, length))));
                }
                catch (ImageFormatException)
                {
                    refused++;
                }
            }

            Assert.InRange(refused, 50, int.MaxValue);
        }
    }

    public static TheoryData<string, string> Beginnings => ForeignBeginnings.All;

    [Theory]
    [MemberData(nameof(Beginnings))]
    public async Task What_is_no_picture_is_refused_by_what_it_is(string beginning, string said)
    {
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(beginning);
        string path = Path.Combine(Directory.CreateTempSubdirectory("modelwright-").FullName, "picture.png");
        await File.WriteAllBytesAsync(path, bytes);
        using MemoryStream stream = new(bytes);
        ImageFormatException[] refused =
        [
            Assert.Throws<ImageFormatException>(() => Image.FromFile(path)),
            Assert.Throws<ImageFormatException>(() => Image.FromBytes(bytes)),
            await Assert.ThrowsAsync<ImageFormatException>(() => Image.FromStreamAsync(stream)),
        ];
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        Assert.Equal(path, refused[0].Name);
        Assert.All(refused, e => Assert.Contains(said, e.Found));
        Assert.All(refused, static e => Assert.Equal("PNG, JPEG, WebP, BMP or GIF", e.Wanted));
    }

    [Theory]
    [InlineData("This is a text that somebody saved under the name of a picture, and it goes on for a while.", "no known picture format")]
    [InlineData("\u0089PNG\r\n", "cut off within its header")]
    public void Other_text_and_cut_headers_are_told_apart(string text, string found) =>
        Assert.Contains(found, Assert.Throws<ImageFormatException>(() => Image.FromBytes(System.Text.Encoding.Latin1.GetBytes(text))).Found);

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        string path = Path.Combine(MediaGoldens.Images, "no such.png");

        Assert.Contains(path, Assert.Throws<ImageFormatException>(() => Image.FromFile(path)).Message);
        Assert.Contains(MediaGoldens.Images, Assert.Throws<ImageFormatException>(() => Image.FromFile(MediaGoldens.Images)).Message);
    }

    [Fact]
    public void A_header_that_promises_too_much_is_refused_before_anything_is_allocated()
    {
        byte[] bomb = PngBuilder.Promising(60_000, 60_000);

        ImageSizeException e = Assert.Throws<ImageSizeException>(() => Image.FromBytes(bomb));

        Assert.Equal((60_000, 60_000), (e.Width, e.Height));
        Assert.Contains("3600000000 pixels", e.Message);
        Assert.Throws<ImageSizeException>(() => Image.FromFile(Path.Combine(MediaGoldens.Images, "noise.png"), new ImageLimits { MaxPixels = (50 * 70) - 1 }));
        Assert.Equal(70, Image.FromFile(Path.Combine(MediaGoldens.Images, "noise.png"), new ImageLimits { MaxPixels = 50 * 70 }).Width);
        Assert.Throws<ImageFormatException>(() => Image.FromFile(Path.Combine(MediaGoldens.Images, "noise.png"), new ImageLimits { MaxBytes = 100 }));
    }

    [Fact]
    public async Task A_stream_gives_what_the_file_gives()
    {
        string path = Path.Combine(MediaGoldens.Images, "exif_6.jpg");
        await using FileStream stream = File.OpenRead(path);

        Assert.Equal(Pixels(Image.FromFile(path)), Pixels(await Image.FromStreamAsync(stream)));
        await using FileStream again = File.OpenRead(path);
        await Assert.ThrowsAsync<ImageFormatException>(() => Image.FromStreamAsync(again, new ImageLimits { MaxBytes = 1000 }));
    }

    /// <summary>Formats that Hugging Face's goldens do not have: what is lossless must come back as it was drawn.</summary>
    [Theory]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Png)]
    public void Lossless_files_come_back_as_drawn(SKEncodedImageFormat format)
    {
        using SKBitmap bitmap = new(new SKImageInfo(5, 3, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int i = 0; i < 15; i++)
        {
            bitmap.SetPixel(i % 5, i / 5, new SKColor((byte)(i * 17), (byte)(255 - i), (byte)(i * 5)));
        }

        using SKData data = format == SKEncodedImageFormat.Webp
            ? bitmap.PeekPixels()!.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100))!
            : bitmap.Encode(format, 100)!;
        byte[] pixels = Pixels(Image.FromBytes(data.ToArray()));

        Assert.Equal(Enumerable.Range(0, 15).SelectMany(static i => (byte[])[(byte)(i * 17), (byte)(255 - i), (byte)(i * 5)]), pixels);
    }

    /// <summary>A GIF of two frames, 1 by 1: red, then blue.</summary>
    [Fact]
    public void A_GIF_gives_its_first_frame()
    {
        byte[] gif = Convert.FromHexString(
            "474946383961" + "01000100" + "F00000" + "FF0000" + "0000FF" + "21F90400640000" + "00"
            + "2C00000000" + "01000100" + "00" + "02" + "02" + "4401" + "00" + "21F90400640000" + "00"
            + "2C00000000" + "01000100" + "00" + "02" + "02" + "4C01" + "00" + "3B");

        Assert.Equal([255, 0, 0], Pixels(Image.FromBytes(gif)));
    }

    internal static byte[] Pixels(Image image)
    {
        byte[] pixels = new byte[3 * image.Width * image.Height];
        using IImageRows rows = image.OpenRows();
        for (int y = 0; y < image.Height; y++)
        {
            rows.ReadRow(pixels.AsSpan(3 * image.Width * y, 3 * image.Width));
        }

        return pixels;
    }
}
