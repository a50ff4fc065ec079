namespace Modelwright.Backends.Vulkan;

/// <summary>What the products of rows with a weight matrix share: which weight rows a lane has, and how they are read.</summary>
internal static class MatrixTile
{
    /// <summary>Outputs a lane computes: 4 weight rows are 4 sums, or 2 gates and 2 ups.</summary>
    public static int LaneOutputs(LinearEpilogue epilogue) => epilogue == LinearEpilogue.Gated ? 2 : 4;

    /// <summary>What a lane writes of a row.</summary>
    public static string LaneType(LinearEpilogue epilogue) => epilogue == LinearEpilogue.Gated ? "vec2" : "vec4";

    /// <summary>The register tile over <c>read_ROWS(row, block, …)</c> and the weights; needs <c>BLOCKS</c> and <c>read_weights</c> before it.</summary>
    public static string Emit(string rows) => $$"""
        {{RegisterTile.Emit($"read_{rows}")}}

        void read_weight_row(uint first, uint block, out vec4 low, out vec4 high) { read_weights(first + block, low, high); }

        {{RegisterTile.Multiply("read_weight_row")}}

        void select_columns(uvec4 rows)
        {
            column_source[0] = rows.x * BLOCKS;
            column_source[1] = rows.y * BLOCKS;
            column_source[2] = rows.z * BLOCKS;
            column_source[3] = rows.w * BLOCKS;
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
