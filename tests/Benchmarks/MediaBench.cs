using System;
using System.Collections.Generic;
using System.Diagnostics;
using Modelwright.Runtime;
using SkiaSharp;

namespace Modelwright.Benchmarks;

/// <summary>From a photo's file to the patches of a vision tower, on one thread: as published models have it, and brought down to a megapixel.</summary>
internal static class MediaBench
{
    private const int Width = 4000;
    private const int Height = 3000;

    public static MediaResult Run(int runs)
    {
        byte[] file = Photo();
        ImageProcessor published = new(new ImageProcessorOptions { MinPixels = 65_536, MaxPixels = 16_777_216 });
        ImageProcessor small = new(new ImageProcessorOptions { MinPixels = 65_536, MaxPixels = 1 << 20 });
        (List<double> decode, List<double> whole, List<double> reduced) = ([], [], []);
        for (int run = 0; run <= runs; run++)
        {
            double[] seconds = [Seconds(() => Decode(file)), Seconds(() => published.Process(Image.FromBytes(file))), Seconds(() => small.Process(Image.FromBytes(file)))];
            if (run > 0)
            {
                decode.Add(seconds[0]);
                whole.Add(seconds[1]);
                reduced.Add(seconds[2]);
            }
        }

        return new MediaResult(Width * Height / 1e6, file.Length / 1e6, Measurement.Of(decode), Measurement.Of(whole), Measurement.Of(reduced));
    }

    /// <summary>Waves of several lengths and colours with some grain, as JPEG.</summary>
    private static byte[] Photo()
    {
        using SKBitmap bitmap = new(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Span<byte> pixels = bitmap.GetPixelSpan();
        Random random = new(1);
        for (int i = 0; i < Width * Height; i++)
        {
            (int y, int x) = Math.DivRem(i, Width);
            double wave = (60 * Math.Sin(x / 97.0)) + (40 * Math.Cos((x + (2 * y)) / 31.0));
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[(4 * i) + channel] = (byte)Math.Clamp(128 + (wave * (1 - (0.3 * channel))) + random.Next(-8, 9), 0, 255);
            }

            pixels[(4 * i) + 3] = 255;
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality: 90)!;
        return data.ToArray();
    }

    private static void Decode(byte[] file)
    {
        using IImageRows rows = Image.FromBytes(file).OpenRows();
        byte[] row = new byte[3 * Width];
        for (int y = 0; y < Height; y++)
        {
            rows.ReadRow(row);
        }
    }

    private static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
