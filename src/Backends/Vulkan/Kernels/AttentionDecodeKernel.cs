using System.Globalization;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Attention of one new token a sequence, in one dispatch. A workgroup takes one part of the key axis for one key/value head and serves all
/// query heads of that head with one read of each key and value. For scores a lane is a key; then lanes lie over the dimensions of the values,
/// and each probability is fetched from its lane. The parts meet in memory: whoever finishes last merges them.
/// </summary>
internal static partial class AttentionDecodeKernel
{
    /// <summary>Keys of one part: the call has <c>ceil((past + 1) / KeysPerSplit)</c> parts.</summary>
    public const int KeysPerSplit = 256;

    /// <summary>The longest context the merge may walk within the loop budget.</summary>
    public const int LongestContext = 262_144;

    /// <summary>Query heads a subgroup serves with one read of a key.</summary>
    private const int MostHeld = 8;

    private const int LaneKeys = 4;
    private const int MergedAtOnce = 8;

    /// <summary>Bytes of partial results for one sequence and one part: a head's sums, then its maximum and total.</summary>
    public static long PartialBytes(int heads, int headDim) => heads * (Padding.RoundUp8(headDim) + 4L) * sizeof(float);

    /// <param name="name">The kernel's name.</param>
    /// <param name="op">Heads.</param>
    /// <param name="window">Keys a query sees, itself among them; null: all.</param>
    public static Kernel Emit(string name, AttentionShape op, int? window)
    {
        int blocks = Padding.Blocks(op.HeadDim);
        int parts = Parts(op);
        long bound = LoopBudget.Check(
            name,
            string.Format(CultureInfo.InvariantCulture, "{0} heads of {1}, {2} key/value heads", op.Heads, op.HeadDim, op.KeyValueHeads),
            Loops(op, parts));
        return Kernel.Of(
            name,
            Text(op, window, blocks, parts),
            KernelClass.Workgroup,
            new Grid(new GridAxis(1, Extent.KeySplits), new GridAxis(op.KeyValueHeads * parts), new GridAxis(1, Extent.Batch)),
            bound,
            states: StateWindows.Of("keys", "values") with { Joins = true });
    }

    /// <summary>Workgroups that share the query heads of a key/value head: 1 unless one workgroup's loops would be too many.</summary>
    private static int Parts(AttentionShape op)
    {
        int group = op.Heads / op.KeyValueHeads;
        for (int parts = 1; parts < group; parts++)
        {
            if (group % parts == 0 && LoopBudget.Allows(Loops(op, parts)))
            {
                return parts;
            }
        }

        return group;
    }

    private static Loop[] Loops(AttentionShape op, int parts)
    {
        int group = op.Heads / op.KeyValueHeads / parts;
        int blocks = Padding.Blocks(op.HeadDim);
        int tiles = KeysPerSplit / (LaneKeys * LoopBudget.NarrowestSubgroup);
        int splits = LongestContext / KeysPerSplit;
        Loop tile = new(tiles, new Loop(blocks), new Loop(LaneKeys, new Loop(LoopBudget.NarrowestSubgroup)));
        Loop merge = new(
            group,
            new Loop(2 * LoopBudget.Lanes(splits)),
            new Loop(LoopBudget.Lanes(2 * blocks), new Loop(splits / MergedAtOnce)));
        return [new(Padding.DivideUp(group, MostHeld), tile), merge];
    }

