using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Int4Products(byte* units, short* x)
    {
        Vector128<short> codes = Vector128.Load((short*)units);
        Vector128<int> lower = Pairs((codes << 12) >> 12, Vector128.Load(x)) + Pairs((codes << 8) >> 12, Vector128.Load(x + Vector128<short>.Count));
        Vector128<int> upper = Pairs((codes << 4) >> 12, Vector128.Load(x + (2 * Vector128<short>.Count))) + Pairs(codes >> 12, Vector128.Load(x + (3 * Vector128<short>.Count)));
        return Vector128.ConvertToSingle(lower + upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Int8Products(byte* units, short* x)
    {
        Vector128<short> codes = Vector128.Load((short*)units);
        return Vector128.ConvertToSingle(Pairs((codes << 8) >> 8, Vector128.Load(x)) + Pairs(codes >> 8, Vector128.Load(x + Vector128<short>.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Spread(Vector128<float> value, int shift) => Vector128.Shuffle(value, Vector128<int>.Indices >> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadSpread(float* source) => Vector128.Create(*source);

    /// <summary>Products of numbers, summed by twos: neighbours on x64, on Arm those four apart, which is the same to a sum of all that a lane's unit has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Pairs(Vector128<short> a, Vector128<short> b) => Sse2.IsSupported
        ? Sse2.MultiplyAddAdjacent(a, b)
        : AdvSimd.Arm64.IsSupported
            ? AdvSimd.MultiplyWideningUpperAndAdd(AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()), a, b)
            : (Vector128.WidenLower(a) * Vector128.WidenLower(b)) + (Vector128.WidenUpper(a) * Vector128.WidenUpper(b));
}
