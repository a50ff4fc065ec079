namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Small matrix products in registers: a subgroup computes 8 rows times 4 columns a lane. The 8 rows are read once, a row a lane,
/// and handed round by shuffles, which cost a tenth of a load; nothing is shared in memory and no barrier is needed.
/// The rows are unrolled by a macro and not by loops, so that they never count in the <see cref="LoopBudget"/>.
/// </summary>
internal static class RegisterTile
{
    /// <summary>Rows a subgroup computes at a time.</summary>
    public const int Rows = 8;

    /// <summary>Columns a lane computes.</summary>
    public const int Columns = 4;

    /// <summary>
    /// <c>load_tile(block)</c> reads 8 inputs of the rows <c>tile_source</c> with the function <paramref name="read"/>(row, block, low, high);
    /// <c>accumulate(columns)</c> adds the tile times 8 inputs of 4 columns to <c>sums</c>.
    /// </summary>
    public static string Emit(string read) => Emit(read, "#define EACH_ROW(f) f(0) f(1) f(2) f(3) f(4) f(5) f(6) f(7)", Rows + "u");

    /// <summary>The same with 8 rows or 4, as the constant <c>ROWS</c> says: a tile of 4 leaves registers for what else its kernel keeps of each row.</summary>
    public static string EmitRows(string read) => Emit(
        read,
        """
        #define EACH_ROW(f) f(0) f(1) f(2) f(3) if (ROWS > 4u) { f(4) f(5) f(6) f(7) }
        """,
        "ROWS");

    private static string Emit(string read, string eachRow, string rows) => $$"""
        {{eachRow}}

        vec4 sums[8];           // of {{rows.TrimEnd('u')}} rows; the components are this lane's columns
        vec4 tile_low[2];       // 8 inputs of one row a lane, of two rows where a subgroup has 4 lanes
        vec4 tile_high[2];
        uint tile_source[2];    // which row that is to its reader

        uint tile_row(uint part) { return (gl_SubgroupInvocationID + part * SUBGROUP_SIZE) % {{rows}}; }
        vec4 low_of(uint row) { return subgroupShuffle(tile_low[row / SUBGROUP_SIZE], row % SUBGROUP_SIZE); }
        vec4 high_of(uint row) { return subgroupShuffle(tile_high[row / SUBGROUP_SIZE], row % SUBGROUP_SIZE); }

        void load_tile(uint block)
        {
            {{read}}(tile_source[0], block, tile_low[0], tile_high[0]);
            if (SUBGROUP_SIZE < {{rows}}) { {{read}}(tile_source[1], block, tile_low[1], tile_high[1]); }
        }

        vec4 multiply_row(uint row, vec4 columns[8], vec4 sum)
        {
            vec4 low = low_of(row);
            vec4 high = high_of(row);
            sum = fma(vec4(low.x), columns[0], sum);
            sum = fma(vec4(low.y), columns[1], sum);
            sum = fma(vec4(low.z), columns[2], sum);
            sum = fma(vec4(low.w), columns[3], sum);
            sum = fma(vec4(high.x), columns[4], sum);
            sum = fma(vec4(high.y), columns[5], sum);
            sum = fma(vec4(high.z), columns[6], sum);
            return fma(vec4(high.w), columns[7], sum);
        }

        #define CLEAR(r) sums[r] = vec4(0.0);
        #define ACCUMULATE(r) sums[r] = multiply_row(r, columns, sums[r]);
        void clear_sums() { EACH_ROW(CLEAR) }
        void accumulate(vec4 columns[8]) { EACH_ROW(ACCUMULATE) }
        """;

    /// <summary>
    /// <c>multiply(block)</c> adds the tile times 8 inputs of 4 transposed columns, the rows <c>column_source</c> of the function
    /// <paramref name="read"/>(row, block, low, high). Needs <see cref="Emit"/> before it.
    /// </summary>
    public static string Multiply(string read) => $$"""
        uint column_source[4];  // the rows that are this lane's columns

        // Rows to columns; costs nothing, registers are only renamed.
        void read_columns(uint block, out vec4 columns[8])
        {
            vec4 low[4];
            vec4 high[4];
            {{read}}(column_source[0], block, low[0], high[0]);
            {{read}}(column_source[1], block, low[1], high[1]);
            {{read}}(column_source[2], block, low[2], high[2]);
            {{read}}(column_source[3], block, low[3], high[3]);
            #define COLUMN(i, half, c) columns[i] = vec4(half[0].c, half[1].c, half[2].c, half[3].c);
            COLUMN(0, low, x) COLUMN(1, low, y) COLUMN(2, low, z) COLUMN(3, low, w)
            COLUMN(4, high, x) COLUMN(5, high, y) COLUMN(6, high, z) COLUMN(7, high, w)
        }

        void multiply(uint block)
        {
            vec4 columns[8];
            read_columns(block, columns);
            accumulate(columns);
        }
        """;
}
