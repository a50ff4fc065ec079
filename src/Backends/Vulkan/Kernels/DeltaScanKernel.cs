using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// The sequential part of <see cref="DeltaChunk"/>, with the state in place: (mixed, gates, products, solved, state, o).
/// A subgroup has 4 rows of the transposed state a lane; these are columns of V', which replaces U in the workspace, and of o.
/// A lane reads back only what it wrote itself, so no barrier is needed.
/// </summary>
internal static class DeltaScanKernel
{
    public static Kernel Emit(string name, DeltaShape shape)
    {
        int tiles = DeltaChunk.Columns / RegisterTile.Rows;
        Loop keys = new(shape.PaddedKeyDim / 8);
        return Kernel.Of(
            name,
            Glsl(shape),
            KernelClass.Gemm,
            new Grid(
                new GridAxis(shape.ValueDim, Extent.One, GridUnit.Lane, RegisterTile.Columns),
                new GridAxis(shape.ValueHeads),
                new GridAxis(1, Extent.Batch)),
            LoopBudget.Check(
                name,
                shape.ToString(),
                new Loop(DeltaChunk.Most, new Loop(tiles, new Loop(2, keys), new Loop(tiles)), new Loop(shape.PaddedKeyDim / 8, new Loop(tiles)))),
            states: StateWindows.Of("state"));
    }

