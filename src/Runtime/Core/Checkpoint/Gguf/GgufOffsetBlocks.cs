using System;
using System.Buffers.Binary;

namespace Modelwright.Runtime;

/// <summary>
/// Q4_K and Q5_K: 256 elements in 8 groups, each <c>scale * code - offset</c> with a scale and an offset of six bits times two float16. No integer zero stands for such an offset, so
/// no format of ours holds them without loss.
/// </summary>
internal static class GgufOffsetBlocks
{
    public const int Elements = 256;

    private const int Groups = 8;
    private const int GroupElements = 32;
    private const int Scales = 4;
    private const int AfterScales = 16;

    /// <summary>Whether a type is one of the two.</summary>
    public static bool Has(GgmlType type) => type.Name is "Q4_K" or "Q5_K";

    /// <summary>The elements of a block.</summary>
    /// <param name="block">Its bytes: of Q5_K, 32 bytes of high bits stand before the low ones.</param>
    /// <param name="values">Receives 256 numbers.</param>
    /// <returns>Whether both factors are finite.</returns>
    public static bool Widen(ReadOnlySpan<byte> block, Span<float> values)
    {
        bool fifth = block.Length > 144;
        float scale = (float)BinaryPrimitives.ReadHalfLittleEndian(block);
        float offset = (float)BinaryPrimitives.ReadHalfLittleEndian(block[2..]);
        ReadOnlySpan<byte> high = block.Slice(AfterScales, fifth ? GroupElements : 0);
        ReadOnlySpan<byte> low = block[(AfterScales + high.Length)..];
        for (int group = 0; group < Groups; group++)
        {
            (int multiplier, int subtrahend) = Sixes(block.Slice(Scales, 12), group);
            (float step, float below) = (scale * multiplier, offset * subtrahend);
            for (int i = 0; i < GroupElements; i++)
            {
                // A byte holds an element of an even group and one of the odd group behind it.
                int code = low[(group / 2 * GroupElements) + i] >> (group % 2 * 4) & 15;
                code |= fifth ? (high[i] >> group & 1) << 4 : 0;
                values[(group * GroupElements) + i] = (step * code) - below;
            }
        }

        return float.IsFinite(scale) && float.IsFinite(offset);
    }

    /// <summary>Scale and offset of a group: those of the first four in six bits of a byte each, of the others in a half byte and the two bits that those leave.</summary>
    private static (int Scale, int Offset) Sixes(ReadOnlySpan<byte> packed, int group) => group < 4
        ? (packed[group] & 63, packed[group + 4] & 63)
        : ((packed[group + 4] & 15) | (packed[group - 4] >> 6 << 4), (packed[group + 4] >> 4) | (packed[group] >> 6 << 4));
}
