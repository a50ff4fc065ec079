using System;
using System.Buffers.Binary;

namespace Modelwright.Runtime;

/// <summary>
/// ggml's blocks whose elements are <c>scale * code</c>: what their bytes mean (ggml's <c>ggml-common.h</c> describes the layouts).
/// </summary>
/// <param name="Elements">Elements of a block.</param>
/// <param name="Bytes">Bytes of a block.</param>
/// <param name="Group">Elements that share a scale.</param>
/// <param name="Format">The format of ours that holds them without loss.</param>
internal abstract record GgufBlocks(int Elements, int Bytes, int Group, ScaledBlocks Format)
{
    /// <summary>The blocks of a type; null where its elements are no product of a scale and a code.</summary>
    public static GgufBlocks? Of(GgmlType type) => type.Name switch
    {
        "Q8_0" => new Q8(),
        "Q4_0" => new Q4(),
        "Q6_K" => new Q6(),
        _ => null,
    };

    /// <summary>Takes a block apart.</summary>
    /// <param name="block">Its bytes.</param>
    /// <param name="codes">Receives a code for each element.</param>
    public abstract void ReadCodes(ReadOnlySpan<byte> block, Span<sbyte> codes);

    /// <summary>The scales of a block.</summary>
    /// <param name="block">Its bytes.</param>
    /// <param name="scales">Receives one for each group.</param>
    public abstract void ReadScales(ReadOnlySpan<byte> block, Span<float> scales);

    private static float Half(ReadOnlySpan<byte> bytes) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);

    /// <summary>A float16 scale, then 32 signed bytes.</summary>
    private sealed record Q8() : GgufBlocks(32, 34, 32, new Int8Blocks(32))
    {
        public override void ReadCodes(ReadOnlySpan<byte> block, Span<sbyte> codes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(block[2..]).CopyTo(codes);

        public override void ReadScales(ReadOnlySpan<byte> block, Span<float> scales) => scales[0] = Half(block);
    }

    /// <summary>A float16 scale, then 16 bytes: their low halves are the first 16 elements, their high halves the others; 8 is zero.</summary>
    private sealed record Q4() : GgufBlocks(32, 18, 32, new Int4Blocks(32))
    {
        public override void ReadCodes(ReadOnlySpan<byte> block, Span<sbyte> codes)
        {
            for (int i = 0; i < 16; i++)
            {
                codes[i] = (sbyte)((block[2 + i] & 15) - 8);
                codes[16 + i] = (sbyte)((block[2 + i] >> 4) - 8);
            }
        }

        public override void ReadScales(ReadOnlySpan<byte> block, Span<float> scales) => scales[0] = Half(block);
    }

    /// <summary>
    /// 256 elements of six bits, 32 is zero: 128 bytes of their low four, 64 of their high two, 16 signed scales, and a float16 by which those are multiplied. Each half of the block
    /// has 64 and 32 of the bytes; a byte of the former holds elements 64 apart, one of the latter four elements 32 apart.
    /// </summary>
    private sealed record Q6() : GgufBlocks(256, 210, 16, new Int8Blocks(16, wideScales: true))
    {
        private const int High = 128;
        private const int Scales = 192;
        private const int Factor = 208;

        public override void ReadCodes(ReadOnlySpan<byte> block, Span<sbyte> codes)
        {
            for (int i = 0; i < Elements; i++)
            {
                (int half, int inHalf) = (i / 128, i % 128);
                int low = block[(half * 64) + (inHalf % 64)] >> (inHalf / 64 * 4) & 15;
                int high = block[High + (half * 32) + (inHalf % 32)] >> (inHalf / 32 * 2) & 3;
                codes[i] = (sbyte)((low | (high << 4)) - 32);
            }
        }

        public override void ReadScales(ReadOnlySpan<byte> block, Span<float> scales)
        {
            float factor = Half(block[Factor..]);
            for (int i = 0; i < 16; i++)
            {
                scales[i] = factor * (sbyte)block[Scales + i];
            }
        }
    }
}
