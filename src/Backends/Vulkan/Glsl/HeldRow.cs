namespace Modelwright.Backends.Vulkan;

/// <summary>
/// How matrix-vector kernels walk: a lane holds up to 8 blocks of the input row in registers, then the subgroup reads whole rows of weights
/// one after the other, each from its first byte to its last. The weights are the whole traffic, and only such a stream is prefetched:
/// reading blocks of several rows in turn takes three times as long once the matrix does not fit a core's cache.
/// Subgroups of more than 8 lanes are those of graphics cards, where a lane holds 4 blocks: twice as many subgroups hide more latency than longer runs save.
/// </summary>
internal static class HeldRow
{
    /// <summary>Blocks that a lane holds of subgroups of up to 8 lanes. <see cref="Walk(int, int)"/> counts with it: the narrowest subgroup takes the most passes.</summary>
    private const int Most = 8;

    /// <summary>The same for wider subgroups.</summary>
    private const int MostOfWide = 4;

    /// <summary>Lanes of a CPU driver's subgroup with vectors of 256 bits.</summary>
    private const int LanesOfCpu = 8;

    /// <summary>Rounds of the outermost loop: a subgroup finishes as many rows as it has lanes, then takes the next.</summary>
    public const int Tiles = LoopBudget.MostRows / LoopBudget.NarrowestSubgroup;

    /// <summary><c>sum_lanes(x)</c>: the sum over a subgroup, in every lane. By exchanges in pairs, which cost a CPU driver a fifth of <c>subgroupAdd</c>.</summary>
    public const string SumLanes = """
        float sum_lanes(float x)
        {
            [[unroll]] for (uint distance = SUBGROUP_SIZE / 2u; distance > 0u; distance /= 2u) { x += subgroupShuffleXor(x, distance); }
            return x;
        }
        """;

    /// <summary>
    /// The walk over rows of the operand <paramref name="name"/>: for each <c>start</c> from 0 up to <c>NAME_UNITS</c> in steps of <c>NAME_STEP</c>,
    /// <c>hold_NAME(row, start)</c> takes the lane's units of the input row, and <c>multiply_NAME(row, start)</c> is the lane's share of a weight row's product with them.
    /// Needs <see cref="WeightRows.Read"/> before it.
    /// </summary>
    /// <param name="name">The operand.</param>
    /// <param name="load">GLSL function (row, block, out low, out high) for 8 inputs, zeros behind a row's end.</param>
    /// <param name="heldAs">An operand walked before, over rows of as many columns, whose registers this one uses; <c>NAME_AS_OTHER</c> is whether their lanes hold the same blocks.</param>
    public static string Walk(string name, string load, string? heldAs = null)
    {
        string n = WeightRows.Upper(name);
        string held = heldAs ?? name;
        string other = WeightRows.Upper(held);
        string declaration = heldAs is null ? $"vec4 {name}_held[2u * {n}_MOST];" : $"const bool {n}_AS_{other} = {n}_UNIT == {other}_UNIT;      // lanes hold the same blocks of both";
        return $$"""
            const uint {{n}}_LANE_UNITS = ({{n}}_UNITS + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;
            const uint {{n}}_MOST = SUBGROUP_SIZE > 8u ? {{MostOfWide}}u : {{Most}}u;      // blocks that a lane may hold
            const uint {{n}}_PASSES = ({{n}}_LANE_UNITS * {{n}}_UNIT + {{n}}_MOST - 1u) / {{n}}_MOST;
            const uint {{n}}_HELD = ({{n}}_LANE_UNITS + {{n}}_PASSES - 1u) / {{n}}_PASSES;      // units of the row that a lane holds: the passes over the row are of equal length
            const uint {{n}}_STEP = {{n}}_HELD * SUBGROUP_SIZE;
            {{declaration}}

            void hold_{{name}}(uint row, uint start)
            {
                [[unroll]] for (uint i = 0u; i < {{n}}_HELD * {{n}}_UNIT; i++)
                {
                    uint unit = start + i / {{n}}_UNIT * SUBGROUP_SIZE + gl_SubgroupInvocationID;
                    {{load}}(row, unit * {{n}}_UNIT + i % {{n}}_UNIT, {{held}}_held[2u * i], {{held}}_held[2u * i + 1u]);
                }
            }

            float multiply_{{name}}(uint row, uint start)
            {
                float sum = 0.0;
                [[unroll]] for (uint i = 0u; i < {{n}}_HELD; i++)
                {
                    uint unit = min(start + i * SUBGROUP_SIZE + gl_SubgroupInvocationID, {{n}}_UNITS - 1u);
                    uvec4 words[2];
                    fetch_{{name}}(row, unit, words);
                    float part = 0.0;
                    [[unroll]] for (uint k = 0u; k < {{n}}_UNIT; k++)
                    {
                        uint at = 2u * (i * {{n}}_UNIT + k);
                        part += dot({{held}}_held[at], part_{{name}}(words, row, unit, 2u * k)) + dot({{held}}_held[at + 1u], part_{{name}}(words, row, unit, 2u * k + 1u));
                    }

                    sum += {{WeightRows.IsScaled(name)}} ? scale_{{name}}(row, unit) * part : part;
                }

                return sum;
            }
            """;
    }

    /// <summary>
    /// The head of the loop over a row's passes, by <c>start</c>. Unrolled, compilers hold the blocks of all passes at once, so that is forbidden;
    /// but not where one pass is enough: there a CPU driver keeps the forbidden loop as a loop, with the held blocks in memory, for a fifth of the kernel's time.
    /// </summary>
    /// <param name="name">The operand.</param>
    /// <param name="columns">Columns of its rows.</param>
    /// <param name="first">GLSL of the first <c>start</c>.</param>
    public static string ForPasses(string name, int columns, string first = "0u")
    {
        string n = WeightRows.Upper(name);
        string attribute = Padding.Blocks(columns) > Most * LanesOfCpu ? "[[dont_unroll]] " : "";
        return $"{attribute}for (uint start = {first}; start < {n}_UNITS; start += {n}_STEP)";
    }

    /// <summary>The loops of a walk over ROWS rows of weights of this width.</summary>
    public static Loop Walk(int width) => new(Tiles, Walk(width, LoopBudget.NarrowestSubgroup));

    /// <summary>The loops of a walk over as many rows.</summary>
    public static Loop Walk(int width, int rows) => new(Padding.DivideUp(Padding.DivideUp(Padding.Blocks(width), LoopBudget.NarrowestSubgroup), Most), new Loop(rows));
}
