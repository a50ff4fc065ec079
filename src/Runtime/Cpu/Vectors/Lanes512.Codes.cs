using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime.Cpu;

/// <content>Codes of quantised weights: a unit's four words four times, each quarter shifted by its own distance.</content>
internal readonly unsafe partial struct Lanes512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Int8(byte* unit, int part) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Single(Bytes(unit) >> 24)
        : Vector512.Create(Lanes256.Int8(unit, 2 * part), Lanes256.Int8(unit, (2 * part) + 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Float8(byte* unit, int part, int shift, int bits, float factor) => Avx512F.IsSupported
        ? ((Bytes(unit) >> shift) & Vector512.Create(bits)).AsSingle() * Vector512.Create(factor)
        : Vector512.Create(Lanes256.Float8(unit, 2 * part, shift, bits, factor), Lanes256.Float8(unit, (2 * part) + 1, shift, bits, factor));

    /// <summary>Codes in the highest bits of their lanes: all 16 of a unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Bytes(byte* unit) => Avx512F.ShiftLeftLogicalVariable(
        Avx512F.BroadcastVector128ToVector512((int*)unit), Vector512.Create(24u, 24, 24, 24, 16, 16, 16, 16, 8, 8, 8, 8, 0, 0, 0, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadBytes(sbyte* source) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(Vector128.Load(source)).AsSingle()
        : Vector512.Create(Lanes256.LoadBytes(source), Lanes256.LoadBytes(source + Vector256<float>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> EvenNibbles(Vector512<float> bits) => (bits.AsByte() & Vector512.Create((byte)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OddNibbles(Vector512<float> bits) => ((bits.AsUInt16() >> 4).AsByte() & Vector512.Create((byte)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Nibbles(Vector512<float> bits, int place) => ((bits.AsUInt16() >> (4 * place)) & Vector512.Create((ushort)15)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> EvenBytes(Vector512<float> bits) => ((bits.AsInt16() << 8) >> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OddBytes(Vector512<float> bits) => (bits.AsInt16() >> 8).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> BothHalves(Vector512<float> bits) => ((bits.AsInt32() & Vector512.Create(0xFFFF)) | (bits.AsInt32() << 16)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ByteProducts(Vector512<float> unsigned, Vector512<float> signed) => Avx512BW.IsSupported
        ? Avx512BW.MultiplyAddAdjacent(unsigned.AsByte(), signed.AsSByte()).AsSingle()
        : Vector512.Create(Lanes256.ByteProducts(unsigned.GetLower(), signed.GetLower()), Lanes256.ByteProducts(unsigned.GetUpper(), signed.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> PairProducts(Vector512<float> a, Vector512<float> b) => Avx512BW.IsSupported
        ? Avx512BW.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16()).AsSingle()
        : Vector512.Create(Lanes256.PairProducts(a.GetLower(), b.GetLower()), Lanes256.PairProducts(a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Spread(float* word) => Vector512.Create(*(int*)word).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddShorts(Vector512<float> a, Vector512<float> b) => (a.AsInt16() + b.AsInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SubtractShorts(Vector512<float> a, Vector512<float> b) => (a.AsInt16() - b.AsInt16()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddWhole(Vector512<float> a, Vector512<float> b) => (a.AsInt32() + b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToFloat(Vector512<float> whole) => Vector512.ConvertToSingle(whole.AsInt32());
}
