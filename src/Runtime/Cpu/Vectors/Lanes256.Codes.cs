using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Modelwright.Runtime.Cpu;

/// <content>Codes of quantised weights: a unit's four words twice, each half shifted by its own distance.</content>
internal readonly unsafe partial struct Lanes256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Int4(byte* unit, int part)
    {
        if (!Avx2.IsSupported)
        {
            return Vector256.Create(Lanes128.Int4(unit, 2 * part), Lanes128.Int4(unit, (2 * part) + 1));
        }

        Vector256<uint> distances = part switch
        {
            0 => Vector256.Create(28u, 28, 28, 28, 24, 24, 24, 24),
            1 => Vector256.Create(20u, 20, 20, 20, 16, 16, 16, 16),
            2 => Vector256.Create(12u, 12, 12, 12, 8, 8, 8, 8),
            _ => Vector256.Create(4u, 4, 4, 4, 0, 0, 0, 0),
        };
        return Avx.ConvertToVector256Single(Avx2.ShiftLeftLogicalVariable(Avx2.BroadcastVector128ToVector256((int*)unit), distances) >> 28);
    }

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
    public static Vector256<float> Int4Products(byte* units, short* x)
    {
        Vector256<short> codes = Vector256.Load((short*)units);
        Vector256<int> lower = Pairs((codes << 12) >> 12, Vector256.Load(x)) + Pairs((codes << 8) >> 12, Vector256.Load(x + Vector256<short>.Count));
        Vector256<int> upper = Pairs((codes << 4) >> 12, Vector256.Load(x + (2 * Vector256<short>.Count))) + Pairs(codes >> 12, Vector256.Load(x + (3 * Vector256<short>.Count)));
        return Vector256.ConvertToSingle(lower + upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Int8Products(byte* units, short* x)
    {
        Vector256<short> codes = Vector256.Load((short*)units);
        return Vector256.ConvertToSingle(Pairs((codes << 8) >> 8, Vector256.Load(x)) + Pairs(codes >> 8, Vector256.Load(x + Vector256<short>.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Spread(Vector256<float> value, int shift) => Permute(value, Vector256<int>.Indices >> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadSpread(float* source) => Permute(Vector256.Load(source), Vector256.Create(0, 0, 0, 0, 1, 1, 1, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Permute(Vector256<float> value, Vector256<int> lanes) => Avx2.IsSupported ? Avx2.PermuteVar8x32(value, lanes) : Vector256.Shuffle(value, lanes);

    /// <summary>Products of neighbouring numbers, summed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> Pairs(Vector256<short> a, Vector256<short> b) => Avx2.IsSupported
        ? Avx2.MultiplyAddAdjacent(a, b)
        : Vector256.Create(Lanes128.Pairs(a.GetLower(), b.GetLower()), Lanes128.Pairs(a.GetUpper(), b.GetUpper()));
}
