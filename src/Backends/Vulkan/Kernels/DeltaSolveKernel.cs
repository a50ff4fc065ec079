using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// [U | W] of <see cref="DeltaChunk"/> by forward substitution, 8 rows at a time: (mixed, gates, products, solved).
/// A lane has 4 columns of the right side and all its rows, so it reads back only what it wrote itself.
/// </summary>
internal static class DeltaSolveKernel
{
    public static Kernel Emit(string name, DeltaShape shape) => Kernel.Of(
        name,
        Glsl(shape),
        KernelClass.Gemm,
        new Grid(
            new GridAxis((shape.PaddedValueDim + shape.PaddedKeyDim) / 4, Extent.One, GridUnit.Lane),
            new GridAxis(1, Extent.Tokens, GridUnit.Group, DeltaChunk.Columns),
            new GridAxis(shape.ValueHeads, Extent.Batch)),
        LoopBudget.Check(name, shape.ToString(), new Loop(DeltaChunk.Columns / 8, new Loop(DeltaChunk.Columns / 8))));

    private static string Glsl(DeltaShape shape) => $$"""
        {{Prologue.Emit(GlslUse.Shuffle)}}

        {{DeltaChunk.Glsl(shape)}}
        const uint MIXED_STRIDE = {{Padding.RoundUp8(shape.MixedWidth) / 4}}u;           // in vec4
        const uint WIDTH = 2u * (VALUE_BLOCKS + KEY_BLOCKS);

        layout(std430) readonly buffer Mixed { vec4 mixed[]; };
        layout(std430) readonly buffer Gates { vec4 gates[]; };
        layout(std430) readonly buffer Products { vec4 products[]; };
        layout(std430) buffer Solved { vec4 solved[]; };

        {{Exponential.Single}}

        {{BlockAccess.ReadRow("products", DeltaChunk.Columns)}}

        {{RegisterTile.Emit("read_products")}}

        uint cell_of(uint sequence, uint chunk, uint column, uint head) { return chunk_row(sequence, chunk, column) * VALUE_HEADS + head; }

        void main()
        {
            uint head = gl_WorkGroupID.z % VALUE_HEADS;
            uint sequence = gl_WorkGroupID.z / VALUE_HEADS;
            uint chunk = gl_WorkGroupID.y;
            uint column = (gl_WorkGroupID.x * SUBGROUPS + gl_SubgroupID) * SUBGROUP_SIZE;
            if (column >= WIDTH) { return; }

            column += gl_SubgroupInvocationID;
            bool real = column < WIDTH;
            column = min(column, WIDTH - 1u);
            bool value = column < 2u * VALUE_BLOCKS;
            uint source = value
                ? 2u * (VALUES + head * VALUE_BLOCKS) + column
                : 2u * (KEYS + head / GROUP * KEY_BLOCKS) + column - 2u * VALUE_BLOCKS;
            uint width = chunk_width(chunk);
            for (uint first = 0u; first < width; first += 8u)
            {
                uint cell[2] = uint[](cell_of(sequence, chunk, first + tile_row(0u), head), cell_of(sequence, chunk, first + tile_row(1u), head));
                vec4 own[2] = vec4[](gates[cell[0]], gates[cell[1]]);
                vec4 gate;
                #define START(r) \
                    gate = subgroupShuffle(own[r / SUBGROUP_SIZE], r % SUBGROUP_SIZE); \
                    sums[r] = gate.x * (value ? 1.0 : accurate_exp(gate.y) * (1.0 + gate.z)) * mixed[chunk_row(sequence, chunk, first + r) * MIXED_STRIDE + source];
                EACH_ROW(START)
                tile_source[0] = cell[0] * 2u;
                tile_source[1] = cell[1] * 2u;
                for (uint before = 0u; before < first; before += 8u)
                {
                    vec4 columns[8];
                    #define READ(r) columns[r] = solved[cell_of(sequence, chunk, before + r, head) * WIDTH + column];
                    EACH_ROW(READ)
                    load_tile(before / 8u);
                    accumulate(columns);
                }

                // A is zero on and above its diagonal: a row takes only rows that are done.
                load_tile(first / 8u);
                #define SOLVE(r) sums[r] = multiply_row(r, sums, sums[r]);
                EACH_ROW(SOLVE)
                #define STORE(r) if (real && first + r < width) { solved[cell_of(sequence, chunk, first + r, head) * WIDTH + column] = sums[r]; }
                EACH_ROW(STORE)
            }
        }
        """;
}
