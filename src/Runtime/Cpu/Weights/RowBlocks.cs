using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Modelwright.Runtime.Cpu;

/// <summary>
/// How rows of codes that are whole numbers lie: sixteen rows together, the 32-bit words of their codes in turn, then their scales in turn, then their zeros. A vector's lanes are
/// then rows, whatever its width: one number of the activations is multiplied with all of them, nothing is summed across lanes, and all of it is one stream of memory.
/// 4-bit codes are stored plus <see cref="Offset"/>, so that they are bytes without a sign once they are cut apart.
/// </summary>
internal sealed unsafe class RowBlocks
{
    /// <summary>Rows of a block. The last of a matrix is filled up with rows that nobody asks for.</summary>
    public const int Rows = 16;

    /// <summary>Bytes from a word of a row to its next.</summary>
    public const int WordStride = Rows * sizeof(uint);

    /// <summary>What is added to 4-bit codes.</summary>
    public const int Offset = 8;

    /// <summary>Columns whose products are summed as whole numbers.</summary>
    private const int MostStepColumns = 32;

    private const int WordsOfUnit = 4;
    private const uint Flip = 0x8888_8888;

    /// <param name="format">Of the rows; one that <see cref="Hold"/>.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="activations">What the activations are rounded to that 4-bit codes are multiplied by.</param>
    public RowBlocks(ScaledBlocks format, int columns, ActivationRounding activations = ActivationRounding.Bits16)
    {
        (Format, Columns) = (format, columns);
        bool int4 = format.Codes == WeightCodes.Int4;
        Input = new WholeInput(int4, Math.Min(format.Group, MostStepColumns), int4 && activations == ActivationRounding.Bits8);
        Steps = Input.Steps(columns);
        GroupShift = int.Log2(format.Group / Input.StepColumns);
        StepBytes = Input.StepColumns * Rows / (Input.Int4 ? 2 : 1);
        ScalesAt = (long)Steps * StepBytes;
        ZerosAt = ScalesAt + ((long)format.Groups(columns) * Rows * ScaleBytes);
        long end = ZerosAt + (format.Zeros ? (long)format.Groups(columns) * Rows : 0);
        Bytes = (end + CacheLines.Bytes - 1) / CacheLines.Bytes * CacheLines.Bytes;
        BytesAhead = Math.Min(CacheLines.Far, 2 * Bytes);
        BytesOfStep = checked((int)((Bytes + Steps - 1) / Steps));
    }

    public ScaledBlocks Format { get; }

    public int Columns { get; }

    /// <summary>What activations must be like.</summary>
    public WholeInput Input { get; }

    /// <summary>Pieces of a row that have a scale of the activations each.</summary>
    public int Steps { get; }

    /// <summary>Bytes of the codes of a step, of all rows of a block.</summary>
    public int StepBytes { get; }

    /// <summary>A group's steps, as a power of two.</summary>
    public int GroupShift { get; }

    public int ScaleBytes => Format.WideScales ? sizeof(float) : sizeof(ushort);

    public long ScalesAt { get; }

    public long ZerosAt { get; }

    /// <summary>Bytes of a block: whole cache lines.</summary>
    public long Bytes { get; }

    /// <summary>How far ahead a product asks for memory: of small blocks, which small matrices have, no further than two, since nobody wants what lies behind a matrix.</summary>
    public long BytesAhead { get; }

    /// <summary>A step's share of a block: a product goes through codes and scales at one pace when it asks for them.</summary>
    public int BytesOfStep { get; }

    /// <summary>Whether rows of a format lie so.</summary>
    public static bool Hold(BlockFormat format) => format.Codes is WeightCodes.Int4 or WeightCodes.Int8;

    /// <summary>Bytes of so many rows.</summary>
    public long BytesOf(int rows) => (rows + Rows - 1) / Rows * Bytes;

    /// <summary>A word of each row, of as many as a vector has lanes; asks for the same line further on, and for one that is far ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TLanes>(byte* words, byte* ahead, nint word)
        where TVector : unmanaged
        where TLanes : struct, ILanes<TVector>
    {
        byte* place = words + (word * WordStride);
        CacheLines.Prefetch(place + CacheLines.Near);
        CacheLines.PrefetchFar(ahead + (word * WordStride));
        return TLanes.Load((float*)place);
    }

    /// <summary>Puts a row into its place.</summary>
    /// <param name="row">As its format stores it.</param>
    /// <param name="blocks">The first block.</param>
    /// <param name="number">The row's number.</param>
    public void Store(ReadOnlySpan<byte> row, byte* blocks, int number)
    {
        byte* block = blocks + (number / Rows * Bytes);
        int place = number % Rows;
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(row[..checked((int)Format.ScalesAt(Columns))]);
        int count = checked((int)(ScalesAt / WordStride));
        uint flip = Input.Int4 ? Flip : 0;
        for (int i = 0; i < count; i++)
        {
            ((uint*)block)[(i * Rows) + place] = (i < words.Length ? words[i] : 0) ^ flip;
        }

        for (int group = 0; group < Format.Groups(Columns); group++)
        {
            (float scale, sbyte zero) = Format.ReadGroup(row, Columns, group);
            int at = (group * Rows) + place;
            if (Format.WideScales)
            {
                ((float*)(block + ScalesAt))[at] = scale;
            }
            else
            {
                ((Half*)(block + ScalesAt))[at] = (Half)scale;
            }

            if (Format.Zeros)
            {
                ((sbyte*)(block + ZerosAt))[at] = zero;
            }
        }
    }

    /// <summary>Columns of a row, widened.</summary>
    /// <param name="blocks">The first block.</param>
    /// <param name="number">The row's number.</param>
    /// <param name="start">The first column.</param>
    /// <param name="length">How many.</param>
    /// <param name="to">Receives them.</param>
    public void Widen(byte* blocks, int number, int start, int length, float* to)
    {
        byte* block = blocks + (number / Rows * Bytes);
        int place = number % Rows;
        for (int i = 0; i < length; i++)
        {
            int at = ((start + i) / Format.Group * Rows) + place;
            float scale = Format.WideScales ? ((float*)(block + ScalesAt))[at] : (float)((Half*)(block + ScalesAt))[at];
            int zero = Format.Zeros ? ((sbyte*)(block + ZerosAt))[at] : 0;
            to[i] = scale * (Code((uint*)block + place, start + i) - zero);
        }
    }

    private int Code(uint* words, int column)
    {
        int inUnit = column % Format.UnitColumns;
        uint word = words[((column / Format.UnitColumns * WordsOfUnit) + (inUnit % WordsOfUnit)) * Rows];
        int inWord = inUnit / WordsOfUnit;
        return Input.Int4 ? (int)((word >> (4 * inWord)) & 15) - Offset : (sbyte)(word >> (8 * inWord));
    }
}
