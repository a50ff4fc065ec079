namespace Modelwright.Backends.Vulkan;

/// <summary>What the products of rows with a weight matrix share: which weight rows a lane has, and how they are read.</summary>
internal static class MatrixTile
{
    /// <summary>Outputs a lane computes: 4 weight rows are 4 sums, or 2 gates and 2 ups.</summary>
    public static int LaneOutputs(LinearEpilogue epilogue) => epilogue == LinearEpilogue.Gated ? 2 : 4;

    /// <summary>What a lane writes of a row.</summary>
    public static string LaneType(LinearEpilogue epilogue) => epilogue == LinearEpilogue.Gated ? "vec2" : "vec4";

    /// <summary>
    /// The register tile over <c>read_ROWS(row, block, …)</c> and rows of the operand <c>weights</c>, <paramref name="inputs"/> wide:
    /// <c>multiply_weights()</c> adds the tile times the weight rows of <c>select_columns</c> to <c>sums</c>. Scales are applied to the sums of a unit.
    /// </summary>
    public static string Emit(string rows, int inputs) => $$"""
        {{RegisterTile.Emit($"read_{rows}")}}

        {{WeightRows.Read("weights", inputs)}}

        uvec4 column_rows;      // the weight rows that are this lane's columns

        void select_columns(uvec4 rows) { column_rows = rows; }

        // Rows to columns; costs nothing, registers are only renamed.
        void weight_columns(uvec4 words[4][2], uint unit, uint block, out vec4 columns[8])
        {
            vec4 a;
            vec4 b;
            vec4 c;
            vec4 d;
            #define PART(half) \
                a = part_weights(words[0], column_rows.x, unit, 2u * block + half); \
                b = part_weights(words[1], column_rows.y, unit, 2u * block + half); \
                c = part_weights(words[2], column_rows.z, unit, 2u * block + half); \
                d = part_weights(words[3], column_rows.w, unit, 2u * block + half); \
                columns[4u * half] = vec4(a.x, b.x, c.x, d.x); \
                columns[4u * half + 1u] = vec4(a.y, b.y, c.y, d.y); \
                columns[4u * half + 2u] = vec4(a.z, b.z, c.z, d.z); \
                columns[4u * half + 3u] = vec4(a.w, b.w, c.w, d.w);
            PART(0u)
            PART(1u)
        }

        vec4 weight_scales(uint unit)
        {
            return vec4(scale_weights(column_rows.x, unit), scale_weights(column_rows.y, unit), scale_weights(column_rows.z, unit), scale_weights(column_rows.w, unit));
        }

        #define SET_ASIDE(r) before[r] = sums[r]; sums[r] = vec4(0.0);
        #define SCALE(r) sums[r] = fma(scales, sums[r], before[r]);

        // Adds the tile times the lane's weight rows to the sums.
        void multiply_weights()
        {
            for (uint unit = 0u; unit < WEIGHTS_UNITS; unit++)
            {
                uvec4 words[4][2];
                fetch_weights(column_rows.x, unit, words[0]);
                fetch_weights(column_rows.y, unit, words[1]);
                fetch_weights(column_rows.z, unit, words[2]);
                fetch_weights(column_rows.w, unit, words[3]);
                vec4 before[8];
                if ({{WeightRows.IsScaled("weights")}}) { EACH_ROW(SET_ASIDE) }
                [[unroll]] for (uint block = 0u; block < WEIGHTS_UNIT; block++)
                {
                    if (WEIGHTS_UNIT > 1u && unit * WEIGHTS_UNIT + block >= {{Padding.Blocks(inputs)}}u) { break; }      // the last unit may be longer than the row
                    load_tile(unit * WEIGHTS_UNIT + block);
                    vec4 columns[8];
                    weight_columns(words, unit, block, columns);
                    accumulate(columns);
                }

                vec4 scales;
                if ({{WeightRows.IsScaled("weights")}}) { scales = weight_scales(unit); EACH_ROW(SCALE) }
            }
        }
        """;

    /// <summary><c>weight_rows(column)</c>: the weight rows of a lane's outputs. Lanes behind the last output repeat it.</summary>
    /// <param name="epilogue">With gates an up row follows each gate row: 2 gates and then their ups.</param>
    /// <param name="outputs">GLSL for the outputs there are.</param>
    public static string WeightRow(LinearEpilogue epilogue, string outputs) => epilogue == LinearEpilogue.Gated
        ? $$"""
        uvec4 weight_rows(uint column)
        {
            uvec2 gate = 2u * min(uvec2(column, column + 1u), uvec2({{outputs}} - 1u));
            return uvec4(gate, gate + 1u);
        }
        """
        : $"uvec4 weight_rows(uint column) {{ return min(uvec4(column, column + 1u, column + 2u, column + 3u), uvec4({outputs} - 1u)); }}";
}
