using System;
using System.Runtime.CompilerServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>Codes that are whole numbers, which are multiplied as such, of as many rows at once as a vector has lanes (<see cref="RowBlocks"/>, <see cref="ShortActivations"/>).</summary>
internal unsafe interface IWholeCodes
{
    /// <summary>What a stored code is more than its number, before zeros, and <see cref="Products"/> leaves in.</summary>
    static abstract int Offset { get; }

    /// <summary>The products of a step's codes and numbers, summed: whole numbers.</summary>
    /// <param name="codes">The first words of the rows.</param>
    /// <param name="ahead">Codes that are multiplied later, as many bytes as the step has: asked for meanwhile.</param>
    /// <param name="x">The step's numbers.</param>
    /// <param name="sum">What <see cref="WholeInput"/> has of their sum.</param>
    /// <param name="columns">Columns of the step.</param>
    static abstract TVector Products<TVector, TLanes>(byte* codes, byte* ahead, float* x, float* sum, int columns)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;

    /// <summary>Minus the sum of a step's numbers, as a float in each lane.</summary>
    static virtual TVector Sum<TVector, TLanes>(float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> => TLanes.Create(*sum);

    /// <summary>A step's codes as a panel has them (<see cref="WholePanel"/>), in the order of the activations (<see cref="ShortActivations"/>); every other vector of it is written.</summary>
    /// <param name="codes">The first words of the rows.</param>
    /// <param name="offsets">What codes are more than their numbers, in both halves of each lane.</param>
    /// <param name="columns">Columns of the step.</param>
    /// <param name="to">The panel.</param>
    static abstract void Pack<TVector, TLanes>(byte* codes, TVector offsets, int columns, float* to)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>;
}

/// <summary>
/// Numbers of 4 bits, see <see cref="Int4Blocks"/>, by bytes: the products of a step's 16 columns in a lane's half still fit in 16 bits when they are summed, of higher bytes 15·128·16, of lower ones 15·255·16
/// from minus a half of it on, so they are widened once a step.
/// </summary>
internal readonly unsafe struct Int4Codes : IWholeCodes
{
    private const int Words = 4;

    /// <summary>Two numbers of 16 bits: what the sums of higher bytes are worth.</summary>
    private const int PairOfHighs = 0x0100_0100;

    private const int PairOfOnes = 0x0001_0001;

    /// <summary>Half of what the sum of lower bytes may be.</summary>
    private const int HalfOfLows = 15 * 255 * 8;

    private const int PairOfHalves = ((-HalfOfLows & 0xFFFF) << 16) | (-HalfOfLows & 0xFFFF);

    public static int Offset => RowBlocks.Offset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Products<TVector, TLanes>(byte* codes, byte* ahead, float* x, float* sum, int columns)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        TVector high = default;
        TVector low = TLanes.Create(BitConverter.Int32BitsToSingle(PairOfHalves));
        for (nint word = 0; word < Words; word++)
        {
            TVector bits = RowBlocks.Load<TVector, TLanes>(codes, ahead, word);
            TVector even = TLanes.EvenNibbles(bits);
            TVector odd = TLanes.OddNibbles(bits);
            high = TLanes.AddShorts(high, TLanes.AddShorts(TLanes.ByteProducts(even, TLanes.Spread(x + word)), TLanes.ByteProducts(odd, TLanes.Spread(x + Words + word))));
            low = TLanes.AddShorts(low, TLanes.AddShorts(TLanes.ByteProducts(TLanes.Spread(x + (2 * Words) + word), even), TLanes.ByteProducts(TLanes.Spread(x + (3 * Words) + word), odd)));
        }

        TVector lows = TLanes.PairProducts(low, TLanes.Create(BitConverter.Int32BitsToSingle(PairOfOnes)));
        TVector highs = TLanes.PairProducts(high, TLanes.Create(BitConverter.Int32BitsToSingle(PairOfHighs)));
        return TLanes.AddWhole(TLanes.AddWhole(highs, lows), TLanes.Create(BitConverter.Int32BitsToSingle(2 * HalfOfLows)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TVector, TLanes>(byte* codes, TVector offsets, int columns, float* to)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        int vector = 2 * TLanes.Count;
        int part = Words * vector;
        CacheLines.Prefetch(codes + CacheLines.Ahead, Words * RowBlocks.WordStride);
        for (nint word = 0; word < Words; word++)
        {
            TVector bits = TLanes.Load((float*)(codes + (word * RowBlocks.WordStride)));
            TLanes.Store(TLanes.SubtractShorts(TLanes.Nibbles(bits, 0), offsets), to);
            TLanes.Store(TLanes.SubtractShorts(TLanes.Nibbles(bits, 1), offsets), to + part);
            TLanes.Store(TLanes.SubtractShorts(TLanes.Nibbles(bits, 2), offsets), to + (2 * part));
            TLanes.Store(TLanes.SubtractShorts(TLanes.Nibbles(bits, 3), offsets), to + (3 * part));
            to += vector;
        }
    }
}

/// <summary>Numbers of 4 bits by bytes of activations that have no more: as the higher bytes of <see cref="Int4Codes"/>, with products of 15·127·16 in a lane's half, from what its numbers' sum takes off on.</summary>
internal readonly unsafe struct NarrowInt4Codes : IWholeCodes
{
    private const int Words = 4;
    private const int PairOfOnes = 0x0001_0001;

    public static int Offset => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Products<TVector, TLanes>(byte* codes, byte* ahead, float* x, float* sum, int columns)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        TVector products = TLanes.Spread(sum);
        for (nint word = 0; word < Words; word++)
        {
            TVector bits = RowBlocks.Load<TVector, TLanes>(codes, ahead, word);
            TVector even = TLanes.ByteProducts(TLanes.EvenNibbles(bits), TLanes.Spread(x + word));
            products = TLanes.AddShorts(products, TLanes.AddShorts(even, TLanes.ByteProducts(TLanes.OddNibbles(bits), TLanes.Spread(x + Words + word))));
        }

        return TLanes.PairProducts(products, TLanes.Create(BitConverter.Int32BitsToSingle(PairOfOnes)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sum<TVector, TLanes>(float* sum)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector> =>
        TLanes.Multiply(TLanes.ToFloat(TLanes.PairProducts(TLanes.Spread(sum), TLanes.Create(BitConverter.Int32BitsToSingle(PairOfOnes)))), TLanes.Create(1f / RowBlocks.Offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TVector, TLanes>(byte* codes, TVector offsets, int columns, float* to)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        int vector = 2 * TLanes.Count;
        CacheLines.Prefetch(codes + CacheLines.Ahead, Words * RowBlocks.WordStride);
        for (nint word = 0; word < Words; word++)
        {
            TVector bits = TLanes.Load((float*)(codes + (word * RowBlocks.WordStride)));
            TLanes.Store(TLanes.EvenNibbles(bits), to);
            TLanes.Store(TLanes.OddNibbles(bits), to + (Words * vector));
            to += vector;
        }
    }
}

/// <summary>Signed bytes, see <see cref="Int8Blocks"/>, by numbers of 16 bits.</summary>
internal readonly unsafe struct Int8Codes : IWholeCodes
{
    private const int Words = 4;
    private const int UnitColumns = 16;

    public static int Offset => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Products<TVector, TLanes>(byte* codes, byte* ahead, float* x, float* sum, int columns)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        TVector products = default;
        for (int unit = 0; unit < columns; unit += UnitColumns)
        {
            for (nint word = 0; word < Words; word++)
            {
                TVector bits = RowBlocks.Load<TVector, TLanes>(codes, ahead, word);
                TVector even = TLanes.PairProducts(TLanes.EvenBytes(bits), TLanes.Spread(x + word));
                products = TLanes.AddWhole(products, TLanes.AddWhole(even, TLanes.PairProducts(TLanes.OddBytes(bits), TLanes.Spread(x + Words + word))));
            }

            codes += Words * RowBlocks.WordStride;
            ahead += Words * RowBlocks.WordStride;
            x += 2 * Words;
        }

        return products;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TVector, TLanes>(byte* codes, TVector offsets, int columns, float* to)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        int vector = 2 * TLanes.Count;
        int part = Words * vector;
        for (int unit = 0; unit < columns; unit += UnitColumns)
        {
            CacheLines.Prefetch(codes + (2 * CacheLines.Ahead), Words * RowBlocks.WordStride, far: true);
            for (nint word = 0; word < Words; word++)
            {
                TVector bits = TLanes.Load((float*)(codes + (word * RowBlocks.WordStride)));
                TLanes.Store(TLanes.SubtractShorts(TLanes.EvenBytes(bits), offsets), to);
                TLanes.Store(TLanes.SubtractShorts(TLanes.OddBytes(bits), offsets), to + part);
                to += vector;
            }

            codes += Words * RowBlocks.WordStride;
            to += part;
        }
    }

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
