using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>How words of activations are multiplied by those of a panel, and summed over a step.</summary>
internal unsafe interface IPanelProducts
{
    /// <summary>Whether the panel has zeros beside its scales.</summary>
    static abstract bool HaveZeros { get; }

    /// <summary>Whether each step's activations have a scale of their own.</summary>
    static abstract bool HaveFactors { get; }

    /// <summary>The sums of a step after its first products.</summary>
    static abstract TVector First<TVector, TLanes>(TVector products, float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

    /// <summary>Where the sums of a step begin.</summary>
    static abstract TVector Start<TVector, TLanes>(float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

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
internal readonly unsafe struct ShortProducts : IPanelProducts
{
    public static bool HaveZeros => false;

    public static bool HaveFactors => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector First<TVector, TLanes>(TVector products, float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => products;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Start<TVector, TLanes>(float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => default;

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

/// <summary>Four columns in bytes: 4-bit codes of 0 to 15, eight more than their numbers. The products of a step's 16 columns in a lane's half fit in 16 bits, 15·127·16 and what is taken off before.</summary>
internal readonly unsafe struct ByteProducts : IPanelProducts
{
    private const int PairOfOnes = 0x0001_0001;

    public static bool HaveZeros => false;

    public static bool HaveFactors => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector First<TVector, TLanes>(TVector products, float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => Add<TVector, TLanes>(Start<TVector, TLanes>(sum), products);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Start<TVector, TLanes>(float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Spread(sum);

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

/// <summary>The same with zeros beside the scales.</summary>
internal readonly unsafe struct ZeroedByteProducts : IPanelProducts
{
    public static bool HaveZeros => true;

    public static bool HaveFactors => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector First<TVector, TLanes>(TVector products, float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => ByteProducts.First<TVector, TLanes>(products, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Start<TVector, TLanes>(float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => ByteProducts.Start<TVector, TLanes>(sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Multiply<TVector, TLanes>(TVector numbers, TVector codes)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => ByteProducts.Multiply<TVector, TLanes>(numbers, codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add<TVector, TLanes>(TVector sum, TVector products)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => ByteProducts.Add<TVector, TLanes>(sum, products);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Total<TVector, TLanes>(TVector sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => ByteProducts.Total<TVector, TLanes>(sum);
}
