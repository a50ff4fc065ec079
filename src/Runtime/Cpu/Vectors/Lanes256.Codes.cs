using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime.Cpu;

/// <content>Codes of quantised weights: a unit's four words twice, each half shifted by its own distance.</content>
internal readonly unsafe partial struct Lanes256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Int8(byte* unit, int part) => Avx2.IsSupported
        ? Avx.ConvertToVector256Single(Bytes(unit, part) >> 24)
        : Vector256.Create(Lanes128.Int8(unit, 2 * part), Lanes128.Int8(unit, (2 * part) + 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Float8(byte* unit, int part, int shift, int bits, float factor) => Avx2.IsSupported
        ? ((Bytes(unit, part) >> shift) & Vector256.Create(bits)).AsSingle() * Vector256.Create(factor)
        : Vector256.Create(Lanes128.Float8(unit, 2 * part, shift, bits, factor), Lanes128.Float8(unit, (2 * part) + 1, shift, bits, factor));

    /// <summary>Codes in the highest bits of their lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Bytes(byte* unit, int part) => Avx2.ShiftLeftLogicalVariable(
        Avx2.BroadcastVector128ToVector256((int*)unit), part == 0 ? Vector256.Create(24u, 24, 24, 24, 16, 16, 16, 16) : Vector256.Create(8u, 8, 8, 8, 0, 0, 0, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadBytes(sbyte* source) => Vector256.Create(Lanes128.LoadBytes(source), Lanes128.LoadBytes(source + Vector128<float>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EvenNibbles(Vector256<float> bits) => (bits.AsByte() & Vector256.Create((byte)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OddNibbles(Vector256<float> bits) => ((bits.AsUInt16() >> 4).AsByte() & Vector256.Create((byte)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Nibbles(Vector256<float> bits, int place) => ((bits.AsUInt16() >> (4 * place)) & Vector256.Create((ushort)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EvenBytes(Vector256<float> bits) => ((bits.AsInt16() << 8) >> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OddBytes(Vector256<float> bits) => (bits.AsInt16() >> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> BothHalves(Vector256<float> bits) => ((bits.AsInt32() & Vector256.Create(0xFFFF)) | (bits.AsInt32() << 16)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ByteProducts(Vector256<float> unsigned, Vector256<float> signed) => Avx2.IsSupported
        ? Avx2.MultiplyAddAdjacent(unsigned.AsByte(), signed.AsSByte()).AsSingle()
        : Vector256.Create(Lanes128.ByteProducts(unsigned.GetLower(), signed.GetLower()), Lanes128.ByteProducts(unsigned.GetUpper(), signed.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> PairProducts(Vector256<float> a, Vector256<float> b) => Avx2.IsSupported
        ? Avx2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16()).AsSingle()
        : Vector256.Create(Lanes128.PairProducts(a.GetLower(), b.GetLower()), Lanes128.PairProducts(a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Spread(float* word) => Vector256.Create(*(int*)word).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AddShorts(Vector256<float> a, Vector256<float> b) => (a.AsInt16() + b.AsInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SubtractShorts(Vector256<float> a, Vector256<float> b) => (a.AsInt16() - b.AsInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AddWhole(Vector256<float> a, Vector256<float> b) => (a.AsInt32() + b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToFloat(Vector256<float> whole) => Vector256.ConvertToSingle(whole.AsInt32());
}
