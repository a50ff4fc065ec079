using System;
using System.Numerics;

namespace Modelwright.Runtime;

/// <summary>Signed numbers of 4 bits, -8 to 7, times a scale for each group of columns; 32 columns a unit.</summary>
public sealed record Int4Blocks : ScaledBlocks
{
    private const int Unit = 32;
    private const int Words = 4;
    private const int Least = -8;
    private const int Most = 7;

    /// <summary>Scales that are tried for a group: the number of the largest magnitude becomes <c>-(8 + Step * i)</c> for i from -Steps to Steps.</summary>
    private const int Steps = 9;
    private const float Step = 0.1f;

    /// <param name="group">Columns that share a scale: a power of two, 32 or more.</param>
    /// <param name="wideScales">Whether scales are float32 and not float16.</param>
    /// <param name="zeros">Whether every scale has a zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    public Int4Blocks(int group = 32, bool wideScales = false, bool zeros = false)
        : base(WeightCodes.Int4, Unit, group, wideScales, zeros)
    {
    }

    /// <inheritdoc/>
    public override float ValueOf(sbyte code) => code;

    /// <inheritdoc/>
    public override void WriteCodes(Span<byte> row, ReadOnlySpan<sbyte> codes)
    {
        row[..checked((int)ScalesAt(codes.Length))].Clear();
        for (int i = 0; i < codes.Length; i++)
        {
            (int at, int shift) = Place(i);
            row[at] |= (byte)((codes[i] & 15) << shift);
        }
    }

    /// <inheritdoc/>
    public override void ReadCodes(ReadOnlySpan<byte> row, Span<sbyte> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            (int at, int shift) = Place(i);
            codes[i] = (sbyte)((sbyte)(row[at] << (4 - shift)) >> 4);
        }
    }

    private protected override (float Scale, sbyte Zero) Quantise(ReadOnlySpan<float> values, Span<sbyte> codes)
    {
        float scale = Rounded(LeastSquares(values));
        for (int i = 0; i < values.Length; i++)
        {
            codes[i] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(values[i] / scale), Least, Most);
        }

        return (scale, 0);
    }

    /// <summary>
    /// The scale, of either sign, whose codes are nearest to the values in the sum of squares. For given codes q that is Σvq / Σq², and what is left of Σv² is least where (Σvq)² / Σq² is largest.
    /// </summary>
    private static float LeastSquares(ReadOnlySpan<float> values)
    {
        float largest = Largest(values);
        if (largest == 0 || !float.IsFinite(largest))
        {
            return largest;
        }

        float extreme = values.Contains(largest) ? largest : -largest;
        int width = Vector<float>.Count;
        Span<float> padded = stackalloc float[values.Length <= 512 ? (values.Length + width - 1) / width * width : 0];
        padded = padded.Length > 0 ? padded : new float[(values.Length + width - 1) / width * width];
        values.CopyTo(padded);
        (float best, float bestGain) = (0, -1);
        for (int i = -Steps; i <= Steps; i++)
        {
            (float products, float squares) = Fit(padded, -(8 + (Step * i)) / extreme);
            if (products * products > bestGain * squares)
            {
                (best, bestGain) = (products / squares, products * products / squares);
            }
        }

        return best;
    }

    /// <summary>Σvq and Σq² for the codes of one inverse scale.</summary>
    private static (float Products, float Squares) Fit(ReadOnlySpan<float> values, float inverse)
    {
        Vector<float> products = Vector<float>.Zero;
        Vector<float> squares = Vector<float>.Zero;
        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Vector<float> value = new(values[i..]);
            Vector<float> code = Vector.Min(Vector.Max(Vector.Round(value * inverse), new Vector<float>(Least)), new Vector<float>(Most));
            products += value * code;
            squares += code * code;
        }

        return (Vector.Sum(products), Vector.Sum(squares));
    }

    /// <summary>Four bits i / 4 of word i modulo 4, in the column's unit.</summary>
    private static (int Byte, int Shift) Place(int column)
    {
        int inUnit = column % Unit;
        int inWord = inUnit / Words;
        return ((column / Unit * (Unit / 2)) + (inUnit % Words * sizeof(uint)) + (inWord / 2), inWord % 2 * 4);
    }
}
