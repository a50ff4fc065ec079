using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Splits a projection row: normed and rotated queries to a buffer, normed and rotated keys and plain values to the caches.
/// A subgroup takes one head of one row, a lane 8 of its dimensions; pair (i, i + rotaryDim / 2) of the leading dimensions is rotated. The partner of a rotated dimension is read again rather than exchanged:
/// so every head size works with every subgroup size.
/// </summary>
internal static class AttentionPrepareKernel
{
    public static Kernel Emit(string name, AttentionShape op, int rotaryDim, NormSpec norm)
    {
        int blocks = Padding.Blocks(op.HeadDim);
        long bound = LoopBudget.Check(
            name,
            string.Format(CultureInfo.InvariantCulture, "head_dim {0}", op.HeadDim),
            new Loop(LoopBudget.Lanes(blocks), new Loop(8)),
            new Loop(LoopBudget.Lanes(blocks), new Loop(8)));
        return Kernel.Of(
            name,
            Text(op, rotaryDim, norm, blocks),
            KernelClass.Subgroup,
            new Grid(new GridAxis(op.Heads + (2 * op.KeyValueHeads), Unit: GridUnit.Subgroup), new GridAxis(1, Extent.Rows)),
            bound,
            states: StateWindows.Of("keys", "values"));
    }

    private static string Text(AttentionShape op, int rotaryDim, NormSpec norm, int blocks) => $$"""
        {{Prologue.Emit(GlslUse.CacheFormat | GlslUse.Arithmetic | GlslUse.Shuffle | GlslUse.Window)}}

        const uint HEADS = {{op.Heads}}u;
        const uint KV_HEADS = {{op.KeyValueHeads}}u;
        const uint HEAD_DIM = {{op.HeadDim}}u;
        const uint ROTARY_DIM = {{rotaryDim}}u;
        const uint BLOCKS = {{blocks}}u;                  // of a head, 8 dimensions each
        const uint KEYS_AT = {{op.Heads * op.HeadDim * (op.OutputGate ? 2 : 1)}}u;            // in a projection row: queries, gates where there are any, keys, values
        const uint VALUES_AT = KEYS_AT + KV_HEADS * HEAD_DIM;
        const uint STRIDE = {{Padding.RoundUp8(op.ProjectionWidth)}}u;
        const float EPSILON = {{GlslLiteral.Float(norm.Epsilon)}};
        const float NORM_OFFSET = {{(norm.ZeroCentred ? "1.0" : "0.0")}};         // 1 where the factor is 1 + weight

        layout(std430) readonly buffer Projection { float projection[]; };
        layout(std430) readonly buffer Rope { float rope[]; };          // a row: cosines, then sines
        layout(std430) readonly buffer QueryNorm { float q_norm[]; };
        layout(std430) readonly buffer KeyNorm { float k_norm[]; };
        layout(std430) writeonly buffer Queries { vec4 q[]; };
        layout(std430) writeonly buffer Keys { uvec4 keys[]; };
        layout(std430) writeonly buffer Values { uvec4 values[]; };

        {{BlockAccess.Narrow}}

        {{CacheRows.Sizes}}

        {{CacheRows.Encode}}

        {{CacheRows.Write("keys")}}

        {{CacheRows.Write("values")}}

        // The head's place in the projection, before and after its norm.
        float raw(uint at, uint d) { return d < HEAD_DIM ? projection[at + d] : 0.0; }

        float normed(uint at, uint d, bool is_query, float scale)
        {
            float weight = is_query ? q_norm[d] : k_norm[d];
            return projection[at + d] * scale * (weight + NORM_OFFSET);
        }

        float rotated(uint row, uint at, uint d, bool is_query, float scale)
        {
            const uint HALF = ROTARY_DIM / 2u;
            if (d >= HEAD_DIM) { return 0.0; }
            float value = normed(at, d, is_query, scale);
            if (d >= ROTARY_DIM) { return value; }
            uint pair = d < HALF ? d : d - HALF;
            float other = normed(at, d < HALF ? d + HALF : pair, is_query, scale);
            uint angle = row * ROTARY_DIM + pair;
            return value * rope[angle] + (d < HALF ? -other : other) * rope[angle + HALF];
        }

        void main()
        {
            uint item = gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID;       // queries, then keys, then values
            uint row = gl_WorkGroupID.y;
            if (item >= HEADS + 2u * KV_HEADS) { return; }
            bool is_query = item < HEADS;
            bool is_value = item >= HEADS + KV_HEADS;
            uint head = is_query ? item : (item - HEADS) % KV_HEADS;
            uint at = row * STRIDE + (is_query ? 0u : is_value ? VALUES_AT : KEYS_AT) + head * HEAD_DIM;

            float squares = 0.0;
            for (uint d = gl_SubgroupInvocationID; d < HEAD_DIM; d += SUBGROUP_SIZE)
            {
                squares += projection[at + d] * projection[at + d];
            }

            float scale = inversesqrt(subgroupAdd(squares) / float(HEAD_DIM) + EPSILON);
            uint sequence = row / step.tokens;
            uint column = step.sequences[sequence].past + row % step.tokens;
            uint place = (sequence * KV_HEADS + head) * step.capacity + column;
            bool bound = is_query ? window.first == 0u : place >= window.first && place < window.end && column < step.sequences[sequence].end;
            if (!bound) { return; }                 // another window's, or padding behind the sequence
            uint cache = place - window.first;
            for (uint start = 0u; start < BLOCKS; start += SUBGROUP_SIZE)      // lanes stay together: they share scales
            {
                uint block = start + gl_SubgroupInvocationID;
                float v[8];
                for (uint i = 0u; i < 8u; i++)
                {
                    uint d = block * 8u + i;
                    v[i] = is_value ? raw(at, d) : rotated(row, at, d, is_query, scale);
                }

                vec4 low = vec4(v[0], v[1], v[2], v[3]);
                vec4 high = vec4(v[4], v[5], v[6], v[7]);
                if (is_query)
                {
                    if (block >= BLOCKS) { break; }
                    uint to = ((row * HEADS + head) * BLOCKS + block) * 2u;
                    q[to] = low;
                    q[to + 1u] = high;
                }
                else if (is_value) { write_values(cache, block, low, high); }
                else { write_keys(cache, block, low, high); }
            }
        }

        """;
}
