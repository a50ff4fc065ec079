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
    /// <summary>Numbers in a vector.</summary>
    private const int Four = 4;

    private const int ByteBits = 8;

    private const int ByteMask = 0xFF;

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
        float* sums = (float*)(to + input.SumsAt(columns));
        float* padded = stackalloc float[input.StepColumns];
        float most = input.Narrow ? sbyte.MaxValue : short.MaxValue;
        for (int step = 0; step < input.Steps(columns); step++, numbers += input.StepWords)
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
            Vector128<float> inverse = Vector128.Create(largest < Least ? 0 : most / largest);
            scales[step] = largest / most;
            sums[step] = -Vector128.Sum(
                input.Narrow ? Narrow(from, inverse, numbers)
                : input.Int4 && !pairs ? Bytes(from, inverse, numbers)
                : Pairs(from, inverse, input.StepColumns, input.UnitColumns, numbers));
        }
    }

    private static float Largest(float* x, int count)
    {
        Vector128<float> magnitudes = default;
        for (int i = 0; i < count; i += Four)
        {
            magnitudes = Vector128.Max(magnitudes, Vector128.Abs(Vector128.Load(x + i))); // hands on NaN
        }

        return Lanes128.Largest(magnitudes);
    }

    private static Vector128<int> Pairs(float* x, Vector128<float> inverse, int columns, int unitColumns, int* to)
    {
        Vector128<int> sum = default;
        int half = unitColumns / 2;
        for (int unit = 0; unit < columns; unit += unitColumns, x += unitColumns)
        {
            for (int i = 0; i < half; i += Four, to += Four)
            {
                Vector128<int> lower = Rounded(x + i, inverse);
                Vector128<int> upper = Rounded(x + half + i, inverse);
                ((lower & Vector128.Create(0xFFFF)) | (upper << 16)).Store(to);
                sum += lower + upper;
            }
        }

        return sum;
    }

    /// <summary>The numbers of a step of 32 columns.</summary>
    private static Vector128<int> Bytes(float* x, Vector128<float> inverse, int* to)
    {
        (Vector128<int> evenHigh, Vector128<int> oddHigh, Vector128<int> evenLow, Vector128<int> oddLow) = (default, default, default, default);
        Vector128<int> sum = default;
        for (int place = 0; place < Four; place++, x += 2 * Four)
        {
            Vector128<int> even = Rounded(x, inverse);
            Vector128<int> odd = Rounded(x + Four, inverse);
            evenHigh |= ((even >> ByteBits) & Vector128.Create(ByteMask)) << (ByteBits * place);
            oddHigh |= ((odd >> ByteBits) & Vector128.Create(ByteMask)) << (ByteBits * place);
            evenLow |= (even & Vector128.Create(ByteMask)) << (ByteBits * place);
            oddLow |= (odd & Vector128.Create(ByteMask)) << (ByteBits * place);
            sum += even + odd;
        }

        evenHigh.Store(to);
        oddHigh.Store(to + Four);
        evenLow.Store(to + (2 * Four));
        oddLow.Store(to + (3 * Four));
        return sum;
    }

    /// <summary>The same of numbers that are bytes.</summary>
    private static Vector128<int> Narrow(float* x, Vector128<float> inverse, int* to)
    {
        (Vector128<int> evens, Vector128<int> odds, Vector128<int> sum) = (default, default, default);
        for (int place = 0; place < Four; place++, x += 2 * Four)
        {
            Vector128<int> even = Rounded(x, inverse);
            Vector128<int> odd = Rounded(x + Four, inverse);
            evens |= (even & Vector128.Create(ByteMask)) << (ByteBits * place);
            odds |= (odd & Vector128.Create(ByteMask)) << (ByteBits * place);
            sum += even + odd;
        }

        evens.Store(to);
        odds.Store(to + Four);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Rounded(float* x, Vector128<float> inverse) =>
        Vector128.MultiplyAddEstimate(Vector128.Load(x), inverse, Vector128.Create(Rounding)).AsInt32() - Vector128.Create(RoundingBits);
}
