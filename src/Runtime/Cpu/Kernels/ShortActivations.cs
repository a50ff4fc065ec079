using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Activations as whole numbers, to be multiplied by codes that are whole numbers too: one instruction multiplies and adds two or four times as many of them as of floats, and codes need
/// not become floats first. The columns of a step have a scale of their own, so what is lost is at most 2⁻¹⁶ of the largest of them, less than weights of
/// float16 have lost before. Sums of a step are exact.
/// </summary>
/// <remarks>
/// Numbers lie in the order in which words of codes are cut apart (<see cref="ScaledBlocks"/>). As <b>pairs</b>, a 32-bit word has column 4p + i of a unit and that half a unit further,
/// in 16 bits each, in part p. As <b>bytes</b>, beside 4-bit codes, numbers are cut into their higher, signed half and their lower: four words of the higher of even nibbles, four of odd ones, then the lower.
/// Numbers of 8 bits (<see cref="WholeInput.Narrow"/>) lie as the higher halves do.
/// </remarks>
internal static unsafe class ShortActivations
{
    /// <summary>Numbers in a vector: a half of the shortest unit.</summary>
    private const int Eight = 8;

    private const int ByteBits = 8;

    private const int ByteMask = 0xFF;

    private const int ShortMask = 0xFFFF;

    /// <summary>Steps whose numbers are all smaller are taken as zeros: the inverse of their scale might be no number.</summary>
    private const float Least = 1e-30f;

    /// <summary>Adding 1.5·2²³ rounds to a whole number, which the lowest bits then have.</summary>
    private const float Rounding = 12582912;

    private const int RoundingBits = 0x4B40_0000;

    /// <summary>Quantises a row.</summary>
    /// <param name="input">What is wanted.</param>
    /// <param name="pairs">Whether as pairs; else 4-bit codes get bytes.</param>
    /// <param name="x">Activations.</param>
    /// <param name="columns">How many there are; steps beyond them are filled with zeros.</param>
    /// <param name="to">Receives numbers, scales and sums.</param>
    public static void Quantise(WholeInput input, bool pairs, float* x, int columns, byte* to)
    {
        int* numbers = (int*)to;
        float* scales = (float*)(to + input.ScalesAt(columns));
        int* sums = (int*)(to + input.SumsAt(columns));
        float* padded = stackalloc float[input.StepColumns];
        float most = input.Narrow ? sbyte.MaxValue : short.MaxValue;
        int steps = input.Steps(columns);
        for (int step = 0; step < steps; step++, numbers += input.StepWords)
        {
            float* from = x + ((long)step * input.StepColumns);
            int left = columns - (step * input.StepColumns);
            if (left < input.StepColumns)
            {
                new Span<float>(padded, input.StepColumns).Clear();
                new Span<float>(from, left).CopyTo(new Span<float>(padded, left));
                from = padded;
            }

            float largest = Largest(from, input.StepColumns);
            Vector256<float> inverse = Vector256.Create(largest < Least ? 0 : most / largest);
            scales[step] = largest / most;
            sums[step] = input.Narrow ? Narrow(from, inverse, numbers)
                : input.Int4 && !pairs ? Bytes(from, inverse, numbers)
                : Pairs(from, inverse, input.StepColumns, input.UnitColumns / 2, numbers);
        }
    }

    private static float Largest(float* x, int count)
    {
        Vector256<float> magnitudes = default;
        for (int i = 0; i < count; i += Eight)
        {
            magnitudes = Vector256.Max(magnitudes, Vector256.Abs(Vector256.Load(x + i))); // hands on NaN
        }

        return Lanes256.Largest(magnitudes);
    }

    private static int Pairs(float* x, Vector256<float> inverse, int columns, int half, int* to)
    {
        Vector256<int> sum = default;
        for (int unit = 0; unit < columns; unit += 2 * half, x += 2 * half)
        {
            for (int i = 0; i < half; i += Eight, to += Eight)
            {
                Vector256<int> lower = Rounded(x + i, inverse);
                Vector256<int> upper = Rounded(x + half + i, inverse);
                ((lower & Vector256.Create(ShortMask)) | (upper << 16)).Store(to);
                sum += lower + upper;
            }
        }

        return MinusSum(sum);
    }

    /// <summary>The numbers of a step of 32 columns: four even nibbles' and four odd ones' at a time.</summary>
    private static int Bytes(float* x, Vector256<float> inverse, int* to)
    {
        (Vector256<int> high, Vector256<int> low, Vector256<int> sum) = (default, default, default);
        for (int place = 0; place < sizeof(int); place++, x += Eight)
        {
            Vector256<int> numbers = Rounded(x, inverse);
            high |= ((numbers >> ByteBits) & Vector256.Create(ByteMask)) << (ByteBits * place);
            low |= (numbers & Vector256.Create(ByteMask)) << (ByteBits * place);
            sum += numbers;
        }

        high.Store(to);
        low.Store(to + Eight);
        return MinusSum(sum);
    }

    /// <summary>The same of numbers that are bytes; returns minus eight times the sums of the first and of the second half.</summary>
    private static int Narrow(float* x, Vector256<float> inverse, int* to)
    {
        Vector256<int> first = Rounded(x, inverse);
        Vector256<int> second = Rounded(x + Eight, inverse);
        Vector256<int> third = Rounded(x + (2 * Eight), inverse);
        Vector256<int> fourth = Rounded(x + (3 * Eight), inverse);
        Vector256<int> mask = Vector256.Create(ByteMask);
        ((first & mask) | ((second & mask) << ByteBits) | ((third & mask) << (2 * ByteBits)) | (fourth << (3 * ByteBits))).Store(to);
        int lower = -RowBlocks.Offset * Vector256.Sum(first + second);
        int upper = -RowBlocks.Offset * Vector256.Sum(third + fourth);
        return (lower & ShortMask) | (upper << 16);
    }

    /// <summary>As the bits of a float.</summary>
    private static int MinusSum(Vector256<int> sum) => BitConverter.SingleToInt32Bits(-Vector256.Sum(sum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rounded(float* x, Vector256<float> inverse) =>
        Vector256.MultiplyAddEstimate(Vector256.Load(x), inverse, Vector256.Create(Rounding)).AsInt32() - Vector256.Create(RoundingBits);
}
