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
}
