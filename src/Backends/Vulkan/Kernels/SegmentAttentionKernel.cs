using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Attention of every row to the rows of its segment, without a score matrix: (q, keys, values, segments, accumulators, result), heads [row][head][padded head dim].
/// A subgroup has ROWS rows, 8 or 4, of one head, which may be of several segments: it walks the keys from the first row's segment to the last row's, and each row takes its own.
/// Keys may be split over several dispatches, as in <see cref="AttentionPrefillKernel"/>.
/// </summary>
internal static class SegmentAttentionKernel
{
    /// <summary>Keys of the call that are of the row's own segment.</summary>
    private const string Allowed = "bvec4(uvec4(lessThan(key, uvec4(min(bounds.y, end)))) * uvec4(greaterThanEqual(key, uvec4(bounds.x))))";

    public static Kernel Emit(string name, AttentionShape shape)
    {
        int segment = AttentionPrefillKernel.SegmentKeys(shape);
        return Kernel.Of(
            name,
            Glsl(shape),
            KernelClass.Subgroup,
            new Grid(new GridAxis(1, Extent.Rows, GridUnit.Rows), new GridAxis(shape.Heads)),
            LoopBudget.Check(name, shape.ToString(), AttentionPrefillKernel.Loops(shape, segment)),
            segment);
    }

    private static string Glsl(AttentionShape shape) => $$"""
        {{Prologue.Emit(GlslUse.Rows | GlslUse.Arithmetic | GlslUse.Shuffle | GlslUse.Unroll)}}

        const uint HEADS = {{shape.Heads}}u;
        const uint HEAD_DIM = {{shape.HeadDim}}u;
        const uint BLOCKS = {{shape.PaddedHeadDim / 8}}u;                    // of 8 dimensions
        {{AttentionTile.Units}}
        const float SCALE = {{GlslLiteral.Float((float)(1.0 / System.Math.Sqrt(shape.HeadDim)))}};      // 1 / sqrt(head dim)
        const float LEAST = -3.0e38;

        layout(push_constant) uniform Segment { uint firstKey; uint endKey; uint isFirst; uint isLast; } segment;
        layout(std430) readonly buffer Q { vec4 q[]; };
        layout(std430) readonly buffer Keys { vec4 keys[]; };
        layout(std430) readonly buffer Values { vec4 values[]; };
        layout(std430) readonly buffer Segments { uvec2 segments[]; };      // of a row: its first row and the one behind its last
        layout(std430) buffer Accumulators { vec4 accumulators[]; };
        layout(std430) writeonly buffer Result { {{AttentionPrefillKernel.Unit(shape)}} result[]; };

        {{BlockAccess.ReadRow("q", shape.PaddedHeadDim)}}

        {{BlockAccess.ReadRow("read_key", "keys", shape.PaddedHeadDim, shape.PaddedHeadDim / 8)}}

        void read_values(uint row, uint block, out vec4 low, out vec4 high)
        {
            uint at = 2u * (row * BLOCKS + block);
            low = values[at];
            high = values[at + 1u];
        }

        {{RegisterTile.EmitRows("read_q")}}

        {{RegisterTile.Multiply("read_key")}}

        {{AttentionTile.State}}

        uint count;
        uint item(uint row) { return min(row, count - 1u); }
        uint query_row(uint row) { return item(row) * HEADS + gl_WorkGroupID.y; }

        {{AttentionOutput.Emit(shape)}}

        {{AttentionTile.Soften("uvec2 bounds, uvec4 key, uint end", Allowed)}}

        void main()
        {
            count = step.rows;
            uint first = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * ROWS;
            if (first >= count) { return; }

            uint lane = gl_SubgroupInvocationID;
            uint end = min(segment.endKey, segments[item(first + ROWS - 1u)].y);
            uint begin = max(segment.firstKey, segments[first].x);
            tile_source[0] = query_row(first + tile_row(0u));
            tile_source[1] = query_row(first + tile_row(1u));
            start_sums(first);
            for (uint key = begin; key < end; key += 4u * SUBGROUP_SIZE)
            {
        {{AttentionTile.Walk(static key => $"({key}) * HEADS + gl_WorkGroupID.y", "segments[item(first + r)], own, end")}}
            }

            finish_sums(first);
        }
        """;
}
