using System;

namespace Modelwright.Runtime;

/// <summary>Signed bytes, times a scale for each group of columns.</summary>
public sealed record Int8Blocks : ByteBlocks
{
    private const int Most = sbyte.MaxValue;

    /// <param name="group">Columns that share a scale: a power of two, 16 or more.</param>
    /// <param name="wideScales">Whether scales are float32 and not float16.</param>
    /// <param name="zeros">Whether every scale has a zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    public Int8Blocks(int group = 32, bool wideScales = false, bool zeros = false)
        : base(WeightCodes.Int8, group, wideScales, zeros)
    {
    }

    /// <inheritdoc/>
    public override float ValueOf(sbyte code) => code;

    private protected override (float Scale, sbyte Zero) Quantise(ReadOnlySpan<float> values, Span<sbyte> codes)
    {
        float scale = Rounded(Largest(values) / Most);
        for (int i = 0; i < values.Length; i++)
        {
            codes[i] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(values[i] / scale), -Most, Most);
        }

        return (scale, 0);
    }
}
