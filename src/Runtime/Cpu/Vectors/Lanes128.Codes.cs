using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Modelwright.Runtime.Cpu;

/// <content>Codes of quantised weights: all four words of a unit are shifted alike.</content>
internal readonly unsafe partial struct Lanes128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Int4(byte* unit, int part) => Vector128.ConvertToSingle((Vector128.Load((int*)unit) << (28 - (4 * part))) >> 28);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Int8(byte* unit, int part) => Vector128.ConvertToSingle((Vector128.Load((int*)unit) << (24 - (8 * part))) >> 24);

    /// <summary>Sign, exponent and fraction in a float32's places are the number but for a power of two, those without a leading one too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Float8(byte* unit, int part, int shift, int bits, float factor) =>
        (((Vector128.Load((int*)unit) << (24 - (8 * part))) >> shift) & Vector128.Create(bits)).AsSingle() * Vector128.Create(factor);
}
