using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>How codes of quantised weights are read: units of 16 bytes as <see cref="ScaledBlocks"/> lays them out, without scale and zero.</summary>
internal unsafe interface ICodes
{
    /// <summary>Columns of a unit.</summary>
    static abstract int UnitColumns { get; }

    /// <summary>The numbers that codes stand for, of as many neighbouring columns as a vector has lanes: those of a unit are several parts.</summary>
    static abstract TVector Load<TVector, TLanes>(byte* unit, int part)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;
}

/// <summary>Codes that are whole numbers, which are multiplied as such: by activations in 16 bits, see <see cref="ShortActivations"/>.</summary>
internal unsafe interface IWholeCodes : ICodes
{
    /// <summary>Products of the units that fill a vector, each summed in the four lanes that it fills.</summary>
    /// <param name="units">The codes.</param>
    /// <param name="x">As many parts as a 16-bit word has codes; of each part a vector, eight activations for each unit.</param>
    static abstract TVector Products<TVector, TLanes>(byte* units, short* x)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;
}

/// <summary>Signed numbers of 4 bits, see <see cref="Int4Blocks"/>.</summary>
internal readonly unsafe struct Int4Codes : IWholeCodes
{
    public static int UnitColumns => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Products<TVector, TLanes>(byte* units, short* x)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Int4Products(units, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(byte* unit, int part)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Int4(unit, part);
}

/// <summary>Signed bytes, see <see cref="Int8Blocks"/>.</summary>
internal readonly unsafe struct Int8Codes : IWholeCodes
{
    public static int UnitColumns => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Products<TVector, TLanes>(byte* units, short* x)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Int8Products(units, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(byte* unit, int part)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Int8(unit, part);

    /// <summary>Where a unit has the code of its column.</summary>
    public static int Place(int column) => (column % 4 * 4) + (column / 4);

    /// <summary>The scale of some numbers that are rounded together; not a number where one of them is none.</summary>
    public static float ScaleOf(float* values, int count)
    {
        float largest = 0;
        for (int i = 0; i < count; i++)
        {
            largest = Math.Max(largest, Math.Abs(values[i])); // hands on NaN
        }

        return largest / sbyte.MaxValue;
    }

    /// <summary>The nearest code.</summary>
    public static sbyte Rounded(float value, float scale) =>
        scale > 0 ? (sbyte)Math.Clamp(MathF.Round(value / scale), -sbyte.MaxValue, sbyte.MaxValue) : (sbyte)0;
}

/// <summary>Floats of 8 bits, see <see cref="Float8Blocks"/>.</summary>
internal readonly unsafe struct Float8Codes : ICodes
{
    /// <summary>2¹²⁰: a float32's exponents count from 127, these from 7.</summary>
    private const float Factor = 1.329227995784916e+36f;

    public static int UnitColumns => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(byte* unit, int part)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Float8(unit, part, shift: 4, bits: unchecked((int)0x87F0_0000), Factor);
}
