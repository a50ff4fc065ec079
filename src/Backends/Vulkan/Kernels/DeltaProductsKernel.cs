using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Products of a chunk's keys and queries with its keys, scaled and masked into A and P of <see cref="DeltaChunk"/>: (mixed, gates, products).
/// A product is formed once for all value heads that share the key head. The workspace has a row of A and then one of P.
/// </summary>
internal static class DeltaProductsKernel
{
    private const int RowTiles = 2 * DeltaChunk.Columns / RegisterTile.Rows;

    public static Kernel Emit(string name, DeltaShape shape) => Kernel.Of(
        name,
        Glsl(shape),
        KernelClass.Gemm,
        new Grid(
            new GridAxis(DeltaChunk.Columns, Extent.One, GridUnit.Lane, RegisterTile.Columns),
            new GridAxis(1, Extent.Tokens, GridUnit.Group, DeltaChunk.Columns),
            new GridAxis(RowTiles * shape.KeyHeads, Extent.Batch)),
        LoopBudget.Check(name, shape.ToString(), new Loop(shape.PaddedKeyDim / 8), new Loop(shape.ValueHeads / shape.KeyHeads)));

    private static string Glsl(DeltaShape shape) => $$"""
        {{Prologue.Emit(GlslUse.Shuffle | GlslUse.Unroll)}}

        {{DeltaChunk.Glsl(shape)}}
        const uint ROW_TILES = {{RowTiles}}u;               // of 8: keys, then queries

        layout(std430) readonly buffer Mixed { vec4 mixed[]; };
        layout(std430) readonly buffer Gates { vec4 gates[]; };
        layout(std430) writeonly buffer Products { vec4 products[]; };

        {{Exponential.Quad}}

        {{BlockAccess.ReadRow("mixed", shape.MixedWidth)}}

        {{RegisterTile.Emit("read_mixed")}}

        {{RegisterTile.Multiply("read_mixed")}}

        void main()
        {
            uint rowTile = gl_WorkGroupID.z % ROW_TILES;
            uint keyHead = gl_WorkGroupID.z / ROW_TILES % KEY_HEADS;
            uint sequence = gl_WorkGroupID.z / ROW_TILES / KEY_HEADS;
            uint chunk = gl_WorkGroupID.y;
            uint column = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * SUBGROUP_SIZE * 4u;
            uint width = chunk_width(chunk);
            uint first = rowTile % (ROW_TILES / 2u) * 8u;
            if (column >= CHUNK || first >= width) { return; }

            column += gl_SubgroupInvocationID * 4u;
            bool query = rowTile >= ROW_TILES / 2u;
            tile_source[0] = chunk_row(sequence, chunk, first + tile_row(0u));
            tile_source[1] = chunk_row(sequence, chunk, first + tile_row(1u));
            column_source[0] = chunk_row(sequence, chunk, min(column, CHUNK - 1u));
            column_source[1] = chunk_row(sequence, chunk, min(column + 1u, CHUNK - 1u));
            column_source[2] = chunk_row(sequence, chunk, min(column + 2u, CHUNK - 1u));
            column_source[3] = chunk_row(sequence, chunk, min(column + 3u, CHUNK - 1u));
            uint keys = KEYS + keyHead * KEY_BLOCKS;
            uint rows = query ? keyHead * KEY_BLOCKS : keys;
            clear_sums();
            [[dont_unroll]] for (uint block = 0u; block < KEY_BLOCKS; block++)
            {
                load_tile(rows + block);
                multiply(keys + block);
            }

            for (uint part = 0u; part < GROUP; part++)
            {
                uint head = keyHead * GROUP + part;
                vec4 before;
                vec4 rest;
                #define BEFORE(j) before[j] = gates[column_source[j] * VALUE_HEADS + head].y; rest[j] = gates[column_source[j] * VALUE_HEADS + head].z;
                BEFORE(0) BEFORE(1) BEFORE(2) BEFORE(3)
                vec4 own[2] = vec4[](gates[tile_source[0] * VALUE_HEADS + head], gates[tile_source[1] * VALUE_HEADS + head]);
                vec4 gate;
                vec4 scaled;
                uint row;
                uint target;

                // A difference is formed before its exp and is at most 0 where it counts, so nothing overflows.
                #define STORE(r) \
                    row = first + r; \
                    gate = subgroupShuffle(own[r / SUBGROUP_SIZE], r % SUBGROUP_SIZE); \
                    scaled = (query ? 1.0 : -gate.x) * sums[r] * accurate_exp(min((gate.y - before) + (gate.z - rest), vec4(0.0))); \
                    scaled = mix(vec4(0.0), scaled, lessThan(column + uvec4(0u, 1u, 2u, 3u), uvec4(query ? row + 1u : row))); \
                    target = (chunk_row(sequence, chunk, row) * VALUE_HEADS + head) * 2u + (query ? 1u : 0u); \
                    if (row < width && column < CHUNK) { products[target * (CHUNK / 4u) + column / 4u] = scaled; }
                EACH_ROW(STORE)
            }
        }
        """;
}
