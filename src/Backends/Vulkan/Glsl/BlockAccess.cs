namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Reading blocks of 8 elements of activations, and the 16-bit formats of caches (<see cref="CacheRows"/>). The cost of a load is per instruction, so every buffer is read 16 bytes a lane:
/// f16 and bf16 blocks are one <c>uvec4</c>, f32 blocks two. Widening and rounding happen in registers and need no device feature.
/// </summary>
internal static class BlockAccess
{
    /// <summary>Part of the prologue of kernels that read or write a cache.</summary>
    public const string Widen = """
        void widen(uvec4 words, out vec4 low, out vec4 high)
        {
            if (CACHE_FORMAT == 1u)
            {
                low = vec4(unpackHalf2x16(words.x), unpackHalf2x16(words.y));
                high = vec4(unpackHalf2x16(words.z), unpackHalf2x16(words.w));
            }
            else
            {
                uvec4 even = words << 16u;
                uvec4 odd = words & 0xffff0000u;
                low = uintBitsToFloat(uvec4(even.x, odd.x, even.y, odd.y));
                high = uintBitsToFloat(uvec4(even.z, odd.z, even.w, odd.w));
            }
        }
        """;

    /// <summary>Eight numbers rounded to the cache's 16-bit format.</summary>
    public const string Narrow = """
        uint round_bf16(float low, float high)
        {
            uint a = floatBitsToUint(low);
            uint b = floatBitsToUint(high);
            a += 0x7fffu + ((a >> 16u) & 1u);
            b += 0x7fffu + ((b >> 16u) & 1u);
            return (a >> 16u) | (b & 0xffff0000u);
        }

        uvec4 narrow(vec4 low, vec4 high)
        {
            if (CACHE_FORMAT == 1u)
            {
                return uvec4(packHalf2x16(low.xy), packHalf2x16(low.zw), packHalf2x16(high.xy), packHalf2x16(high.zw));
            }

            return uvec4(round_bf16(low.x, low.y), round_bf16(low.z, low.w), round_bf16(high.x, high.y), round_bf16(high.z, high.w));
        }
        """;

    /// <summary>
    /// <c>read_NAME(row, block, low, high)</c> for f32 rows declared as <c>vec4 NAME[]</c>, <paramref name="width"/> wide with stride
    /// RoundUp8. What lies behind a row's end is undefined (it may be NaN), so the last block is masked where the width is no multiple of 8.
    /// </summary>
    public static string ReadRow(string name, int width) => ReadRow("read_" + name, name, width, Padding.Blocks(width));

    /// <summary>The same under another function name, for rows that are <paramref name="strideBlocks"/> blocks apart.</summary>
    public static string ReadRow(string function, string name, int width, int strideBlocks) => $$"""
        void {{function}}(uint row, uint block, out vec4 low, out vec4 high)
        {
            uint at = (row * {{strideBlocks}}u + block) * 2u;
            low = {{name}}[at];
            high = {{name}}[at + 1u];{{Mask(width)}}
        }
        """;

    private static string Mask(int width) => width % 8 == 0 ? string.Empty : $$"""


            if (block == {{width / 8}}u)
            {
                low = mix(vec4(0.0), low, lessThan(uvec4(0u, 1u, 2u, 3u), uvec4({{width % 8}}u)));
                high = mix(vec4(0.0), high, lessThan(uvec4(4u, 5u, 6u, 7u), uvec4({{width % 8}}u)));
            }
        """;
}
