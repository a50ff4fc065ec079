using System;
using System.Buffers.Binary;

namespace Modelwright.Benchmarks;

/// <summary>Numbers as ggml's blocks have them, each rounded to the nearest code: no search for better scales.</summary>
internal static class GgufQuantiser
{
    private const int Block = 32;
    private const int Large = 256;

    /// <summary>Writes a block of numbers.</summary>
    public delegate void Pack(ReadOnlySpan<float> values, Span<byte> block);

    /// <summary>Six bits, in groups of 16 whose scales are bytes times a float16; see <c>GgufBlocks</c> for where they lie.</summary>
    public static void Q6(ReadOnlySpan<float> values, Span<byte> block)
    {
        const int group = 16;
        block.Clear();
        float[] scales = new float[Large / group];
        for (int i = 0; i < Large; i++)
        {
            scales[i / group] = MathF.Max(scales[i / group], MathF.Abs(values[i]) / 31);
        }

        float factor = Largest(scales) / 127;
        BinaryPrimitives.WriteHalfLittleEndian(block[208..], (Half)factor);
        for (int i = 0; i < Large; i++)
        {
            int scale = factor == 0 ? 0 : (int)MathF.Round(scales[i / group] / factor);
            block[192 + (i / group)] = (byte)scale;
            int code = 32 + (scale == 0 ? 0 : Math.Clamp((int)MathF.Round(values[i] / (factor * scale)), -32, 31));
            (int half, int inHalf) = (i / 128, i % 128);
            block[(half * 64) + (inHalf % 64)] |= (byte)((code & 15) << (inHalf / 64 * 4));
            block[128 + (half * 32) + (inHalf % 32)] |= (byte)(code >> 4 << (inHalf / 32 * 2));
        }
    }

    /// <summary>Four bits, in groups of 32 whose scales and offsets are six bits times a float16 each.</summary>
    public static void Q4Large(ReadOnlySpan<float> values, Span<byte> block)
    {
        block.Clear();
        (float[] scales, float[] offsets) = (new float[8], new float[8]);
        for (int group = 0; group < 8; group++)
        {
            (float least, float most) = (0, 0);
            foreach (float value in values.Slice(group * Block, Block))
            {
                (least, most) = (MathF.Min(least, value), MathF.Max(most, value));
            }

            (scales[group], offsets[group]) = ((most - least) / 15, -least);
        }

        (float scale, float offset) = (Largest(scales) / 63, Largest(offsets) / 63);
        BinaryPrimitives.WriteHalfLittleEndian(block, (Half)scale);
        BinaryPrimitives.WriteHalfLittleEndian(block[2..], (Half)offset);
        for (int group = 0; group < 8; group++)
        {
            (int step, int below) = (Sixth(scales[group], scale), Sixth(offsets[group], offset));
            WriteSixes(block.Slice(4, 12), group, step, below);
            for (int i = 0; i < Block; i++)
            {
                int code = step == 0 ? 0 : Math.Clamp((int)MathF.Round((values[(group * Block) + i] + (offset * below)) / (scale * step)), 0, 15);
                block[16 + (group / 2 * Block) + i] |= (byte)(code << (group % 2 * 4));
            }
        }
    }

    private static int Sixth(float value, float unit) => unit == 0 ? 0 : Math.Clamp((int)MathF.Round(value / unit), 0, 63);

    private static void WriteSixes(Span<byte> packed, int group, int scale, int offset)
    {
        if (group < 4)
        {
            packed[group] |= (byte)scale;
            packed[group + 4] |= (byte)offset;
            return;
        }

        packed[group + 4] = (byte)((scale & 15) | ((offset & 15) << 4));
        packed[group - 4] |= (byte)(scale >> 4 << 6);
        packed[group] |= (byte)(offset >> 4 << 6);
    }

    private static float Largest(float[] values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = MathF.Max(largest, value);
        }

        return largest;
    }

    /// <summary>Signed bytes: the largest magnitude is 127.</summary>
    public static void Q8(ReadOnlySpan<float> values, Span<byte> block)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        float scale = largest / 127;
        BinaryPrimitives.WriteHalfLittleEndian(block, (Half)scale);
        for (int i = 0; i < Block; i++)
        {
            block[2 + i] = (byte)(sbyte)(scale == 0 ? 0 : MathF.Round(values[i] / scale, MidpointRounding.AwayFromZero));
        }
    }

    /// <summary>Four bits, 8 is zero: the number of the largest magnitude is 0. A byte holds numbers 16 apart.</summary>
    public static void Q4(ReadOnlySpan<float> values, Span<byte> block)
    {
        float extreme = 0;
        foreach (float value in values)
        {
            extreme = MathF.Abs(value) > MathF.Abs(extreme) ? value : extreme;
        }

        float scale = extreme / -8;
        BinaryPrimitives.WriteHalfLittleEndian(block, (Half)scale);
        for (int i = 0; i < Block / 2; i++)
        {
            block[2 + i] = (byte)(Code(values[i]) | (Code(values[i + (Block / 2)]) << 4));
        }

        int Code(float value) => scale == 0 ? 8 : Math.Clamp((int)((value / scale) + 8.5f), 0, 15);
    }
}
