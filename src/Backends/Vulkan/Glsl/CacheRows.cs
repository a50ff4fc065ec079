namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Rows of a cache declared as <c>uvec4 NAME[]</c>, a key or value of one head each, in the format of <c>CACHE_FORMAT</c>: f32, f16 or bf16 in blocks of 8; or signed bytes,
/// 16 a word as weights have them (byte i / 4 of component i % 4), then a float32 scale for each 32. Needs <c>BLOCKS</c>, the blocks of 8 of a row, before it.
/// </summary>
internal static class CacheRows
{
    /// <summary>Sizes of an int8 row.</summary>
    public const string Sizes = """
        const uint CODE_WORDS = (BLOCKS + 1u) / 2u;                                                 // of an int8 row, 16 bytes each
        const uint CODE_ROW = CODE_WORDS + ((BLOCKS + 3u) / 4u + 3u) / 4u;                          // with its scales
        """;

    /// <summary><c>read_NAME(row, block, low, high)</c>. Needs <see cref="Sizes"/> before it.</summary>
    public static string Read(string name) => $$"""
        void read_{{name}}(uint row, uint block, out vec4 low, out vec4 high)
        {
            if (CACHE_FORMAT == 3u)
            {
                uvec4 codes = {{name}}[row * CODE_ROW + block / 2u] << (16u - block % 2u * 16u);
                float scale = uintBitsToFloat({{name}}[row * CODE_ROW + CODE_WORDS + block / 16u][block / 4u % 4u]);
                low = vec4(ivec4(codes << 8u) >> 24) * scale;
                high = vec4(ivec4(codes) >> 24) * scale;
                return;
            }

            uint at = row * BLOCKS + block;
            if (CACHE_FORMAT == 0u)
            {
                low = uintBitsToFloat({{name}}[2u * at]);
                high = uintBitsToFloat({{name}}[2u * at + 1u]);
            }
            else
            {
                widen({{name}}[at], low, high);
            }
        }
        """;

    /// <summary>
    /// <c>write_NAME(row, block, low, high)</c>, which every lane of a subgroup calls with blocks that follow each other, the first a multiple of 4; those behind the row are zero.
    /// Needs <see cref="Sizes"/>, <see cref="BlockAccess.Narrow"/> and <see cref="Encode"/> before it. bf16 rounds to nearest, ties to even.
    /// </summary>
    public static string Write(string name) => $$"""
        void write_{{name}}(uint row, uint block, vec4 low, vec4 high)
        {
            if (CACHE_FORMAT == 3u)
            {
                float scale;
                uvec4 word = encode(low, high, scale);
                if (block < BLOCKS && block % 2u == 0u) { {{name}}[row * CODE_ROW + block / 2u] = word; }
                if (block < BLOCKS && block % 4u == 0u) { {{name}}[row * CODE_ROW + CODE_WORDS + block / 16u][block / 4u % 4u] = floatBitsToUint(scale); }
                return;
            }

            if (block >= BLOCKS) { return; }
            uint at = row * BLOCKS + block;
            if (CACHE_FORMAT == 0u)
            {
                {{name}}[2u * at] = floatBitsToUint(low);
                {{name}}[2u * at + 1u] = floatBitsToUint(high);
            }
            else
            {
                {{name}}[at] = narrow(low, high);
            }
        }
        """;

    /// <summary>Codes of 4 lanes' blocks and their scale: an even lane has the word that it shares with the next.</summary>
    public const string Encode = """
        uvec4 encode(vec4 low, vec4 high, out float scale)
        {
            vec4 most = max(abs(low), abs(high));
            float largest = max(max(most.x, most.y), max(most.z, most.w));
            largest = max(largest, subgroupShuffleXor(largest, 1u));
            largest = max(largest, subgroupShuffleXor(largest, 2u));
            scale = largest / 127.0;
            float inverse = largest > 0.0 ? 127.0 / largest : 0.0;
            uvec4 first = uvec4(ivec4(clamp(roundEven(low * inverse), -127.0, 127.0))) & 0xffu;
            uvec4 second = uvec4(ivec4(clamp(roundEven(high * inverse), -127.0, 127.0))) & 0xffu;
            uvec4 codes = first | second << 8u;
            return codes | subgroupShuffleXor(codes, 1u) << 16u;
        }
        """;
}
