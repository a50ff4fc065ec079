namespace Modelwright.Backends.Vulkan;

/// <content>The end: what the parts left in memory becomes a head of the result.</content>
internal static partial class AttentionDecodeKernel
{
    private const string Merge = """
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
                for (uint start = 0u; start < step.splits; start += MERGED_AT_ONCE)
                {
                    [[unroll]] for (uint i = 0u; i < MERGED_AT_ONCE; i++)
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
        """;
}
