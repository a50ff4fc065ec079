using System;

namespace Modelwright.Runtime;

/// <summary>
/// Floats of 8 bits (E4M3 without infinities, "FP8 Formats for Deep Learning", https://arxiv.org/abs/2209.05433), times a scale for each group of columns. Largest 448.
/// </summary>
public sealed record Float8Blocks : ByteBlocks
{
    private const float Most = 448;
    private const int FractionBits = 3;
    private const int Bias = 7;

    /// <param name="group">Columns that share a scale: a power of two, 16 or more.</param>
    /// <param name="wideScales">Whether scales are float32 and not float16.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    public Float8Blocks(int group = 128, bool wideScales = false)
        : base(WeightCodes.Float8E4M3, group, wideScales, zeros: false)
    {
    }

    /// <inheritdoc/>
    public override float ValueOf(sbyte code) => ToFloat((byte)code);

    /// <summary>The number that a code stands for; NaN for 0x7F and 0xFF.</summary>
    public static float ToFloat(byte code)
    {
        int magnitude = code & 0x7F;
        float value = magnitude switch
        {
            0x7F => float.NaN,
            < 1 << FractionBits => magnitude / 512f,
            _ => BitConverter.Int32BitsToSingle((magnitude << (23 - FractionBits)) + ((127 - Bias) << 23)),
        };
        return code >= 0x80 ? -value : value;
    }

    /// <summary>The code nearest to a number, ties to even; numbers beyond 448 become 448, and NaN 0x7F.</summary>
    public static byte FromFloat(float value)
    {
        if (float.IsNaN(value))
        {
            return 0x7F;
        }

        float magnitude = Math.Min(Math.Abs(value), Most);
        int bits = BitConverter.SingleToInt32Bits(magnitude);
        const int cut = 23 - FractionBits;
        int code = magnitude < 1f / 64
            ? (int)MathF.Round(magnitude * 512)
            : ((bits + (1 << (cut - 1)) - 1 + ((bits >> cut) & 1)) >> cut) - ((127 - Bias) << FractionBits);
        return (byte)(code | (float.IsNegative(value) ? 0x80 : 0));
    }

    private protected override (float Scale, sbyte Zero) Quantise(ReadOnlySpan<float> values, Span<sbyte> codes)
    {
        float scale = Rounded(Largest(values) / Most);
        for (int i = 0; i < values.Length; i++)
        {
            codes[i] = scale == 0 ? (sbyte)0 : (sbyte)FromFloat(values[i] / scale);
        }

        return (scale, 0);
    }
}
