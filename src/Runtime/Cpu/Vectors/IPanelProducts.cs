using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>How words of activations are multiplied by those of a panel, and summed over a step.</summary>
internal interface IPanelProducts
{
    /// <summary>Whether the panel's codes are more than their numbers, by what stands beside their scales.</summary>
    static abstract bool HaveOffsets { get; }

    /// <summary>The products of a word's columns, those of two neighbours summed.</summary>
    static abstract TVector Multiply<TVector, TLanes>(TVector numbers, TVector codes)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

    /// <summary>Adds products.</summary>
    static abstract TVector Add<TVector, TLanes>(TVector sum, TVector products)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

    /// <summary>A step's sums as floats.</summary>
    static abstract TVector Total<TVector, TLanes>(TVector sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;
}

/// <summary>Two columns in 16 bits each.</summary>
internal readonly struct ShortProducts : IPanelProducts
{
    public static bool HaveOffsets => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Multiply<TVector, TLanes>(TVector numbers, TVector codes)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.PairProducts(numbers, codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector sum, TVector products)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.AddWhole(sum, products);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Total<TVector, TLanes>(TVector sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.ToFloat(sum);
}

/// <summary>Four columns in bytes: 4-bit codes of 0 to 15. The products of a step's 16 columns in a lane's half fit in 16 bits, 15·127·16.</summary>
internal readonly struct ByteProducts : IPanelProducts
{
    private const int PairOfOnes = 0x0001_0001;

    public static bool HaveOffsets => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Multiply<TVector, TLanes>(TVector numbers, TVector codes)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.ByteProducts(codes, numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector sum, TVector products)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.AddShorts(sum, products);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Total<TVector, TLanes>(TVector sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.ToFloat(TLanes.PairProducts(sum, TLanes.Create(BitConverter.Int32BitsToSingle(PairOfOnes))));
}
