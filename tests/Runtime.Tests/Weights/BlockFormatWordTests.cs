using System;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

/// <summary>What kernels are told of a format, what users read of it, and what stays of a buffer's old bytes: nothing.</summary>
public sealed class BlockFormatWordTests
{
    public static TheoryData<string> Formats => [.. Stored.Scaled, "Float32", "Float16", "BFloat16"];

    /// <summary>The fields of <see cref="FormatWord"/>, written out: codes, logarithm of 8-column blocks a unit, of units a group, and flags.</summary>
    [Theory]
    [InlineData("Float32", 0 | (0b1000 << 10))]
    [InlineData("Float16", 1)]
    [InlineData("BFloat16", 2)]
    [InlineData("Int8", 3 | (1 << 4) | (1 << 6) | (0b0001 << 10))]
    [InlineData("Int8 16 zeros", 3 | (1 << 4) | (0 << 6) | (0b0101 << 10))]
    [InlineData("Int8 64 wide", 3 | (1 << 4) | (2 << 6) | (0b0011 << 10))]
    [InlineData("Int4", 4 | (2 << 4) | (0 << 6) | (0b0001 << 10))]
    [InlineData("Int4 64 wide zeros", 4 | (2 << 4) | (1 << 6) | (0b0111 << 10))]
    [InlineData("Float8", 5 | (1 << 4) | (3 << 6) | (0b0001 << 10))]
    public void A_kernel_reads_a_format_from_one_word(string format, int word) => Assert.Equal((uint)word, Stored.As(format).Word);

    [Theory]
    [InlineData("Int8", "Int8 in groups of 32")]
    [InlineData("Int4 128 wide", "Int4 in groups of 128, float32 scales")]
    [InlineData("Int4 32 zeros", "Int4 in groups of 32, zeros")]
    [InlineData("Int4 64 wide zeros", "Int4 in groups of 64, float32 scales, zeros")]
    [InlineData("Float8", "Float8E4M3 in groups of 128")]
    [InlineData("BFloat16", "BFloat16")]
    public void A_format_has_words(string format, string words) => Assert.Equal(words, Stored.As(format).ToString());

    [Fact]
    public void Scales_are_float16_and_without_zeros_unless_asked()
    {
        Assert.Equal(new Float8Blocks(128, wideScales: false), new Float8Blocks());
        Assert.Equal(new Int8Blocks(32, wideScales: false, zeros: false), new Int8Blocks());
        Assert.Equal(new Int4Blocks(32, wideScales: false, zeros: false), new Int4Blocks());
        Assert.False(new ElementBlocks(ElementFormat.Float16).WideScales || new ElementBlocks(ElementFormat.Float16).Zeros);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_byte_of_a_row_is_written(string words)
    {
        BlockFormat format = Stored.As(words);
        float[] values = [.. Enumerable.Range(0, 43).Select(static i => (i - 20) / 16f)];
        byte[] clean = new byte[format.RowBytes(43)], dirty = [.. Enumerable.Repeat((byte)0xFF, clean.Length)];

        format.Encode(values, clean);
        format.Encode(values, dirty);

        Assert.Equal(clean, dirty);
        float[] read = new float[43];
        format.Decode(dirty, read);
        Assert.All(values.Zip(read), static pair => Assert.Equal(pair.First, pair.Second, 0.15));
    }

    /// <summary>E4M3 keeps 3 bits behind the point: of numbers near the largest the step is 32 of 448, of small ones a sixteenth of themselves.</summary>
    [Theory]
    [InlineData("Float8 16")]
    [InlineData("Float8 32 wide")]
    public void Floats_of_8_bits_are_off_by_half_a_step(string words)
    {
        float[] values = [.. Enumerable.Range(0, 64).Select(static i => (i % 2 == 0 ? 1 : -1) * 3.7f / (1 + i))];
        float[] kept = (float[])values.Clone();
        Stored.Rows(Stored.As(words), kept, 64);

        Assert.All(values.Zip(kept), static pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * 0.064f));
        Assert.Contains(kept, static value => value < 0);
    }

    [Theory]
    [InlineData(0x80, -0f)]
    [InlineData(0x81, -1f / 512)]
    [InlineData(0xB8, -1f)]
    [InlineData(0xFE, -448f)]
    public void The_highest_bit_is_the_sign(byte code, float value) => Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(Float8Blocks.ToFloat(code)));

    /// <summary>All 19 scales, tried one by one: none leaves less than the one that is chosen, also of groups longer than a stack frame should hold.</summary>
    [Theory]
    [InlineData(32, 32)]
    [InlineData(64, 45)]
    [InlineData(512, 512)]
    [InlineData(1024, 1000)]
    public void No_other_scale_of_four_bits_is_nearer(int group, int columns)
    {
        Random random = new(9);
        Int4Blocks format = new(group, wideScales: true);
        for (int trial = 0; trial < 120; trial++)
        {
            float[] values = [.. Enumerable.Range(0, columns).Select(_ => (float)Math.Pow((random.NextDouble() * 2) - 1, trial % 3 == 0 ? 1 : 3))];
            float[] kept = (float[])values.Clone();
            Stored.Rows(format, kept, columns);

            double best = Enumerable.Range(-9, 19).Min(i => LeastError(values, i));
            Assert.InRange(values.Zip(kept).Sum(static pair => Math.Pow(pair.First - pair.Second, 2)), 0, (best * 1.0005) + 1e-9);
        }
    }

    /// <summary>What is left of the squares where the largest number becomes the code -(8 + i / 10), before it is cut off, and the scale fits the codes best.</summary>
    private static double LeastError(float[] values, int i)
    {
        float extreme = values.MaxBy(Math.Abs), inverse = -(8 + (0.1f * i)) / extreme;
        double[] codes = [.. values.Select(value => (double)Math.Clamp(MathF.Round(value * inverse), -8, 7))];
        double scale = values.Zip(codes).Sum(static pair => pair.First * pair.Second) / codes.Sum(static code => code * code);
        return values.Zip(codes).Sum(pair => Math.Pow(pair.First - (scale * pair.Second), 2));
    }
}
