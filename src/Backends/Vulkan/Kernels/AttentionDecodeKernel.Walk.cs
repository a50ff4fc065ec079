namespace Modelwright.Backends.Vulkan;

/// <content>The walk over one part of the keys: scores with a lane a key, a running softmax, values with the lanes over the dimensions.</content>
internal static partial class AttentionDecodeKernel
{
    private const string Walk = """
        uint team = gl_SubgroupInvocationID / BLOCKS;

        vec4 scores[HELD];                              // of the lane's 4 keys; then their probabilities
        float highest[HELD];
        float totals[HELD];                             // the lane's own share
        vec4 low_sums[HELD * LANE_BLOCKS];
        vec4 high_sums[HELD * LANE_BLOCKS];

        // The lane's 4 keys of a tile.
        uvec4 tile_keys(uint tile)
        {
            uint first = tile + lane;
            return uvec4(first, first + SUBGROUP_SIZE, first + 2u * SUBGROUP_SIZE, first + 3u * SUBGROUP_SIZE);
        }

        void score(uint cache, uint q_at, uint first_head, uint tile, uint end)
        {
            uvec4 key = min(tile_keys(tile), uvec4(end - 1u));
            uvec4 row = uvec4(cache) + key;
            [[unroll]] for (uint g = 0u; g < HELD; g++) { scores[g] = vec4(0.0); }
            [[dont_unroll]] for (uint block = 0u; block < BLOCKS; block++)
            {
                vec4 quads[Q_READS];                    // the block's queries, 4 dimensions a lane: head i / 2, half i % 2
                [[unroll]] for (uint i = 0u; i < Q_READS; i++)
                {
                    uint quad = min(i * SUBGROUP_SIZE + lane, 2u * HELD - 1u);
                    uint head = min(first_head + quad / 2u, GROUP - 1u);
                    quads[i] = q[(q_at + head) * 2u * BLOCKS + 2u * block + quad % 2u];
                }

                vec4 low[4];
                vec4 high[4];
                [[unroll]] for (uint j = 0u; j < 4u; j++) { read_keys(row[j], block, low[j], high[j]); }
                [[unroll]] for (uint g = 0u; g < HELD; g++)
                {
                    vec4 q_low = subgroupShuffle(quads[(2u * g) / SUBGROUP_SIZE], (2u * g) % SUBGROUP_SIZE);
                    vec4 q_high = subgroupShuffle(quads[(2u * g + 1u) / SUBGROUP_SIZE], (2u * g + 1u) % SUBGROUP_SIZE);
                    [[unroll]] for (uint j = 0u; j < 4u; j++) { scores[g][j] += dot(q_low, low[j]) + dot(q_high, high[j]); }
                }
            }
        }

        // Turns scores to probabilities relative to the highest score so far, and shrinks what was summed under a lower one.
        void soften(uint tile, uint end)
        {
            bvec4 seen = lessThan(tile_keys(tile), uvec4(end));
            [[unroll]] for (uint g = 0u; g < HELD; g++)
            {
                vec4 s = mix(vec4(LOWEST), scores[g] * SCALE, seen);
                float top = max(highest[g], subgroupMax(max(max(s.x, s.y), max(s.z, s.w))));
                float shrink = exp(highest[g] - top);
                scores[g] = exp(s - top);
                totals[g] = totals[g] * shrink + dot(scores[g], vec4(1.0));
                highest[g] = top;
                [[unroll]] for (uint i = 0u; i < LANE_BLOCKS; i++)
                {
                    low_sums[g * LANE_BLOCKS + i] *= shrink;
                    high_sums[g * LANE_BLOCKS + i] *= shrink;
                }
            }
        }

        void add_values(uint cache, uint tile, uint end)
        {
            for (uint j = 0u; j < 4u; j++)
            {
                uint start = tile + j * SUBGROUP_SIZE;
                if (start >= end) { break; }
                float p[HELD];
                [[unroll]] for (uint g = 0u; g < HELD; g++)
                {
                    p[g] = j == 0u ? scores[g].x : j == 1u ? scores[g].y : j == 2u ? scores[g].z : scores[g].w;
                }

                for (uint c = 0u; c < min(SUBGROUP_SIZE, end - start); c += TEAMS)
                {
                    uint from = min(c + team, SUBGROUP_SIZE - 1u);
                    bool mine = team < TEAMS && c + team < SUBGROUP_SIZE;
                    uint row = cache + min(start + from, end - 1u);
                    vec4 low[LANE_BLOCKS];
                    vec4 high[LANE_BLOCKS];
                    [[unroll]] for (uint i = 0u; i < LANE_BLOCKS; i++)
                    {
                        uint block = TEAMS > 1u ? lane % BLOCKS : min(i * SUBGROUP_SIZE + lane, BLOCKS - 1u);
                        read_values(row, block, low[i], high[i]);
                    }

                    [[unroll]] for (uint g = 0u; g < HELD; g++)
                    {
                        float weight = subgroupShuffle(p[g], from);
                        weight = mine ? weight : 0.0;
                        [[unroll]] for (uint i = 0u; i < LANE_BLOCKS; i++)
                        {
                            low_sums[g * LANE_BLOCKS + i] += weight * low[i];
                            high_sums[g * LANE_BLOCKS + i] += weight * high[i];
                        }
                    }
                }
            }
        }

        void write_partials(uint partial, uint first_head)
        {
            [[unroll]] for (uint g = 0u; g < HELD; g++)
            {
                float total = subgroupAdd(totals[g]);
                for (uint t = 1u; t < TEAMS; t++)       // the first team takes the others' sums
                {
                    uint from = min(lane + t * BLOCKS, SUBGROUP_SIZE - 1u);
                    vec4 low = subgroupShuffle(low_sums[g * LANE_BLOCKS], from);
                    vec4 high = subgroupShuffle(high_sums[g * LANE_BLOCKS], from);
                    low_sums[g * LANE_BLOCKS] += team == 0u ? low : vec4(0.0);
                    high_sums[g * LANE_BLOCKS] += team == 0u ? high : vec4(0.0);
                }

                if (first_head + g < GROUP)
                {
                    uint at = (partial + first_head + g) * PARTIAL;
                    [[unroll]] for (uint i = 0u; i < LANE_BLOCKS; i++)
                    {
                        uint block = i * SUBGROUP_SIZE + lane;
                        if (block < BLOCKS)
                        {
                            partials[at + 2u * block] = low_sums[g * LANE_BLOCKS + i];
                            partials[at + 2u * block + 1u] = high_sums[g * LANE_BLOCKS + i];
                        }
                    }

                    if (lane == 0u) { partials[at + 2u * BLOCKS] = vec4(highest[g], total, 0.0, 0.0); }
                }
            }
        }
        """;
}
