namespace Modelwright.Backends.Vulkan;

/// <summary>How <see cref="AttentionPrefillKernel"/> begins and ends a segment of keys: <c>start_sums</c> and <c>finish_sums</c>.</summary>
internal static class AttentionOutput
{
    public static string Emit(AttentionShape shape) => $$"""
        const uint ACCUMULATOR_STRIDE = {{(shape.PaddedHeadDim + AttentionPrefillKernel.AccumulatorTail) / 4}}u;        // in vec4

        {{(shape.HeadDim % 4 == 0 ? WriteQuads(shape) : WriteSingles(shape))}}

        void start_sums(uint first)
        {
            #define START(r) \
                maxima[r] = LEAST; \
                parts[r] = 0.0; \
                [[unroll]] for (uint u = 0u; u < LANE_UNITS; u++) { low_sums[u * 8u + r] = vec4(0.0); high_sums[u * 8u + r] = vec4(0.0); }
            EACH_ROW(START)
            if (segment.isFirst != 0u) { return; }

            uint at;
            vec4 softmax;
            #define RESUME(r) \
                at = query_row(first + r) * ACCUMULATOR_STRIDE; \
                softmax = accumulators[at + 2u * BLOCKS]; \
                maxima[r] = softmax.x; \
                parts[r] = gl_SubgroupInvocationID == 0u ? softmax.y : 0.0; \
                [[unroll]] for (uint u = 0u; u < LANE_UNITS; u++) \
                { \
                    uint unit = min(gl_SubgroupInvocationID + u * SUBGROUP_SIZE, UNITS - 1u); \
                    low_sums[u * 8u + r] = accumulators[at + (QUADS ? unit : 2u * unit)]; \
                    if (!QUADS) { high_sums[u * 8u + r] = accumulators[at + 2u * unit + 1u]; } \
                }
            EACH_ROW(RESUME)
        }

        void rest(uint row, float largest, float total, uint unit, vec4 low, vec4 high)
        {
            uint at = query_row(row) * ACCUMULATOR_STRIDE;
            if (unit == 0u) { accumulators[at + 2u * BLOCKS] = vec4(largest, total, 0.0, 0.0); }
            if (unit < UNITS)
            {
                accumulators[at + (QUADS ? unit : 2u * unit)] = low;
                if (!QUADS) { accumulators[at + 2u * unit + 1u] = high; }
            }
        }

        void write_unit(uint query, uint unit, vec4 low, vec4 high)
        {
            write_quad(query, QUADS ? unit : 2u * unit, low);
            if (!QUADS) { write_quad(query, 2u * unit + 1u, high); }
        }

        // A query with no key at all, in a padding column, gives zero.
        void finish_sums(uint first)
        {
            float total;
            float scale;
            #define FINISH(r) \
                total = subgroupAdd(parts[r]); \
                scale = total > 0.0 ? 1.0 / total : 0.0; \
                if (first + r < count) \
                { \
                    [[unroll]] for (uint u = 0u; u < LANE_UNITS; u++) \
                    { \
                        uint unit = gl_SubgroupInvocationID + u * SUBGROUP_SIZE; \
                        if (segment.isLast == 0u) { rest(first + r, maxima[r], total, unit, low_sums[u * 8u + r], high_sums[u * 8u + r]); } \
                        else { write_unit(query_row(first + r), unit, low_sums[u * 8u + r] * scale, high_sums[u * 8u + r] * scale); } \
                    } \
                }
            EACH_ROW(FINISH)
        }
        """;

    private static string WriteQuads(AttentionShape shape) => $$"""
        const uint RESULT_STRIDE = {{Padding.RoundUp8(shape.Heads * shape.HeadDim) / 4}}u;                   // in vec4
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(shape.ProjectionWidth) / 4}}u;

        void write_quad(uint query, uint quad, vec4 sum)
        {
            uint row = query / HEADS;
            uint at = query % HEADS * (HEAD_DIM / 4u) + quad;
            if (quad < HEAD_DIM / 4u) { result[row * RESULT_STRIDE + at] = {{Gate(shape, "sum")}}; }
        }
        """;

    private static string WriteSingles(AttentionShape shape) => $$"""
        const uint RESULT_STRIDE = {{Padding.RoundUp8(shape.Heads * shape.HeadDim)}}u;
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(shape.ProjectionWidth)}}u;

        void write_quad(uint query, uint quad, vec4 sums)
        {
            uint row = query / HEADS;
            for (uint i = 0u; i < 4u; i++)
            {
                uint at = query % HEADS * HEAD_DIM + quad * 4u + i;
                float sum = sums[i];
                if (quad * 4u + i < HEAD_DIM) { result[row * RESULT_STRIDE + at] = {{Gate(shape, "sum")}}; }
            }
        }
        """;

    private static string Gate(AttentionShape shape, string sum) => shape.OutputGate
        ? $"{sum} / (1.0 + exp(-projection[row * PROJECTION_STRIDE + HEADS * HEAD_DIM / {(shape.HeadDim % 4 == 0 ? "4u" : "1u")} + at]))"
        : sum;
}
