using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Attention of one new token a sequence, in one dispatch. A workgroup takes one part of the key axis for one key/value head and serves all
/// query heads of that head with one read of each key and value. For scores a lane is a key; then lanes lie over the dimensions of the values,
/// and each probability is fetched from its lane. The parts meet in memory: whoever finishes last merges them.
/// </summary>
internal static class AttentionDecodeKernel
{
    /// <summary>Keys of one part: the call has <c>ceil((past + 1) / KeysPerSplit)</c> parts.</summary>
    public const int KeysPerSplit = 256;

    /// <summary>The longest context the merge may walk within the loop budget.</summary>
    public const int LongestContext = 262_144;

    private const int LaneKeys = 4;
    private const int MergedAtOnce = 8;

    /// <summary>Bytes of partial results for one sequence and one part: a head's sums, then its maximum and total.</summary>
    public static long PartialBytes(int heads, int headDim) => heads * (Padding.RoundUp8(headDim) + 4L) * sizeof(float);

    /// <param name="name">The kernel's name.</param>
    /// <param name="op">Heads.</param>
    /// <param name="window">Keys a query sees, itself among them; null: all.</param>
    public static Kernel Emit(string name, AttentionShape op, int? window)
    {
        int group = op.Heads / op.KeyValueHeads;
        int blocks = Padding.Blocks(op.HeadDim);
        int tiles = KeysPerSplit / (LaneKeys * LoopBudget.NarrowestSubgroup);
        int splits = LongestContext / KeysPerSplit;
        Loop tile = new(tiles, new Loop(blocks), new Loop(LaneKeys, new Loop(LoopBudget.NarrowestSubgroup)));
        Loop merge = new(
            group,
            new Loop(2 * LoopBudget.Lanes(splits)),
            new Loop(LoopBudget.Lanes(2 * blocks), new Loop(splits / MergedAtOnce)));
        long bound = LoopBudget.Check(
            name,
            string.Format(CultureInfo.InvariantCulture, "{0} heads of {1}, {2} key/value heads", op.Heads, op.HeadDim, op.KeyValueHeads),
            new Loop(group, tile),
            merge);
        EquatableArray<KernelBinding> bindings = op.OutputGate
            ? [new("q", BindingAccess.Read), new("keys", BindingAccess.Read), new("values", BindingAccess.Read), new("projection", BindingAccess.Read), new("partials", BindingAccess.ReadWrite), new("counters", BindingAccess.ReadWrite), new("result", BindingAccess.Write)]
            : [new("q", BindingAccess.Read), new("keys", BindingAccess.Read), new("values", BindingAccess.Read), new("partials", BindingAccess.ReadWrite), new("counters", BindingAccess.ReadWrite), new("result", BindingAccess.Write)];
        return new Kernel(
            name,
            Text(op, window, blocks),
            KernelClass.Workgroup,
            bindings,
            new Grid(new GridAxis(1, Extent.KeySplits), new GridAxis(op.KeyValueHeads), new GridAxis(1, Extent.Batch)),
            bound);
    }

