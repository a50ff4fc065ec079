using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Causal attention of many queries over the cache, without a score matrix: (q, keys, values, projection?, accumulators, result).
/// A subgroup has 8 queries (columns times the query heads of one key/value head, which share its keys). It takes keys in tiles of 4 a lane:
/// scores with lanes over keys, a running softmax, then values with lanes over the head's dimensions.
/// Keys may be split over several dispatches; between them the running sums rest in <c>accumulators</c>
/// [row][head][padded head dim + 8]: sums, then maximum and denominator.
/// </summary>
internal static class AttentionPrefillKernel
{
    /// <summary>Floats of the accumulators behind a head's sums.</summary>
    public const int AccumulatorTail = 8;

    public static Kernel Emit(string name, AttentionShape shape, int? window)
    {
        int segment = SegmentKeys(shape);
        return Kernel.Of(
            name,
            Glsl(shape, window),
            KernelClass.Subgroup,
            new Grid(
                new GridAxis(shape.Heads / shape.KeyValueHeads, Extent.Tokens, GridUnit.Subgroup, RegisterTile.Rows),
                new GridAxis(shape.KeyValueHeads),
                new GridAxis(1, Extent.Batch)),
            LoopBudget.Check(name, shape.ToString(), Loops(shape, segment)),
            segment);
    }

    /// <summary>The longest power of two of keys that the loops of one dispatch can take.</summary>
    private static int SegmentKeys(AttentionShape shape)
    {
        int keys = 65_536;
        while (keys > 64 && Loop.Sum(Loops(shape, keys)) >= LoopBudget.Limit)
        {
            keys /= 2;
        }

        return keys;
    }

    private static Loop[] Loops(AttentionShape shape, int keys)
    {
        long laneBlocks = LoopBudget.Lanes(shape.PaddedHeadDim / 8);
        Loop scores = new(shape.PaddedHeadDim / 8);
        Loop values = new(LoopBudget.NarrowestSubgroup, new Loop(4 * laneBlocks));
        return
        [
            new(12 * laneBlocks, new Loop(8)),
            new(LoopBudget.Lanes(Padding.DivideUp(keys, RegisterTile.Columns)), scores, new Loop(laneBlocks), values),
        ];
    }

