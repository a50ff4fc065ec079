using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Tests;

public sealed class ElementConversionTests
{
    [Fact]
    public void Every_float16_widens_exactly()
    {
        ushort[] all = [.. Enumerable.Range(0, 65536).Select(static i => (ushort)i)];

        float[] wide = Widen(all, ElementFormat.Float16);

        for (int i = 0; i < all.Length; i++)
        {
            AssertSame((float)BitConverter.UInt16BitsToHalf(all[i]), wide[i]);
        }
    }

    [Fact]
    public void Every_bfloat16_widens_exactly_and_comes_back()
    {
        ushort[] all = [.. Enumerable.Range(0, 65536).Select(static i => (ushort)i)];

        float[] wide = Widen(all, ElementFormat.BFloat16);
        ushort[] back = Narrow(wide, ElementFormat.BFloat16);

        for (int i = 0; i < all.Length; i++)
        {
            Assert.Equal((uint)all[i] << 16, BitConverter.SingleToUInt32Bits(wide[i]));
            if (float.IsNaN(wide[i]))
            {
                AssertSame(wide[i], ElementConversion.FromBFloat16(back[i]));
            }
            else
            {
                Assert.Equal(all[i], back[i]);
            }
        }
    }

    [Fact]
    public void Narrowing_rounds_to_the_nearest_and_ties_to_even()
    {
        float[] values = Interesting();

        ushort[] brains = Narrow(values, ElementFormat.BFloat16);
        ushort[] halves = Narrow(values, ElementFormat.Float16);

        for (int i = 0; i < values.Length; i++)
        {
            AssertSame(NearestBFloat16(values[i]), ElementConversion.FromBFloat16(brains[i]));
            AssertSame((float)(Half)values[i], (float)BitConverter.UInt16BitsToHalf(halves[i]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(513)]
    [InlineData(1300)]
    public void The_two_short_formats_convert_by_way_of_the_long_one(int count)
    {
        float[] values = [.. Interesting().Take(count)];
        ushort[] halves = Narrow(values, ElementFormat.Float16);
        byte[] converted = new byte[count * 2];

        ElementConversion.Convert(MemoryMarshal.AsBytes(halves.AsSpan()), ElementFormat.Float16, converted, ElementFormat.BFloat16);

        ushort[] brains = MemoryMarshal.Cast<byte, ushort>(converted).ToArray();
        for (int i = 0; i < count; i++)
        {
            AssertSame(NearestBFloat16((float)BitConverter.UInt16BitsToHalf(halves[i])), ElementConversion.FromBFloat16(brains[i]));
        }
    }

    [Fact]
    public void What_is_no_weight_format_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ElementConversion.Convert(new byte[4], ElementFormat.Int32, new byte[4], ElementFormat.Float32));
        Assert.Throws<ArgumentException>(() => ElementConversion.Convert(new byte[4], ElementFormat.BFloat16, new byte[7], ElementFormat.Float32));
    }

    /// <summary>Both neighbours are tried in double; the even one wins a tie.</summary>
    private static float NearestBFloat16(float value)
    {
        if (!float.IsFinite(value))
        {
            return value;
        }

        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint down = bits & 0xFFFF0000;
        uint up = down + 0x10000;
        double low = BitConverter.UInt32BitsToSingle(down);
        double high = BitConverter.UInt32BitsToSingle(up);
        if (!double.IsFinite(high))
        {
            high = Math.CopySign(Math.Pow(2, 128), low); // overflow counts as if the exponent had room
        }

        double toLow = Math.Abs(value - low);
        double toHigh = Math.Abs(high - value);
        bool takeLow = toLow < toHigh || (toLow == toHigh && (down & 0x10000) == 0);
        return BitConverter.UInt32BitsToSingle(takeLow ? down : up);
    }

    private static float[] Interesting()
    {
        Random random = new(5);
        return
        [
            0f, -0f, 1f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon,
            65504f, 65519.996f, 65520f, 65536f, 6.1035156e-5f, 6.0975552e-5f, 5.9604645e-8f, 2.9802322e-8f, 2.9802326e-8f, 1e-10f,
            BitConverter.UInt32BitsToSingle(0x3F808000), BitConverter.UInt32BitsToSingle(0x3F818000), BitConverter.UInt32BitsToSingle(0x3F808001),
            BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0xFFFFFFFF), BitConverter.UInt32BitsToSingle(0x3F801000), BitConverter.UInt32BitsToSingle(0x3F803000),
            .. Enumerable.Range(0, 4000).Select(_ => BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32))),
            .. Enumerable.Range(0, 4000).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-30, 20)))),
        ];
    }

    private static void AssertSame(float expected, float actual)
    {
        if (float.IsNaN(expected))
        {
            Assert.True(float.IsNaN(actual));
        }
        else
        {
            Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(actual));
        }
    }

    private static float[] Widen(ushort[] source, ElementFormat from)
    {
        float[] wide = new float[source.Length];
        ElementConversion.Convert(MemoryMarshal.AsBytes(source.AsSpan()), from, MemoryMarshal.AsBytes(wide.AsSpan()), ElementFormat.Float32);
        return wide;
    }

    private static ushort[] Narrow(float[] source, ElementFormat to)
    {
        ushort[] narrow = new ushort[source.Length];
        ElementConversion.Convert(MemoryMarshal.AsBytes(source.AsSpan()), ElementFormat.Float32, MemoryMarshal.AsBytes(narrow.AsSpan()), to);
        return narrow;
    }
}
