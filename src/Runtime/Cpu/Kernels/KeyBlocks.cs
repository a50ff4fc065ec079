namespace Modelwright.Runtime.Cpu;

/// <summary>
/// How cached keys lie: in blocks of 16, each [dim, 16], so that the scores of 16 keys are sums of whole vectors and need no sum across lanes.
/// Values lie key after key, [keys, dim].
/// </summary>
internal static class KeyBlocks
{
    public const int Size = 16;

    /// <summary>Keys that prefill takes at once.</summary>
    public const int Tile = 64;

    public static long BlockOf(long key) => key / Size;

    public static int PlaceOf(long key) => (int)(key % Size);

    /// <summary>Keys of a cache, rounded up to whole tiles.</summary>
    public static int Rounded(int keys) => (keys + Tile - 1) / Tile * Tile;
}
