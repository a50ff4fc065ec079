using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// Activations as whole numbers of 16 bits, to be multiplied by codes that are whole numbers too: one instruction multiplies and adds twice as many of them as of floats, and codes need
/// not become floats first. Each unit's columns have a scale of their own, so what is lost is at most 2⁻¹⁶ of the largest of them, less than weights of float16 have lost before.
/// Sums of a unit are exact.
/// </summary>
internal static unsafe class ShortActivations
{
    /// <summary>Activations of a part that are taken from each half of a unit.</summary>
    private const int Half = 4;

    private const float Most = short.MaxValue;

    /// <summary>Units whose numbers are all smaller are taken as zeros: the inverse of their scale might be no number.</summary>
    private const float Least = 1e-30f;

    /// <summary>Adding 1.5·2²³ rounds to a whole number, whose lowest bits then are the sum's.</summary>
    private const float Rounding = 12582912;

    /// <summary>Quantises some units in the order in which codes lie (<see cref="ScaledBlocks"/>): lanes of 32 bits hold column 4p + i and that half a unit further, in part p.</summary>
    /// <param name="x">Activations.</param>
    /// <param name="columns">How many there are; units beyond them are zeros.</param>
    /// <param name="unitColumns">Columns of a unit.</param>
    /// <param name="units">Units, a multiple of <paramref name="together"/>.</param>
    /// <param name="together">Units that fill a vector: a part of them lies together.</param>
    /// <param name="to">Receives them: [units / together, parts, together, 8].</param>
    /// <param name="scales">Receives each unit's scale.</param>
    public static void Quantise(float* x, int columns, int unitColumns, int units, int together, short* to, float* scales)
    {
        int parts = unitColumns / (2 * Half);
        int stride = together * 2 * Half;
        float* padded = stackalloc float[unitColumns];
        for (int unit = 0; unit < units; unit++)
        {
            float* from = x + ((long)unit * unitColumns);
            int left = columns - (unit * unitColumns);
            if (left < unitColumns)
            {
                new Span<float>(padded, unitColumns).Clear();
                new Span<float>(from, Math.Max(0, left)).CopyTo(new Span<float>(padded, unitColumns));
                from = padded;
            }

            scales[unit] = Unit(from, parts, to + ((long)unit / together * parts * stride) + (unit % together * 2 * Half), stride);
        }
    }

    /// <summary>The sum of a unit's whole numbers, which a zero is multiplied by.</summary>
    public static int Sum(short* x, int unitColumns, int unit, int together)
    {
        int parts = unitColumns / (2 * Half);
        int stride = together * 2 * Half;
        short* from = x + ((long)unit / together * parts * stride) + (unit % together * 2 * Half);
        Vector128<int> sum = default;
        for (int part = 0; part < parts; part++)
        {
            sum += Lanes128.Pairs(Vector128.Load(from + (part * stride)), Vector128<short>.One);
        }

        return Vector128.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Unit(float* x, int parts, short* to, int stride)
    {
        Vector128<float> magnitudes = default;
        for (int i = 0; i < parts * 2; i++)
        {
            magnitudes = Vector128.Max(magnitudes, Vector128.Abs(Vector128.Load(x + (i * Half)))); // hands on NaN
        }

        float largest = Lanes128.Largest(magnitudes);
        Vector128<float> inverse = Vector128.Create(largest < Least ? 0 : Most / largest);
        for (int part = 0; part < parts; part++)
        {
            Vector128<int> lower = Rounded(x + (part * Half), inverse);
            Vector128<int> upper = Rounded(x + ((parts + part) * Half), inverse);
            ((lower & Vector128.Create(0xFFFF)) | (upper << 16)).AsInt16().Store(to + (part * stride));
        }

        return largest / Most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Rounded(float* x, Vector128<float> inverse) =>
        Vector128.MultiplyAddEstimate(Vector128.Load(x), inverse, Vector128.Create(Rounding)).AsInt32();
}
