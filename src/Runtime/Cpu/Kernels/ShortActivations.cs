using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Activations as whole numbers, to be multiplied by codes that are whole numbers too: one instruction multiplies and adds two or four times as many of them as of floats, and codes need
/// not become floats first. Some columns share a scale (<see cref="WholeInput.SharedSteps"/>), so what is lost is at most 2⁻¹⁶ of the largest of them, less than weights of
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

    /// <summary>The smallest scale, whose inverse is still a number.</summary>
    private const float Least = 1e-34f;

    /// <summary>The smallest scale beside the largest of the row, 2⁻²⁰: what is lost by it is far below what a float32 keeps of the row's sums.</summary>
    private const float LeastShare = 1f / (1 << 20);

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
        int steps = input.Steps(columns);
        Scale(input, x, columns, scales);
        for (int step = 0; step < steps; step++, numbers += input.StepWords)
        {
            float* from = x + ((long)step * input.StepColumns);
            CacheLines.Prefetch((byte*)(from + columns), input.StepColumns * sizeof(float)); // of the next row, which another core may have written
            int left = columns - (step * input.StepColumns);
            if (left < input.StepColumns)
            {
                new Span<float>(padded, input.StepColumns).Clear();
                new Span<float>(from, left).CopyTo(new Span<float>(padded, left));
                from = padded;
            }

            Vector256<float> inverse = Vector256.Create(1 / scales[step]);
            sums[step] = input.Narrow ? Narrow(from, inverse, numbers)
                : input.Int4 && !pairs ? Bytes(from, inverse, numbers)
                : Pairs(from, inverse, input.StepColumns, input.UnitColumns / 2, numbers);
        }
    }

    /// <summary>
    /// The scales of all steps: of those that share one, what makes a whole number of the largest. None is smaller than a small part of the row's largest, so that sums which go from one
    /// scale to the next stay numbers, and none is zero.
    /// </summary>
    private static void Scale(WholeInput input, float* x, int columns, float* scales)
    {
        float most = input.Narrow ? sbyte.MaxValue : short.MaxValue;
        int shared = input.SharedSteps * input.StepColumns;
        float largest = 0;
        for (int column = 0, step = 0; column < columns; column += shared, step += input.SharedSteps)
        {
            scales[step] = Largest(x + column, Math.Min(shared, columns - column)) / most;
            largest = Math.Max(largest, scales[step]); // hands on NaN
        }

        float least = Math.Max(largest * LeastShare, Least);
        for (int step = 0; step < input.Steps(columns); step++)
        {
            scales[step] = Math.Max(scales[step - (step % input.SharedSteps)], least);
        }
    }

    /// <summary>The largest magnitude. Without its sign a float is the larger the larger its bits are, NaN largest of all, and whole numbers are compared in one instruction.</summary>
    private static float Largest(float* x, int count)
    {
        Vector256<int> first = default;
        Vector256<int> second = default;
        Vector256<int> magnitude = Vector256.Create(int.MaxValue);
        int i = 0;
        for (; i + (2 * Eight) <= count; i += 2 * Eight)
        {
            first = Vector256.Max(first, Vector256.Load((int*)x + i) & magnitude);
            second = Vector256.Max(second, Vector256.Load((int*)x + i + Eight) & magnitude);
        }

        Vector256<int> both = Vector256.Max(first, second);
        Vector128<int> half = Vector128.Max(both.GetLower(), both.GetUpper());
        half = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        int largest = Math.Max(half[0], half[1]);
        for (; i < count; i++)
        {
            largest = Math.Max(largest, ((int*)x)[i] & int.MaxValue);
        }

        return BitConverter.Int32BitsToSingle(largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
