using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime.Cpu;

/// <content>Codes of quantised weights: a unit's four words four times, each quarter shifted by its own distance.</content>
internal readonly unsafe partial struct Lanes512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Int4(byte* unit, int part)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(Lanes256.Int4(unit, 2 * part), Lanes256.Int4(unit, (2 * part) + 1));
        }

        Vector512<uint> distances = part == 0
            ? Vector512.Create(28u, 28, 28, 28, 24, 24, 24, 24, 20, 20, 20, 20, 16, 16, 16, 16)
            : Vector512.Create(12u, 12, 12, 12, 8, 8, 8, 8, 4, 4, 4, 4, 0, 0, 0, 0);
        return Avx512F.ConvertToVector512Single(Avx512F.ShiftLeftLogicalVariable(Avx512F.BroadcastVector128ToVector512((int*)unit), distances) >> 28);
    }

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
    public static Vector512<float> Int4Products(byte* units, short* x)
    {
        Vector512<short> codes = Vector512.Load((short*)units);
        Vector512<int> lower = Pairs((codes << 12) >> 12, Vector512.Load(x)) + Pairs((codes << 8) >> 12, Vector512.Load(x + Vector512<short>.Count));
        Vector512<int> upper = Pairs((codes << 4) >> 12, Vector512.Load(x + (2 * Vector512<short>.Count))) + Pairs(codes >> 12, Vector512.Load(x + (3 * Vector512<short>.Count)));
        return Vector512.ConvertToSingle(lower + upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Int8Products(byte* units, short* x)
    {
        Vector512<short> codes = Vector512.Load((short*)units);
        return Vector512.ConvertToSingle(Pairs((codes << 8) >> 8, Vector512.Load(x)) + Pairs(codes >> 8, Vector512.Load(x + Vector512<short>.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Spread(Vector512<float> value, int shift) => Permute(value, Vector512<int>.Indices >> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadSpread(float* source) => Permute(Vector512.Load(source), Vector512.Create(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Permute(Vector512<float> value, Vector512<int> lanes) => Avx512F.IsSupported ? Avx512F.PermuteVar16x32(value, lanes) : Vector512.Shuffle(value, lanes);

    /// <summary>Products of neighbouring numbers, summed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Pairs(Vector512<short> a, Vector512<short> b) => Avx512BW.IsSupported
        ? Avx512BW.MultiplyAddAdjacent(a, b)
        : Vector512.Create(Lanes256.Pairs(a.GetLower(), b.GetLower()), Lanes256.Pairs(a.GetUpper(), b.GetUpper()));
}
