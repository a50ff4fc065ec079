using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Floats of 8 bits, see <see cref="Float8Blocks"/>.</summary>
internal readonly unsafe struct Float8Codes
{
    /// <summary>2¹²⁰: a float32's exponents count from 127, these from 7.</summary>
    private const float Factor = 1.329227995784916e+36f;

    /// <summary>Columns of a unit of 16 bytes.</summary>
    public static int UnitColumns => 16;

    /// <summary>The numbers that codes stand for, of as many neighbouring columns as a vector has lanes: those of a unit are several parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(byte* unit, int part)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Float8(unit, part, shift: 4, bits: unchecked((int)0x87F0_0000), Factor);
}
