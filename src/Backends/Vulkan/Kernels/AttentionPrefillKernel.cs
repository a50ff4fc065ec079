using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Causal attention of many queries over the cache, without a score matrix: (q, keys, values, projection?, accumulators, result).
/// A subgroup has ROWS queries, 8 or 4 (columns times the query heads of one key/value head, which share its keys). It takes keys in tiles of 4 a lane:
/// scores with lanes over keys, a running softmax, then values with lanes over the head's dimensions.
/// Keys may be split over several dispatches; between them the running sums rest in <c>accumulators</c>
/// [row][head][padded head dim + 8]: sums, then maximum and denominator.
/// </summary>
internal static class AttentionPrefillKernel
{
    /// <summary>Floats of the accumulators behind a head's sums.</summary>
    public const int AccumulatorTail = 8;

    /// <summary>Keys of the call, no later than the query's column, and within its window.</summary>
    private const string Allowed = "bvec4(uvec4(lessThan(key, uvec4(end))) * uvec4(lessThanEqual(key, uvec4(column))) * uvec4(greaterThan(key + WINDOW, uvec4(column))))";

    public static Kernel Emit(string name, AttentionShape shape, int? window)
    {
        int segment = SegmentKeys(shape);
        return Kernel.Of(
            name,
            Glsl(shape, window),
            KernelClass.Subgroup,
            new Grid(
                new GridAxis(shape.Heads / shape.KeyValueHeads, Extent.Tokens, GridUnit.Rows),
                new GridAxis(shape.KeyValueHeads),
                new GridAxis(1, Extent.Batch)),
            LoopBudget.Check(name, shape.ToString(), Loops(shape, segment)),
            segment,
            states: StateWindows.Of("keys", "values") with { Joins = true });
    }

    /// <summary>The longest power of two of keys that the loops of one dispatch can take.</summary>
    public static int SegmentKeys(AttentionShape shape)
    {
        int keys = 65_536;
        while (keys > 64 && Loop.Sum(Loops(shape, keys)) >= LoopBudget.Limit)
        {
            keys /= 2;
        }

        return keys;
    }

    public static Loop[] Loops(AttentionShape shape, int keys)
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
        {{Prologue.Emit(GlslUse.CacheFormat | GlslUse.Rows | GlslUse.Arithmetic | GlslUse.Shuffle | GlslUse.Unroll)}}

        const uint HEADS = {{shape.Heads}}u;
        const uint KEY_VALUE_HEADS = {{shape.KeyValueHeads}}u;
        const uint GROUP = HEADS / KEY_VALUE_HEADS;
        const uint HEAD_DIM = {{shape.HeadDim}}u;
        const uint BLOCKS = {{shape.PaddedHeadDim / 8}}u;                    // of 8 dimensions
        {{AttentionTile.Units}}
        const uint WINDOW = {{window ?? 0x7fffffff}}u;           // a query sees this many columns, its own included
        const float SCALE = {{GlslLiteral.Float((float)(1.0 / System.Math.Sqrt(shape.HeadDim)))}};      // 1 / sqrt(head dim)
        const float LEAST = -3.0e38;

        layout(push_constant) uniform Segment { uint firstKey; uint endKey; uint isFirst; uint isLast; uint firstRow; uint endRow; } segment;     // keys, and rows of the caches that are bound
        layout(std430) readonly buffer Q { vec4 q[]; };
        layout(std430) readonly buffer Keys { uvec4 keys[]; };
        layout(std430) readonly buffer Values { uvec4 values[]; };
        {{(shape.OutputGate ? $"layout(std430) readonly buffer Projection {{ {Unit(shape)} projection[]; }};" : string.Empty)}}
        layout(std430) buffer Accumulators { vec4 accumulators[]; };
        layout(std430) writeonly buffer Result { {{Unit(shape)}} result[]; };

        {{BlockAccess.ReadRow("q", shape.PaddedHeadDim)}}

        {{CacheRows.Sizes}}

        {{CacheRows.Read("keys")}}

        {{CacheRows.Read("values")}}

        {{RegisterTile.EmitRows("read_q")}}

        {{RegisterTile.Multiply("read_keys")}}

        {{AttentionTile.State}}

        // Rows of a tile: columns of the sequence, each with the query heads of this key/value head.
        uint count;
        uint item(uint row) { return min(row, count - 1u); }
        uint token_of(uint row) { return item(row) / GROUP; }
        uint query_row(uint row) { return (gl_WorkGroupID.z * step.tokens + token_of(row)) * HEADS + gl_WorkGroupID.y * GROUP + item(row) % GROUP; }

        {{AttentionOutput.Emit(shape)}}

        {{AttentionTile.Soften("uint column, uvec4 key, uint end", Allowed)}}

        void main()
        {
            count = step.tokens * GROUP;
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            if (first >= count) { return; }

            uint lane = gl_SubgroupInvocationID;
            uint sequence = gl_WorkGroupID.z;
            uint place = (sequence * KEY_VALUE_HEADS + gl_WorkGroupID.y) * step.capacity;
            uint first_row = place + segment.firstKey;
            if (first_row < segment.firstRow || first_row >= segment.endRow) { return; }       // another window's
            uint cache = place - segment.firstRow;
            uint past = step.sequences[sequence].past;
            uint nearest = past + token_of(first);
            uint end = min(segment.endKey, min(past + token_of(first + ROWS - 1u) + 1u, step.sequences[sequence].end));
            uint begin = max(max(segment.firstKey, step.sequences[sequence].first), nearest - min(nearest, WINDOW - 1u));
            tile_source[0] = query_row(first + tile_row(0u));
            tile_source[1] = query_row(first + tile_row(1u));
            start_sums(first);
            for (uint key = begin; key < end; key += 4u * SUBGROUP_SIZE)
            {
        {{AttentionTile.Walk(static key => "cache + " + key, "past + token_of(first + r), own, end")}}
            }

            finish_sums(first);
        }
        """;

    public static string Unit(AttentionShape shape) => shape.HeadDim % 4 == 0 ? "vec4" : "float";
}
