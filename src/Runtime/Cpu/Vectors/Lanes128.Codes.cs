using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime.Cpu;

/// <content>Codes of quantised weights: all four words of a unit are shifted alike.</content>
internal readonly unsafe partial struct Lanes128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Int8(byte* unit, int part) => Vector128.ConvertToSingle((Vector128.Load((int*)unit) << (24 - (8 * part))) >> 24);

    /// <summary>Sign, exponent and fraction in a float32's places are the number but for a power of two, those without a leading one too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Float8(byte* unit, int part, int shift, int bits, float factor) =>
        (((Vector128.Load((int*)unit) << (24 - (8 * part))) >> shift) & Vector128.Create(bits)).AsSingle() * Vector128.Create(factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadBytes(sbyte* source) => Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(int*)source).AsSByte())).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> EvenNibbles(Vector128<float> bits) => (bits.AsByte() & Vector128.Create((byte)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OddNibbles(Vector128<float> bits) => ((bits.AsUInt16() >> 4).AsByte() & Vector128.Create((byte)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Nibbles(Vector128<float> bits, int place) => ((bits.AsUInt16() >> (4 * place)) & Vector128.Create((ushort)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> EvenBytes(Vector128<float> bits) => ((bits.AsInt16() << 8) >> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OddBytes(Vector128<float> bits) => (bits.AsInt16() >> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> BothHalves(Vector128<float> bits) => ((bits.AsInt32() & Vector128.Create(0xFFFF)) | (bits.AsInt32() << 16)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ByteProducts(Vector128<float> unsigned, Vector128<float> signed) => Ssse3.IsSupported
        ? Ssse3.MultiplyAddAdjacent(unsigned.AsByte(), signed.AsSByte()).AsSingle()
        : (((unsigned.AsInt16() & Vector128.Create((short)0xFF)) * ((signed.AsInt16() << 8) >> 8)) + ((unsigned.AsInt16() >>> 8) * (signed.AsInt16() >> 8))).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> PairProducts(Vector128<float> a, Vector128<float> b) => Sse2.IsSupported
        ? Sse2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16()).AsSingle()
        : AdvSimd.Arm64.IsSupported
            ? AdvSimd.Arm64.AddPairwise(
                AdvSimd.MultiplyWideningLower(a.AsInt16().GetLower(), b.AsInt16().GetLower()), AdvSimd.MultiplyWideningUpper(a.AsInt16(), b.AsInt16())).AsSingle()
            : ((((a.AsInt32() << 16) >> 16) * ((b.AsInt32() << 16) >> 16)) + ((a.AsInt32() >> 16) * (b.AsInt32() >> 16))).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Spread(float* word) => Vector128.Create(*(int*)word).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AddShorts(Vector128<float> a, Vector128<float> b) => (a.AsInt16() + b.AsInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SubtractShorts(Vector128<float> a, Vector128<float> b) => (a.AsInt16() - b.AsInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AddWhole(Vector128<float> a, Vector128<float> b) => (a.AsInt32() + b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ToFloat(Vector128<float> whole) => Vector128.ConvertToSingle(whole.AsInt32());
}
