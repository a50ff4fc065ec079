namespace Modelwright.Backends.Vulkan;

/// <summary>
/// How matrix-vector kernels walk: a lane holds up to 8 blocks of the input row in registers, then the subgroup reads whole rows of weights
/// one after the other, each from its first byte to its last. The weights are the whole traffic, and only such a stream is prefetched:
/// reading blocks of several rows in turn takes three times as long once the matrix does not fit a core's cache.
/// </summary>
internal static class HeldRow
{
    private const int Most = 8;

    /// <summary>Rounds of the outermost loop: a subgroup finishes as many rows as it has lanes, then takes the next.</summary>
    public const int Tiles = LoopBudget.MostRows / LoopBudget.NarrowestSubgroup;

    /// <summary><c>HELD</c>, from <c>BLOCKS</c>: the passes over the row are of equal length.</summary>
    public static string Constants => ConstantsOf("");

    /// <summary>The same for a second width, whose constants begin with <paramref name="prefix"/>.</summary>
    public static string ConstantsOf(string prefix) => $$"""
        const uint {{prefix}}LANE_BLOCKS = ({{prefix}}BLOCKS + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;
        const uint {{prefix}}PASSES = ({{prefix}}LANE_BLOCKS + {{Most - 1}}u) / {{Most}}u;
        const uint {{prefix}}HELD = ({{prefix}}LANE_BLOCKS + {{prefix}}PASSES - 1u) / {{prefix}}PASSES;      // blocks of the row that a lane holds
        """;

    /// <summary><c>sum_lanes(x)</c>: the sum over a subgroup, in every lane. By exchanges in pairs, which cost a CPU driver a fifth of <c>subgroupAdd</c>.</summary>
    public const string SumLanes = """
        float sum_lanes(float x)
        {
            [[unroll]] for (uint distance = SUBGROUP_SIZE / 2u; distance > 0u; distance /= 2u) { x += subgroupShuffleXor(x, distance); }
            return x;
        }
        """;

    /// <summary>The loops of a walk over ROWS rows of weights of this width.</summary>
    public static Loop Walk(int width) => new(Tiles, Walk(width, LoopBudget.NarrowestSubgroup));

    /// <summary>The loops of a walk over as many rows.</summary>
    public static Loop Walk(int width, int rows) => new(Padding.DivideUp(Padding.DivideUp(Padding.Blocks(width), LoopBudget.NarrowestSubgroup), Most), new Loop(rows));
}