    private static string Text(AttentionShape op, int? window, int blocks) => $$"""
        {{Prologue.Emit(GlslUse.CacheFormat | GlslUse.Arithmetic | GlslUse.Shuffle | GlslUse.Unroll)}}

        #define OUTPUT_GATE {{(op.OutputGate ? 1 : 0)}}

        const uint HEADS = {{op.Heads}}u;
        const uint KV_HEADS = {{op.KeyValueHeads}}u;
        const uint GROUP = HEADS / KV_HEADS;            // query heads of a key/value head
        const uint HEAD_DIM = {{op.HeadDim}}u;
        const uint BLOCKS = {{blocks}}u;                  // of a head, 8 dimensions each
        const uint WINDOW = {{window ?? 0}}u;                  // keys a query sees, 0: all
        const uint KEYS_PER_SPLIT = {{KeysPerSplit}}u;
        const float SCALE = {{GlslLiteral.Float((float)(1 / System.Math.Sqrt(op.HeadDim)))}};
        const float LOWEST = -3.4e38;

        // A subgroup serves HELD query heads at a time; in a tile each lane scores 4 keys.
        const uint SHARE = (GROUP + SUBGROUPS - 1u) / SUBGROUPS;
        const uint HELD = SHARE < 8u ? SHARE : 8u;
        const uint TILE = {{LaneKeys}}u * SUBGROUP_SIZE;
        const uint Q_READS = (2u * HELD + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;

        // For the values a lane owns LANE_BLOCKS blocks of the head; where lanes are left over, TEAMS of them take different keys.
        const uint LANE_BLOCKS = (BLOCKS + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;
        const uint TEAMS = SUBGROUP_SIZE < BLOCKS ? 1u : SUBGROUP_SIZE / BLOCKS;

        const uint PARTIAL = 2u * BLOCKS + 1u;          // vec4s of a head's partial result: sums, then (maximum, total)
        const uint STRIDE = {{Padding.RoundUp8(op.Heads * op.HeadDim)}}u;                // of a result row
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(op.ProjectionWidth)}}u;

        layout(set = 0, binding = 1, std430) readonly buffer Queries { vec4 q[]; };
        layout(set = 0, binding = 2, std430) readonly buffer Keys { uvec4 keys[]; };
        layout(set = 0, binding = 3, std430) readonly buffer Values { uvec4 values[]; };
        #if OUTPUT_GATE
        layout(set = 0, binding = 4, std430) readonly buffer Projection { float projection[]; };
        #endif
        layout(set = 0, binding = 4 + OUTPUT_GATE, std430) coherent buffer Partials { vec4 partials[]; };
        layout(set = 0, binding = 5 + OUTPUT_GATE, std430) coherent buffer Counters { uint counters[]; };     // zero between calls
        layout(set = 0, binding = 6 + OUTPUT_GATE, std430) writeonly buffer Result { float result[]; };

        {{BlockAccess.Read("keys", "CACHE_FORMAT")}}

        {{BlockAccess.Read("values", "CACHE_FORMAT")}}

        uint lane = gl_SubgroupInvocationID;
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
            uvec4 at = (uvec4(cache) + key) * BLOCKS;
            [[unroll]] for (uint g = 0u; g < HELD; g++) { scores[g] = vec4(0.0); }
            for (uint block = 0u; block < BLOCKS; block++)
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
                [[unroll]] for (uint j = 0u; j < 4u; j++) { read_keys(at[j] + block, low[j], high[j]); }
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
                    uint at = (cache + min(start + from, end - 1u)) * BLOCKS;
                    vec4 low[LANE_BLOCKS];
                    vec4 high[LANE_BLOCKS];
                    [[unroll]] for (uint i = 0u; i < LANE_BLOCKS; i++)
                    {
                        uint block = TEAMS > 1u ? lane % BLOCKS : min(i * SUBGROUP_SIZE + lane, BLOCKS - 1u);
                        read_values(at + block, low[i], high[i]);
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

        void store(uint sequence, uint head, uint d, float value)
        {
            if (d >= HEAD_DIM) { return; }
        #if OUTPUT_GATE
            value /= 1.0 + exp(-projection[sequence * PROJECTION_STRIDE + (HEADS + head) * HEAD_DIM + d]);
        #endif
            result[sequence * STRIDE + head * HEAD_DIM + d] = value;
        }

        void merge(uint sequence, uint head)
        {
            uint first = sequence * step.splits * HEADS + head;
            float top = LOWEST;
            for (uint s = lane; s < step.splits; s += SUBGROUP_SIZE) { top = max(top, partials[(first + s * HEADS) * PARTIAL + 2u * BLOCKS].x); }
            top = subgroupMax(top);
            float total = 0.0;
            for (uint s = lane; s < step.splits; s += SUBGROUP_SIZE)
            {
                vec2 part = partials[(first + s * HEADS) * PARTIAL + 2u * BLOCKS].xy;
                total += part.y * exp(part.x - top);
            }

            total = subgroupAdd(total);
            float share = total > 0.0 ? 1.0 / total : 0.0;      // a query that sees no key: zero
            for (uint quad = lane; quad < 2u * BLOCKS; quad += SUBGROUP_SIZE)
            {
                vec4 sum = vec4(0.0);
                for (uint start = 0u; start < step.splits; start += {{MergedAtOnce}}u)
                {
                    [[unroll]] for (uint i = 0u; i < {{MergedAtOnce}}u; i++)
                    {
                        if (start + i < step.splits)
                        {
                            uint at = (first + (start + i) * HEADS) * PARTIAL;
                            sum += partials[at + quad] * exp(partials[at + 2u * BLOCKS].x - top);
                        }
                    }
                }

                sum *= share;
                store(sequence, head, quad * 4u, sum.x);
                store(sequence, head, quad * 4u + 1u, sum.y);
                store(sequence, head, quad * 4u + 2u, sum.z);
                store(sequence, head, quad * 4u + 3u, sum.w);
            }
        }

        void main()
        {
            uint split = gl_WorkGroupID.x;
            uint kv_head = gl_WorkGroupID.y;
            uint sequence = gl_WorkGroupID.z;
            uint cache = (sequence * KV_HEADS + kv_head) * step.capacity;
            uint q_at = sequence * HEADS + kv_head * GROUP;
            uint partial = (sequence * step.splits + split) * HEADS + kv_head * GROUP;

            uint end = min(step.past + 1u, (split + 1u) * KEYS_PER_SPLIT);
            uint begin = max(split * KEYS_PER_SPLIT, step.padding[sequence]);
            if (WINDOW > 0u && step.past + 1u > WINDOW) { begin = max(begin, step.past + 1u - WINDOW); }

            for (uint first_head = gl_SubgroupID * HELD; first_head < GROUP; first_head += SUBGROUPS * HELD)
            {
                [[unroll]] for (uint g = 0u; g < HELD; g++)
                {
                    highest[g] = LOWEST;
                    totals[g] = 0.0;
                    [[unroll]] for (uint i = 0u; i < LANE_BLOCKS; i++)
                    {
                        low_sums[g * LANE_BLOCKS + i] = vec4(0.0);
                        high_sums[g * LANE_BLOCKS + i] = vec4(0.0);
                    }
                }

                for (uint tile = begin; tile < end; tile += TILE)
                {
                    score(cache, q_at, first_head, tile, end);
                    soften(tile, end);
                    add_values(cache, tile, end);
                }

                write_partials(partial, first_head);
            }

            // Publish, count, and let the last subgroup of this head merge.
            memoryBarrierBuffer();
            subgroupBarrier();
            uint counter = sequence * KV_HEADS + kv_head;
            uint done = 0u;
            if (lane == 0u) { done = atomicAdd(counters[counter], 1u); }
            done = subgroupShuffle(done, 0u);
            if (done + 1u != step.splits * SUBGROUPS) { return; }
            memoryBarrierBuffer();
            for (uint g = 0u; g < GROUP; g++) { merge(sequence, kv_head * GROUP + g); }
            if (lane == 0u) { atomicExchange(counters[counter], 0u); }
        }

        """;
}
