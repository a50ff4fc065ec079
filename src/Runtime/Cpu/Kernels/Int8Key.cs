using System;

namespace Modelwright.Runtime.Cpu;

/// <summary>A key among others in a block of an int8 cache.</summary>
internal static unsafe class Int8Key
{
    /// <summary>The block that has a key: [dim] units of 16 codes, a key each; then, for each 32 dimensions, 16 scales.</summary>
    public static byte* Block(byte* keys, int dim, long key) => keys + KeyBlocks.KeyBytes(ElementFormat.Int8, dim, KeyBlocks.BlockOf(key) * KeyBlocks.Size);

    /// <summary>The scales of some 32 dimensions of a block.</summary>
    public static float* Scales(byte* block, int dim, int group) => (float*)(block + ((long)dim * KeyBlocks.Size)) + (group * KeyBlocks.Size);

    public static void Store(float* key, int dim, byte* keys, long column)
    {
        byte* block = Block(keys, dim, column);
        int place = KeyBlocks.PlaceOf(column);
        for (int group = 0; group < KeyBlocks.Groups(dim); group++)
        {
            int first = group * KeyBlocks.Group;
            int count = Math.Min(KeyBlocks.Group, dim - first);
            float scale = Int8Codes.ScaleOf(key + first, count);
            Scales(block, dim, group)[place] = scale;
            for (int i = 0; i < count; i++)
            {
                block[((long)(first + i) * KeyBlocks.Size) + Int8Codes.Place(place)] = (byte)Int8Codes.Rounded(key[first + i], scale);
            }
        }
    }
}
