using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>How numbers lie in memory: weights of a file, cached keys and values.</summary>
internal unsafe interface IElement
{
    /// <summary>Bytes of one.</summary>
    static abstract int Size { get; }

    /// <summary>One vector of floats from element <paramref name="index"/> on.</summary>
    static abstract TVector Load<TVector, TLanes>(byte* source, nint index)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

    /// <summary>The same divided by <see cref="Factor"/>, in as few instructions as can be.</summary>
    static abstract TVector LoadSmall<TVector, TLanes>(byte* source, nint index)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

    /// <summary>What sums of small numbers are multiplied by: a power of two.</summary>
    static abstract float Factor { get; }

    /// <summary>Of a vector of 32-bit words: the first (or only) number of each, as <see cref="LoadSmall"/> has it.</summary>
    static abstract TVector EvenSmall<TVector, TLanes>(TVector words)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

    /// <summary>The second number of each word, where there are two.</summary>
    static abstract TVector OddSmall<TVector, TLanes>(TVector words)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

    static abstract float Load(byte* source, nint index);
}

/// <summary>float32.</summary>
internal readonly unsafe struct FloatElement : IElement
{
    public static int Size => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(byte* source, nint index)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Load((float*)source + index);

    public static float Factor => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LoadSmall<TVector, TLanes>(byte* source, nint index)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Load((float*)source + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector EvenSmall<TVector, TLanes>(TVector words)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OddSmall<TVector, TLanes>(TVector words)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(byte* source, nint index) => ((float*)source)[index];
}

/// <summary>float16.</summary>
internal readonly unsafe struct HalfElement : IElement
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(byte* source, nint index)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.LoadHalf((ushort*)source + index);

    public static float Factor => 5.192296858534828e+33f; // 2¹¹²

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LoadSmall<TVector, TLanes>(byte* source, nint index)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.LoadSmallHalf((ushort*)source + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector EvenSmall<TVector, TLanes>(TVector words)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.EvenSmallHalf(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OddSmall<TVector, TLanes>(TVector words)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.OddSmallHalf(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(byte* source, nint index) => (float)((Half*)source)[index];
}

/// <summary>bfloat16: the upper half of a float32.</summary>
internal readonly unsafe struct BrainElement : IElement
{
    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(byte* source, nint index)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.LoadBrain((ushort*)source + index);

    public static float Factor => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LoadSmall<TVector, TLanes>(byte* source, nint index)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.LoadBrain((ushort*)source + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector EvenSmall<TVector, TLanes>(TVector words)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.EvenBrain(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OddSmall<TVector, TLanes>(TVector words)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.OddBrain(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(byte* source, nint index) => BitConverter.UInt32BitsToSingle((uint)((ushort*)source)[index] << 16);
}
