using System;
using System.Linq;
using Modelwright.Tests;

namespace Modelwright.Runtime.Tests;

public sealed class BlockFormatTests
{
    public static TheoryData<string> Formats => [.. Stored.Scaled, "Float32", "Float16", "BFloat16"];

    [Theory]
    [InlineData("Float32", 20, 96)]
    [InlineData("Float16", 20, 48)]
    [InlineData("BFloat16", 17, 48)]
    [InlineData("Int8", 512, 512 + (16 * 2))]
    [InlineData("Int8 64 wide", 100, 112 + 16)]
    [InlineData("Int8 16 zeros", 33, 48 + 16)]          // 3 scales of 2 bytes, filled up to 8, and 3 zeros
    [InlineData("Int4", 512, 256 + (16 * 2))]
    [InlineData("Int4", 2048, 1024 + 128)]
    [InlineData("Int4 128 wide", 130, 80 + 16)]
    [InlineData("Int4 64 wide zeros", 640, 320 + 40 + 10 + 14)]
    [InlineData("Float8", 256, 256 + 16)]
    public void A_row_is_whole_words_of_codes_scales_and_zeros(string format, int columns, int bytes) => Assert.Equal(bytes, Stored.As(format).RowBytes(columns));

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_stored_is_read_back_and_stored_again_without_loss(string words)
    {
        BlockFormat format = Stored.As(words);
        foreach (int columns in (int[])[1, 7, 32, 43, 128, 331])
        {
            float[] values = Numbers(3 * columns, columns);
            byte[] stored = Stored.Rows(format, values, columns);
            byte[] row = new byte[format.RowBytes(columns)];
            for (int r = 0; r < 3 && !format.Zeros; r++)
            {
                float[] kept = values[(r * columns)..((r + 1) * columns)];
                format.Encode(kept, row);
                float[] again = new float[columns];
                format.Decode(row, again);
                Assert.All(kept.Zip(again), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * (words.StartsWith("Int4", StringComparison.Ordinal) ? 0.1f : 1e-2f) + 1e-6f));
            }

            Assert.Equal(3 * format.RowBytes(columns), stored.Length);
        }
    }

    /// <summary>The layout, written down once more: column i of a unit is in word i modulo 4, at place i / 4 of it.</summary>
    [Theory]
    [InlineData("Int8", 4, 16)]
    [InlineData("Int4", 8, 32)]
    public void Codes_lie_so_that_one_shift_gives_neighbours(string words, int placesAWord, int unit)
    {
        ScaledBlocks format = (ScaledBlocks)Stored.As(words);
        sbyte[] codes = [.. Enumerable.Range(0, 2 * unit).Select(static i => (sbyte)(((i * 5) % 16) - 8))];
        byte[] row = new byte[format.RowBytes(codes.Length)];
        format.WriteCodes(row, codes);

        for (int i = 0; i < codes.Length; i++)
        {
            int bits = 32 / placesAWord;
            int word = BitConverter.ToInt32(row, (i / unit * 16) + (i % 4 * 4));
            Assert.Equal(codes[i], word << (32 - bits - (i % unit / 4 * bits)) >> (32 - bits));
        }

        sbyte[] read = new sbyte[codes.Length];
        format.ReadCodes(row, read);
        Assert.Equal(codes, read);
    }

    [Theory]
    [InlineData("Int8", 0.5 / 127)]
    [InlineData("Int4", 0.9 / 8)]       // the largest may be cut off where that helps the others
    public void No_number_is_further_off_than_a_step(string words, double step)
    {
        BlockFormat format = Stored.As(words);
        float[] values = Numbers(32 * 50, 1);
        float[] kept = (float[])values.Clone();
        Stored.Rows(format, kept, 32);

        double[] errors = [.. Enumerable.Range(0, 50).Select(group =>
            Enumerable.Range(group * 32, 32).Max(i => Math.Abs(values[i] - kept[i])) / values.Skip(group * 32).Take(32).Max(Math.Abs))];
        Assert.All(errors, error => Assert.InRange(error, 0, 1.05 * step));
    }

    [Fact]
    public void Least_squares_beat_the_range_of_the_numbers()
    {
        float[] values = Numbers(32 * 200, 2);
        float[] kept = (float[])values.Clone();
        Stored.Rows(new Int4Blocks(), kept, 32);
        double plain = 0;
        for (int group = 0; group < 200; group++)
        {
            float[] part = values[(group * 32)..((group + 1) * 32)];
            float scale = part.Max(MathF.Abs) / 7;
            plain += part.Sum(value => Math.Pow(value - (scale * MathF.Round(value / scale)), 2));
        }

        double ours = values.Zip(kept).Sum(static pair => Math.Pow(pair.First - pair.Second, 2));
        Assert.InRange(ours / plain, 0.3, 0.8);
    }

    [Fact]
    public void Floats_of_8_bits_are_E4M3()
    {
        Assert.Equal([0f, 1f / 512, 7f / 512, 8f / 512, 1f, 1.125f, 448f], ((byte[])[0x00, 0x01, 0x07, 0x08, 0x38, 0x39, 0x7E]).Select(Float8Blocks.ToFloat));
        Assert.True(float.IsNaN(Float8Blocks.ToFloat(0x7F)) && float.IsNaN(Float8Blocks.ToFloat(0xFF)));
        float[] finite = [.. Enumerable.Range(0, 0x7F).Select(static code => Float8Blocks.ToFloat((byte)code))];
        Assert.Equal(finite.Order(), finite);
        for (int code = 0; code < finite.Length; code++)
        {
            Assert.Equal((byte)code, Float8Blocks.FromFloat(finite[code]));
            Assert.Equal((byte)(code | 0x80), Float8Blocks.FromFloat(-finite[code]));
            if (code + 1 < finite.Length)
            {
                float middle = (finite[code] + finite[code + 1]) / 2;
                Assert.Equal((byte)(code + (code % 2)), Float8Blocks.FromFloat(middle));            // ties to even
                Assert.Equal((byte)code, Float8Blocks.FromFloat(MathF.BitDecrement(middle)));
                Assert.Equal((byte)(code + 1), Float8Blocks.FromFloat(MathF.BitIncrement(middle)));
            }
        }

        Assert.Equal((0x7E, 0xFE, 0x7F), (Float8Blocks.FromFloat(1e9f), Float8Blocks.FromFloat(float.NegativeInfinity), Float8Blocks.FromFloat(float.NaN)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e9f)]      // its scale is no float16
    public void What_cannot_be_stored_is_refused(float value)
    {
        float[] row = Numbers(64, 3);
        row[40] = value;
        foreach (string words in (string[])["Int8", "Int4", "Float8 32"])
        {
            BlockFormat format = Stored.As(words);
            ArgumentException e = Assert.Throws<ArgumentException>(() => format.Encode(row, new byte[format.RowBytes(row.Length)]));
            Assert.Contains("32 to 63", e.Message);
        }
    }

    /// <summary>Codes are written into a row that is in use: the last unit's others become zeros, scales stay.</summary>
    [Theory]
    [InlineData("Int8")]
    [InlineData("Int4")]
    [InlineData("Float8")]
    public void Codes_take_the_places_of_others(string words)
    {
        ScaledBlocks format = (ScaledBlocks)Stored.As(words);
        sbyte[] codes = [.. Enumerable.Range(0, 43).Select(static i => (sbyte)((i % 16) - 8))];
        byte[] fresh = new byte[format.RowBytes(43)], used = [.. Enumerable.Repeat((byte)0xFF, fresh.Length)];
        int scales = (int)format.ScalesAt(43);

        format.WriteCodes(fresh, codes);
        format.WriteCodes(used, codes);

        Assert.Equal(fresh[..scales], used[..scales]);
        Assert.All(used[scales..], static value => Assert.Equal(0xFF, value));
    }

    /// <summary>Wide scales are the quotient itself, others its float16.</summary>
    [Theory]
    [InlineData("Int8 64 wide", 127, true)]
    [InlineData("Float8 16 wide", 448, true)]
    [InlineData("Int8", 127, false)]
    [InlineData("Float8", 448, false)]
    public void Wide_scales_are_not_rounded(string words, float most, bool wide)
    {
        ScaledBlocks format = (ScaledBlocks)Stored.As(words);
        byte[] row = new byte[format.RowBytes(16)];
        format.Encode([.. Enumerable.Repeat(0.7f, 16)], row);

        Assert.Equal(wide ? 0.7f / most : (float)(Half)(0.7f / most), format.ReadGroup(row, 16, 0).Scale);
    }

    /// <summary>Numbers whose scale is 0 in float16 have codes of 0 too, not of what a division by 0 gives.</summary>
    [Theory]
    [InlineData("Int8")]
    [InlineData("Int4")]
    [InlineData("Float8")]
    public void What_is_too_small_for_a_scale_is_zero(string words)
    {
        ScaledBlocks format = (ScaledBlocks)Stored.As(words);
        byte[] row = new byte[format.RowBytes(32)];
        sbyte[] codes = [.. Enumerable.Repeat((sbyte)1, 32)];
        format.Encode([.. Enumerable.Range(0, 32).Select(static i => i % 2 == 0 ? 1e-9f : -1e-9f)], row);
        format.ReadCodes(row, codes);

        Assert.Equal(0, format.ReadGroup(row, 32, 0).Scale);
        Assert.All(codes, static code => Assert.Equal(0, code));
    }

    /// <summary>A lone number is met by every scale that is tried; the first of them has it in seven steps.</summary>
    [Fact]
    public void Of_scales_that_are_equally_near_the_first_is_kept()
    {
        Int4Blocks format = new();
        byte[] row = new byte[format.RowBytes(32)];
        sbyte[] codes = new sbyte[32];
        format.Encode([1, .. new float[31]], row);
        format.ReadCodes(row, codes);

        Assert.Equal((-7, (float)(Half)(-1f / 7)), (codes[0], format.ReadGroup(row, 32, 0).Scale));
    }

    [Fact]
    public void Nothing_but_zeros_stays_zero()
    {
        foreach (string words in Stored.Scaled.Where(static words => !words.Contains("zeros", StringComparison.Ordinal)))
        {
            float[] values = new float[70];
            Stored.Rows(Stored.As(words), values, 70);
            Assert.All(values, static value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Groups_are_powers_of_two_of_whole_units()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Int4Blocks(16));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Int8Blocks(48));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ElementBlocks(ElementFormat.Int8));
    }

    /// <summary>Numbers as weights are distributed: many small ones.</summary>
    private static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) / 8)];
    }
}