    private static string Glsl(DeltaShape shape) => $$"""
        {{Prologue.Emit(GlslUse.Shuffle | GlslUse.Unroll | GlslUse.Window)}}

        {{DeltaChunk.Glsl(shape)}}
        const uint VALUE_DIM = {{shape.ValueDim}}u;
        const uint STRIDE = 2u * (VALUE_BLOCKS + KEY_BLOCKS);       // of a row of the workspace, in vec4
        const uint O_STRIDE = {{Padding.RoundUp8(shape.ValueHeads * shape.ValueDim)}}u;

        layout(std430) readonly buffer Mixed { vec4 mixed[]; };
        layout(std430) readonly buffer Gates { vec4 gates[]; };
        layout(std430) readonly buffer Products { vec4 products[]; };
        layout(std430) buffer Solved { vec4 solved[]; };
        layout(std430) buffer State { vec4 state[]; };
        layout(std430) writeonly buffer O { {{(shape.ValueDim % 4 == 0 ? "vec4" : "float")}} o[]; };

        {{BlockAccess.ReadRow("mixed", shape.MixedWidth)}}

        {{BlockAccess.ReadRow("products", DeltaChunk.Columns)}}

        {{BlockAccess.ReadRow("solved", shape.PaddedValueDim + shape.PaddedKeyDim)}}

        {{BlockAccess.ReadRow("state", shape.PaddedKeyDim)}}

        {{Exponential.Single}}

        float fall(vec2 gate) { return accurate_exp(gate.x) * (1.0 + gate.y); }       // of a sum of gates and what its rounding left

        // The tile reads three buffers in turn.
        const uint FROM_MIXED = 0u;
        const uint FROM_PRODUCTS = 1u;
        const uint FROM_SOLVED = 2u;
        uint tile_buffer;
        void read_tile(uint row, uint block, out vec4 low, out vec4 high)
        {
            if (tile_buffer == FROM_MIXED) { read_mixed(row, block, low, high); }
            else if (tile_buffer == FROM_PRODUCTS) { read_products(row, block, low, high); }
            else { read_solved(row, block, low, high); }
        }

        {{RegisterTile.Emit("read_tile")}}

        {{RegisterTile.Multiply("read_state")}}

        uint value;         // this lane's first of 4 value columns
        bool real;          // whether it has one

        void write_o(uint row, uint head, vec4 sum)
        {
            uint at = row * O_STRIDE + head * VALUE_DIM + value;
            {{WriteO(shape)}}
        }

        void write_state(uint j, uint block, vec4 low, vec4 high)
        {
            if (value + j >= VALUE_DIM) { return; }

            state[(column_source[j] * KEY_BLOCKS + block) * 2u] = low;
            state[(column_source[j] * KEY_BLOCKS + block) * 2u + 1u] = high;
        }

        void add_outer(uint row, vec4 values)
        {
            vec4 low = low_of(row);
            vec4 high = high_of(row);
            sums[0] = fma(vec4(low.x), values, sums[0]);
            sums[1] = fma(vec4(low.y), values, sums[1]);
            sums[2] = fma(vec4(low.z), values, sums[2]);
            sums[3] = fma(vec4(low.w), values, sums[3]);
            sums[4] = fma(vec4(high.x), values, sums[4]);
            sums[5] = fma(vec4(high.y), values, sums[5]);
            sums[6] = fma(vec4(high.z), values, sums[6]);
            sums[7] = fma(vec4(high.w), values, sums[7]);
        }

        uint cell_of(uint sequence, uint chunk, uint column) { return chunk_row(sequence, chunk, column) * VALUE_HEADS + gl_WorkGroupID.y; }

        void main()
        {
            uint head = gl_WorkGroupID.y;
            uint sequence = gl_WorkGroupID.z;
            value = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * SUBGROUP_SIZE * 4u;
            uint place = (sequence * VALUE_HEADS + head) * VALUE_DIM;
            if (value >= VALUE_DIM || place < window.first || place >= window.end) { return; }

            value += gl_SubgroupInvocationID * 4u;
            real = value < VALUE_DIM;
            uint stateRow = place - window.first;
            column_source[0] = stateRow + min(value, VALUE_DIM - 1u);
            column_source[1] = stateRow + min(value + 1u, VALUE_DIM - 1u);
            column_source[2] = stateRow + min(value + 2u, VALUE_DIM - 1u);
            column_source[3] = stateRow + min(value + 3u, VALUE_DIM - 1u);
            uint queries = head / GROUP * KEY_BLOCKS;
            uint keys = KEYS + queries;
            uint own = min(value / 4u, 2u * VALUE_BLOCKS - 1u);
            uint chunks = chunk_count();
            vec4 columns[8];
            for (uint chunk = 0u; chunk < chunks; chunk++)
            {
                uint width = chunk_width(chunk);
                for (uint first = 0u; first < width; first += 8u)
                {
                    uint row[2] = uint[](chunk_row(sequence, chunk, first + tile_row(0u)), chunk_row(sequence, chunk, first + tile_row(1u)));
                    uint cell[2] = uint[](row[0] * VALUE_HEADS + head, row[1] * VALUE_HEADS + head);
                    // W·S makes V' of U; Q·S begins the result. One text for both: a kernel's first run costs what its text is long.
                    [[dont_unroll]] for (uint pass = 0u; pass < 2u; pass++)
                    {
                        clear_sums();
                        tile_buffer = pass == 0u ? FROM_SOLVED : FROM_MIXED;
                        tile_source[0] = pass == 0u ? cell[0] : row[0];
                        tile_source[1] = pass == 0u ? cell[1] : row[1];
                        uint inputs = pass == 0u ? VALUE_BLOCKS : queries;
                        [[dont_unroll]] for (uint block = 0u; block < KEY_BLOCKS; block++)
                        {
                            load_tile(inputs + block);
                            multiply(block);
                        }

                        #define REPLACE(r) if (first + r < width) { solved[cell_of(sequence, chunk, first + r) * STRIDE + own] -= sums[r]; }
                        if (pass == 0u && real) { EACH_ROW(REPLACE) }
                    }

                    float since[2] = float[](fall(gates[cell[0]].yz), fall(gates[cell[1]].yz));
                    #define AGE(r) sums[r] *= subgroupShuffle(since[r / SUBGROUP_SIZE], r % SUBGROUP_SIZE);
                    EACH_ROW(AGE)
                    tile_buffer = FROM_PRODUCTS;
                    tile_source[0] = cell[0] * 2u + 1u;
                    tile_source[1] = cell[1] * 2u + 1u;
                    for (uint before = 0u; before <= first; before += 8u)
                    {
                        #define READ(r) columns[r] = solved[cell_of(sequence, chunk, before + r) * STRIDE + own];
                        EACH_ROW(READ)
                        load_tile(before / 8u);
                        accumulate(columns);
                    }

                    #define WRITE(r) if (real && first + r < width) { write_o(chunk_row(sequence, chunk, first + r), head, sums[r]); }
                    EACH_ROW(WRITE)
                }

                // The sums are now 8 rows of the state, by key dimension, and the tile's rows are columns of the chunk.
                vec2 last = gates[cell_of(sequence, chunk, CHUNK - 1u)].yz;
                float passed = fall(last);
                tile_buffer = FROM_MIXED;
                [[dont_unroll]] for (uint block = 0u; block < KEY_BLOCKS; block++)
                {
                    read_columns(block, columns);
                    #define DECAY(r) sums[r] = passed * columns[r];
                    EACH_ROW(DECAY)
                    for (uint first = 0u; first < width; first += 8u)
                    {
                        tile_source[0] = chunk_row(sequence, chunk, first + tile_row(0u));
                        tile_source[1] = chunk_row(sequence, chunk, first + tile_row(1u));
                        load_tile(keys + block);
                        float fade[2];
                        #define FADE(p) fade[p] = first + tile_row(p) < width ? fall(last - gates[tile_source[p] * VALUE_HEADS + head].yz) : 0.0;
                        FADE(0) FADE(1)
                        #define ADD(r) add_outer(r, subgroupShuffle(fade[r / SUBGROUP_SIZE], r % SUBGROUP_SIZE) * solved[cell_of(sequence, chunk, first + r) * STRIDE + own]);
                        EACH_ROW(ADD)
                    }

                    write_state(0u, block, vec4(sums[0].x, sums[1].x, sums[2].x, sums[3].x), vec4(sums[4].x, sums[5].x, sums[6].x, sums[7].x));
                    write_state(1u, block, vec4(sums[0].y, sums[1].y, sums[2].y, sums[3].y), vec4(sums[4].y, sums[5].y, sums[6].y, sums[7].y));
                    write_state(2u, block, vec4(sums[0].z, sums[1].z, sums[2].z, sums[3].z), vec4(sums[4].z, sums[5].z, sums[6].z, sums[7].z));
                    write_state(3u, block, vec4(sums[0].w, sums[1].w, sums[2].w, sums[3].w), vec4(sums[4].w, sums[5].w, sums[6].w, sums[7].w));
                }
            }
        }
        """;

    private static string WriteO(DeltaShape shape) => shape.ValueDim % 4 == 0
        ? "o[at / 4u] = sum;"
        : """
        o[at] = sum.x;
            if (value + 1u < VALUE_DIM) { o[at + 1u] = sum.y; }
            if (value + 2u < VALUE_DIM) { o[at + 2u] = sum.z; }
            if (value + 3u < VALUE_DIM) { o[at + 3u] = sum.w; }
        """;
}