    private static string Glsl(AttentionShape shape, int? window) => $$"""
        {{Prologue.Emit(GlslUse.CacheFormat | GlslUse.Arithmetic | GlslUse.Shuffle)}}
        #extension GL_EXT_control_flow_attributes : require

        const uint HEADS = {{shape.Heads}}u;
        const uint KEY_VALUE_HEADS = {{shape.KeyValueHeads}}u;
        const uint GROUP = HEADS / KEY_VALUE_HEADS;
        const uint HEAD_DIM = {{shape.HeadDim}}u;
        const uint BLOCKS = {{shape.PaddedHeadDim / 8}}u;                    // of 8 dimensions
        const uint LANE_BLOCKS = (BLOCKS + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;
        const uint WINDOW = {{window ?? 0x7fffffff}}u;           // a query sees this many columns, its own included
        const float SCALE = {{GlslLiteral.Float((float)(1.0 / System.Math.Sqrt(shape.HeadDim)))}};      // 1 / sqrt(head dim)
        const float LEAST = -3.0e38;

        layout(push_constant) uniform Segment { uint firstKey; uint endKey; uint isFirst; uint isLast; } segment;
        layout(std430) readonly buffer Q { vec4 q[]; };
        layout(std430) readonly buffer Keys { uvec4 keys[]; };
        layout(std430) readonly buffer Values { uvec4 values[]; };
        {{(shape.OutputGate ? $"layout(std430) readonly buffer Projection {{ {Unit(shape)} projection[]; }};" : string.Empty)}}
        layout(std430) buffer Accumulators { vec4 accumulators[]; };
        layout(std430) writeonly buffer Result { {{Unit(shape)}} result[]; };

        {{BlockAccess.ReadRow("q", shape.PaddedHeadDim)}}

        {{BlockAccess.Read("keys")}}

        {{BlockAccess.Read("values")}}

        void read_key(uint row, uint block, out vec4 low, out vec4 high) { read_keys(row * BLOCKS + block, low, high); }

        {{RegisterTile.Emit("read_q")}}

        {{RegisterTile.Multiply("read_key")}}

        float maxima[8];                        // of the scores so far
        float parts[8];                         // this lane's part of the softmax's denominator
        vec4 low_sums[8u * LANE_BLOCKS];        // 8 rows of this lane's dimensions: block * 8 + row
        vec4 high_sums[8u * LANE_BLOCKS];

        // Rows of a tile: columns of the sequence, each with the query heads of this key/value head.
        uint count;
        uint item(uint row) { return min(row, count - 1u); }
        uint token_of(uint row) { return item(row) / GROUP; }
        uint query_row(uint row) { return (gl_WorkGroupID.z * step.tokens + token_of(row)) * HEADS + gl_WorkGroupID.y * GROUP + item(row) % GROUP; }

        {{AttentionOutput.Emit(shape)}}

        void soften(uint r, uint column, uvec4 key, uint end)
        {
            bvec4 allowed = bvec4(uvec4(lessThan(key, uvec4(end))) * uvec4(lessThanEqual(key, uvec4(column))) * uvec4(greaterThan(key + WINDOW, uvec4(column))));
            vec4 score = mix(vec4(LEAST), sums[r] * SCALE, allowed);
            float best = max(maxima[r], subgroupMax(max(max(score.x, score.y), max(score.z, score.w))));
            vec4 share = mix(vec4(0.0), exp(score - best), allowed);
            float faded = exp(maxima[r] - best);
            parts[r] = parts[r] * faded + share.x + share.y + share.z + share.w;
            maxima[r] = best;
            sums[r] = share;
            [[unroll]] for (uint b = 0u; b < LANE_BLOCKS; b++)
            {
                low_sums[b * 8u + r] *= faded;
                high_sums[b * 8u + r] *= faded;
            }
        }

        void main()
        {
            count = step.tokens * GROUP;
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * 8u;
            if (first >= count) { return; }

            uint lane = gl_SubgroupInvocationID;
            uint sequence = gl_WorkGroupID.z;
            uint cache = (sequence * KEY_VALUE_HEADS + gl_WorkGroupID.y) * step.capacity;
            uint nearest = step.past + token_of(first);
            uint end = min(segment.endKey, step.past + token_of(first + 7u) + 1u);
            uint begin = max(max(segment.firstKey, step.padding[sequence]), nearest - min(nearest, WINDOW - 1u));
            tile_source[0] = query_row(first + tile_row(0u));
            tile_source[1] = query_row(first + tile_row(1u));
            start_sums(first);
            for (uint key = begin; key < end; key += 4u * SUBGROUP_SIZE)
            {
                uvec4 own = key + lane * 4u + uvec4(0u, 1u, 2u, 3u);
                uvec4 source = cache + min(own, uvec4(end - 1u));
                column_source[0] = source.x;
                column_source[1] = source.y;
                column_source[2] = source.z;
                column_source[3] = source.w;
                clear_sums();
                for (uint block = 0u; block < BLOCKS; block++)
                {
                    load_tile(block);
                    multiply(block);
                }

                #define SOFTEN(r) soften(r, step.past + token_of(first + r), own, end);
                EACH_ROW(SOFTEN)
                uint quads = min(SUBGROUP_SIZE, (end - key + 3u) / 4u);
                for (uint from = 0u; from < quads; from++)
                {
                    [[unroll]] for (uint part = 0u; part < 4u; part++)
                    {
                        uint row = cache + min(key + from * 4u + part, end - 1u);
                        float share;
                        vec4 low;
                        vec4 high;
                        [[unroll]] for (uint b = 0u; b < LANE_BLOCKS; b++)
                        {
                            read_values(row * BLOCKS + min(lane + b * SUBGROUP_SIZE, BLOCKS - 1u), low, high);
                            #define ADD(r) \
                                share = subgroupShuffle(sums[r][part], from); \
                                low_sums[b * 8u + r] = fma(vec4(share), low, low_sums[b * 8u + r]); \
                                high_sums[b * 8u + r] = fma(vec4(share), high, high_sums[b * 8u + r]);
                            EACH_ROW(ADD)
                        }
                    }
                }
            }

            finish_sums(first);
        }
        """;

    private static string Unit(AttentionShape shape) => shape.HeadDim % 4 == 0 ? "vec4" : "float";
}
