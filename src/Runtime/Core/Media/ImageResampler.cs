using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace Modelwright.Runtime;

/// <summary>
/// Brings a picture to another size exactly as Pillow does: along the width, then along the height, in integers, rounded between the two.
/// Rows stream through: what is held is one window of rows and the result.
/// </summary>
internal static class ImageResampler
{
    private const int Half = 1 << (AxisWeights.Precision - 1);

    /// <summary>[height, width, 3] bytes.</summary>
    public static byte[] Resample(Image image, int width, int height, ResampleFilter filter, CancellationToken cancel = default)
    {
        byte[] result = new byte[checked(3 * width * height)];
        using IImageRows rows = image.OpenRows(cancel);
        if (filter == ResampleFilter.Nearest)
        {
            Nearest(image, rows, result, width, height, cancel);
            return result;
        }

        AxisWeights? across = image.Width == width ? null : new AxisWeights(image.Width, width, filter);
        AxisWeights? down = image.Height == height ? null : new AxisWeights(image.Height, height, filter);
        byte[] source = new byte[(3 * image.Width) + 1]; // one more, since a pixel is read as four bytes
        if (down is null)
        {
            for (int y = 0; y < height; y++)
            {
                cancel.ThrowIfCancellationRequested();
                ReadAcross(rows, source, across, result.AsSpan(3 * width * y, 3 * width));
            }

            return result;
        }

        Down(rows, source, across, down, result, 3 * width, height, cancel);
        return result;
    }

    private static void Down(IImageRows rows, byte[] source, AxisWeights? across, AxisWeights down, byte[] result, int stride, int height, CancellationToken cancel)
    {
        // Row y of the picture lies in slot y % Taps until a later one takes its place.
        byte[] window = new byte[down.Taps * stride];
        int[] sums = new int[stride];
        int read = 0;
        for (int y = 0; y < height; y++)
        {
            cancel.ThrowIfCancellationRequested();
            ReadOnlySpan<int> weights = down.Of(y);
            int first = down.First(y);
            for (; read < first + weights.Length; read++)
            {
                ReadAcross(rows, source, across, window.AsSpan(read % down.Taps * stride, stride));
            }

            sums.AsSpan().Fill(Half);
            for (int k = 0; k < weights.Length; k++)
            {
                AddScaled(window.AsSpan((first + k) % down.Taps * stride, stride), weights[k], sums);
            }

            Clamp(sums, result.AsSpan(y * stride, stride));
        }
    }

    private static void ReadAcross(IImageRows rows, byte[] source, AxisWeights? across, Span<byte> row)
    {
        if (across is null)
        {
            rows.ReadRow(row);
            return;
        }

        rows.ReadRow(source.AsSpan(0, source.Length - 1));
        for (int x = 0; x < row.Length / 3; x++)
        {
            ReadOnlySpan<int> weights = across.Of(x);
            ref byte pixel = ref MemoryMarshal.GetReference(source.AsSpan(3 * across.First(x)));
            Vector128<int> sum = Vector128.Create(Half);
            foreach (int weight in weights)
            {
                // Red, green, blue, and the next pixel's red, which is left out.
                Vector128<byte> bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref pixel)).AsByte();
                sum += Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32() * weight;
                pixel = ref Unsafe.Add(ref pixel, 3);
            }

            sum >>= AxisWeights.Precision;
            for (int c = 0; c < 3; c++)
            {
                row[(3 * x) + c] = (byte)Math.Clamp(sum[c], 0, 255);
            }
        }
    }

    private static void AddScaled(ReadOnlySpan<byte> row, int weight, Span<int> sums)
    {
        int x = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; x <= row.Length - 16; x += 16)
            {
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(row[x..]));
                Add(sums[x..], Vector128.WidenLower(low), weight);
                Add(sums[(x + 4)..], Vector128.WidenUpper(low), weight);
                Add(sums[(x + 8)..], Vector128.WidenLower(high), weight);
                Add(sums[(x + 12)..], Vector128.WidenUpper(high), weight);
            }
        }

        for (; x < row.Length; x++)
        {
            sums[x] += weight * row[x];
        }
    }

    private static void Add(Span<int> sums, Vector128<uint> samples, int weight) =>
        (Vector128.Create<int>(sums) + (samples.AsInt32() * weight)).CopyTo(sums);

    private static void Clamp(ReadOnlySpan<int> sums, Span<byte> row)
    {
        for (int x = 0; x < row.Length; x++)
        {
            row[x] = (byte)Math.Clamp(sums[x] >> AxisWeights.Precision, 0, 255);
        }
    }

    private static void Nearest(Image image, IImageRows rows, byte[] result, int width, int height, CancellationToken cancel)
    {
        byte[] source = new byte[3 * image.Width];
        int read = 0;
        for (int y = 0; y < height; y++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int wanted = Index(y, image.Height, height); read <= wanted; read++)
            {
                rows.ReadRow(source);
            }

            for (int x = 0; x < width; x++)
            {
                source.AsSpan(3 * Index(x, image.Width, width), 3).CopyTo(result.AsSpan(3 * ((y * width) + x)));
            }
        }
    }

    private static int Index(int i, int from, int to) => (int)((i + 0.5) * ((double)from / to));
}
