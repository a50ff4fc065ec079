namespace Modelwright.Runtime.Cpu;

/// <summary>
/// How cached keys lie: in blocks of 16, each [dim, 16], so that the scores of 16 keys are sums of whole vectors and need no sum across lanes.
/// Values lie key after key, [keys, dim]. Where they are int8, what belongs to one key or one dimension of a block is a unit of 16 bytes as <see cref="Int8Blocks"/> has it: a block
/// of keys is [dim] units and then, for each 32 dimensions, 16 scales; a value is a row of that format.
/// </summary>
internal static class KeyBlocks
{
    public const int Size = 16;

    /// <summary>Keys that prefill takes at once.</summary>
    public const int Tile = 64;

    /// <summary>Dimensions that share a scale where the cache is int8.</summary>
    public const int Group = CacheFormats.Group;

    /// <summary>Bytes of so many keys, a multiple of <see cref="Size"/>.</summary>
    public static long KeyBytes(ElementFormat cache, int dim, long keys) =>
        keys * (cache == ElementFormat.Int8 ? dim + ((long)Groups(dim) * sizeof(float)) : (long)dim * cache.SizeInBytes());

    /// <summary>Bytes of so many values.</summary>
    public static long ValueBytes(ElementFormat cache, int dim, long values) => values * (cache == ElementFormat.Int8 ? Int8Value.Bytes(dim) : (long)dim * cache.SizeInBytes());

    /// <summary>Scales of a key or value of this size.</summary>
    public static int Groups(int dim) => (dim + Group - 1) / Group;

    public static long BlockOf(long key) => key / Size;

    public static int PlaceOf(long key) => (int)(key % Size);

    /// <summary>Keys of a cache, rounded up to whole tiles.</summary>
    public static int Rounded(int keys) => (keys + Tile - 1) / Tile * Tile;
}
