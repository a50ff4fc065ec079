using System;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// What attention of many queries without a score matrix consists of, wherever its keys lie: a running softmax over tiles of keys, 4 a lane, and the sums of values,
/// lanes over the head's dimensions. Needs <see cref="RegisterTile.EmitRows"/>, <see cref="Units"/>, <c>SCALE</c> and <c>LEAST</c> before it.
/// </summary>
internal static class AttentionTile
{
    /// <summary>What a lane has of the head's values, behind <c>BLOCKS</c>: blocks of 8 dimensions, or quads of 4 where there are more lanes than blocks.</summary>
    public const string Units = """
        const bool QUADS = SUBGROUP_SIZE > BLOCKS;          // of values a lane has units of 4 dimensions, else of 8
        const uint UNITS = QUADS ? 2u * BLOCKS : BLOCKS;
        const uint LANE_UNITS = (UNITS + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;
        """;

    /// <summary>The sums of a subgroup's queries.</summary>
    public const string State = """
        float maxima[8];                        // of the scores so far
        float parts[8];                         // this lane's part of the softmax's denominator
        vec4 low_sums[8u * LANE_UNITS];         // of this lane's dimensions: unit * 8 + row
        vec4 high_sums[8u * LANE_UNITS];        // where a unit is 8 of them
        """;

    /// <summary><c>soften(r, …)</c>: scores of row r become weights, and what was summed before is brought to the same largest score.</summary>
    /// <param name="parameters">What it takes beside the row.</param>
    /// <param name="allowed">GLSL for which of the lane's 4 keys the row sees.</param>
    public static string Soften(string parameters, string allowed) => $$"""
        void soften(uint r, {{parameters}})
        {
            bvec4 allowed = {{allowed}};
            vec4 score = mix(vec4(LEAST), sums[r] * SCALE, allowed);
            float best = max(maxima[r], subgroupMax(max(max(score.x, score.y), max(score.z, score.w))));
            vec4 share = mix(vec4(0.0), exp(score - best), allowed);
            float faded = exp(maxima[r] - best);
            parts[r] = parts[r] * faded + share.x + share.y + share.z + share.w;
            maxima[r] = best;
            sums[r] = share;
            [[unroll]] for (uint u = 0u; u < LANE_UNITS; u++)
            {
                low_sums[u * 8u + r] *= faded;
                if (!QUADS) { high_sums[u * 8u + r] *= faded; }
            }
        }
        """;

    /// <summary>
    /// The body of the loop over tiles that begin at <c>key</c> and stop before <c>end</c>: scores, the calls of soften, values. Indented as in a kernel's main.
    /// </summary>
    /// <param name="place">GLSL for where a key lies, from GLSL for its number.</param>
    /// <param name="soften">What <c>soften</c> is given behind the row.</param>
    public static string Walk(Func<string, string> place, string soften) => $$"""
                uvec4 own = key + lane * 4u + uvec4(0u, 1u, 2u, 3u);
                uvec4 source = {{place("min(own, uvec4(end - 1u))")}};
                column_source[0] = source.x;
                column_source[1] = source.y;
                column_source[2] = source.z;
                column_source[3] = source.w;
                clear_sums();
                [[dont_unroll]] for (uint block = 0u; block < BLOCKS; block++)
                {
                    load_tile(block);
                    multiply(block);
                }

                #define SOFTEN(r) soften(r, {{soften}});
                EACH_ROW(SOFTEN)
                uint quads = min(SUBGROUP_SIZE, (end - key + 3u) / 4u);
                for (uint from = 0u; from < quads; from++)
                {
                    [[unroll]] for (uint part = 0u; part < 4u; part++)
                    {
                        uint row = {{place("min(key + from * 4u + part, end - 1u)")}};
                        float share;
                        vec4 low;
                        vec4 high;
                        [[unroll]] for (uint u = 0u; u < LANE_UNITS; u++)
                        {
                            uint unit = min(lane + u * SUBGROUP_SIZE, UNITS - 1u);
                            read_values(row, QUADS ? unit / 2u : unit, low, high);
                            if (QUADS && unit % 2u == 1u) { low = high; }
                            #define ADD(r) \
                                share = subgroupShuffle(sums[r][part], from); \
                                low_sums[u * 8u + r] = fma(vec4(share), low, low_sums[u * 8u + r]); \
                                if (!QUADS) { high_sums[u * 8u + r] = fma(vec4(share), high, high_sums[u * 8u + r]); }
                            EACH_ROW(ADD)
                        }
                    }
                }
        """;
}
