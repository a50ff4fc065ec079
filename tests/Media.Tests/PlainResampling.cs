using System;

namespace Modelwright.Media.Tests;

/// <summary>The bicubic formula, one sample after the other: what the fast one is compared with.</summary>
internal static class PlainResampling
{
    /// <summary>Lines of pixels from <paramref name="from"/> to <paramref name="to"/> along one axis; the result has its lines one after the other.</summary>
    public static byte[] Axis(byte[] rgb, int lines, int from, int to, int stride, int lineStride)
    {
        byte[] result = new byte[lines * to * 3];
        double scale = (double)from / to;
        double fs = Math.Max(scale, 1);
        for (int line = 0; line < lines; line++)
        {
            for (int i = 0; i < to; i++)
            {
                double c = (i + 0.5) * scale;
                int lo = Math.Max((int)(c - (2 * fs) + 0.5), 0);
                int hi = Math.Min((int)(c + (2 * fs) + 0.5), from);
                double sum = 0;
                for (int k = lo; k < hi; k++)
                {
                    sum += Cubic((k + 0.5 - c) / fs);
                }

                for (int channel = 0; channel < 3; channel++)
                {
                    long total = 1 << 21;
                    for (int k = lo; k < hi; k++)
                    {
                        double v = Cubic((k + 0.5 - c) / fs) / sum * (1 << 22);
                        total += (long)(v + (v < 0 ? -0.5 : 0.5)) * rgb[(line * lineStride) + (k * stride) + channel];
                    }

                    result[(((line * to) + i) * 3) + channel] = from == to ? rgb[(line * lineStride) + (i * stride) + channel] : (byte)Math.Clamp(total >> 22, 0, 255);
                }
            }
        }

        return result;
    }

    /// <summary>Columns of [height, width, 3] to a new height; the result lies as the picture does.</summary>
    public static byte[] Transposed(byte[] rgb, int height, int width, int to)
    {
        byte[] result = new byte[to * width * 3];
        for (int x = 0; x < width; x++)
        {
            byte[] column = Axis(rgb[(3 * x)..], 1, height, to, stride: 3 * width, lineStride: 0);
            for (int y = 0; y < to; y++)
            {
                column.AsSpan(3 * y, 3).CopyTo(result.AsSpan(((y * width) + x) * 3));
            }
        }

        return result;
    }

    private static double Cubic(double x)
    {
        x = Math.Abs(x);
        return x < 1 ? (((1.5 * x) - 2.5) * x * x) + 1 : x < 2 ? (((((x - 5) * x) + 8) * x) - 4) * -0.5 : 0;
    }
}
