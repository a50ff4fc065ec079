using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>A value of an int8 cache: units of 16 codes, then a float32 scale for each 32, to a multiple of 16 bytes (<see cref="Int8Blocks"/>).</summary>
internal static unsafe class Int8Value
{
    private const int Unit = 16;

    /// <summary>Bytes of a value.</summary>
    public static long Bytes(int dim) => ScalesAt(dim) + (((KeyBlocks.Groups(dim) * sizeof(float)) + Unit - 1) / Unit * Unit);

    /// <summary>The scales of a value.</summary>
    public static float* Scales(byte* value, int dim) => (float*)(value + ScalesAt(dim));

    /// <summary>The unit that has a dimension.</summary>
    public static byte* UnitOf(byte* value, int dimension) => value + (dimension / Unit * Unit);

    public static void Store(float* value, int dim, byte* values, long column)
    {
        byte* row = values + (column * Bytes(dim));
        for (int group = 0; group < KeyBlocks.Groups(dim); group++)
        {
            int first = group * KeyBlocks.Group;
            int end = Math.Min(dim, first + KeyBlocks.Group);
            float scale = Int8Codes.ScaleOf(value + first, end - first);
            Scales(row, dim)[group] = scale;
            for (int i = first; i < end; i++)
            {
                UnitOf(row, i)[Int8Codes.Place(i % Unit)] = (byte)Int8Codes.Rounded(value[i], scale);
            }
        }
    }

    private static long ScalesAt(int dim) => (dim + Unit - 1) / Unit * Unit;
}