    private static string Text(AttentionShape op, int? window, int blocks, int parts) => Conditions.Resolve($$"""
        {{Prologue.Emit(GlslUse.CacheFormat | GlslUse.Arithmetic | GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        #define OUTPUT_GATE {{(op.OutputGate ? 1 : 0)}}

        const uint HEADS = {{op.Heads}}u;
        const uint KV_HEADS = {{op.KeyValueHeads}}u;
        const uint PARTS = {{parts}}u;                   // workgroups that share the query heads of a key/value head
        const uint GROUP = HEADS / KV_HEADS / PARTS;    // query heads of one
        const uint HEAD_DIM = {{op.HeadDim}}u;
        const uint BLOCKS = {{blocks}}u;                  // of a head, 8 dimensions each
        const uint WINDOW = {{window ?? 0}}u;                  // keys a query sees, 0: all
        const uint KEYS_PER_SPLIT = {{KeysPerSplit}}u;
        const float SCALE = {{GlslLiteral.Float((float)(1 / System.Math.Sqrt(op.HeadDim)))}};
        const float LOWEST = -3.4e38;

        // A subgroup serves HELD query heads at a time; in a tile each lane scores 4 keys.
        const uint SHARE = (GROUP + SUBGROUPS - 1u) / SUBGROUPS;
        const uint HELD = SHARE < {{MostHeld}}u ? SHARE : {{MostHeld}}u;
        const uint TILE = {{LaneKeys}}u * SUBGROUP_SIZE;
        const uint Q_READS = (2u * HELD + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;

        // For the values a lane owns LANE_BLOCKS blocks of the head; where lanes are left over, TEAMS of them take different keys.
        const uint LANE_BLOCKS = (BLOCKS + SUBGROUP_SIZE - 1u) / SUBGROUP_SIZE;
        const uint TEAMS = SUBGROUP_SIZE < BLOCKS ? 1u : SUBGROUP_SIZE / BLOCKS;

        const uint MERGED_AT_ONCE = {{MergedAtOnce}}u;
        const uint PARTIAL = 2u * BLOCKS + 1u;          // vec4s of a head's partial result: sums, then (maximum, total)
        const uint STRIDE = {{Padding.RoundUp8(op.Heads * op.HeadDim)}}u;                // of a result row
        const uint PROJECTION_STRIDE = {{Padding.RoundUp8(op.ProjectionWidth)}}u;

        layout(std430) readonly buffer Queries { vec4 q[]; };
        layout(std430) readonly buffer Keys { uvec4 keys[]; };
        layout(std430) readonly buffer Values { uvec4 values[]; };
        #if OUTPUT_GATE
        layout(std430) readonly buffer Projection { float projection[]; };
        #endif
        layout(std430) coherent buffer Partials { vec4 partials[]; };
        layout(std430) coherent buffer Counters { uint counters[]; };     // zero between calls
        layout(std430) writeonly buffer Result { float result[]; };

        {{CacheRows.Sizes}}

        {{CacheRows.Read("keys")}}

        {{CacheRows.Read("values")}}

        uint lane = gl_SubgroupInvocationID;

        {{Walk}}

        {{Merge}}

        void main()
        {
            uint split = gl_WorkGroupID.x;
            uint kv_head = gl_WorkGroupID.y / PARTS;
            uint head = gl_WorkGroupID.y * GROUP;           // the first of this workgroup
            uint sequence = gl_WorkGroupID.z;
            uint place = (sequence * KV_HEADS + kv_head) * step.capacity;
            uint part_at = place + split * KEYS_PER_SPLIT;
            if (part_at < window.first || part_at >= window.end) { return; }       // another window's: a part of the keys lies in one
            uint cache = place - window.first;
            uint q_at = sequence * HEADS + head;
            uint partial = (sequence * step.splits + split) * HEADS + head;

            Sequence own = step.sequences[sequence];
            uint end = min(min(own.past + 1u, own.end), (split + 1u) * KEYS_PER_SPLIT);
            uint begin = max(split * KEYS_PER_SPLIT, own.first);
            if (WINDOW > 0u && own.past + 1u > WINDOW) { begin = max(begin, own.past + 1u - WINDOW); }

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

            // Publish, count, and let the last subgroup of these heads merge.
            memoryBarrierBuffer();
            subgroupBarrier();
            memoryBarrierBuffer();
            uint counter = sequence * KV_HEADS * PARTS + gl_WorkGroupID.y;
            uint done = 0u;
            if (lane == 0u) { done = atomicAdd(counters[counter], 1u); }
            done = subgroupShuffle(done, 0u);
            if (done + 1u != step.splits * SUBGROUPS) { return; }
            memoryBarrierBuffer();
            subgroupBarrier();
            for (uint g = 0u; g < GROUP; g++) { merge(sequence, head + g); }
            if (lane == 0u) { atomicExchange(counters[counter], 0u); }
        }

        """);
}
