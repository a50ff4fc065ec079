using System.Globalization;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Rows of a stored matrix, whatever their format: the one place where kernels' text knows how weights lie (<see cref="FormatWord"/>).
/// A lane reads a unit: 16 bytes of codes (float32: 32), which are 1 block of 8 columns of 16 bits, 2 of 8 bits, 4 of 4 bits.
/// Codes are widened in registers; their scale is a factor of its own, to be applied to what was summed of a unit.
/// </summary>
internal static class WeightRows
{
    /// <summary>
    /// Part of the prologue of kernels that read weights: <c>widen_codes(codes, words, part)</c> are columns 4 part to 4 part + 3 of a unit.
    /// Shorter codes lie so that one shift of all four words yields neighbours.
    /// </summary>
    public static string Widen { get; } = $$"""
        vec4 widen_float8(uvec4 bits)       // E4M3: subnormal below an exponent of 1
        {
            uvec4 magnitude = bits & 0x7fu;
            vec4 value = mix(uintBitsToFloat((magnitude << 20u) + 0x3c000000u), vec4(magnitude) * (1.0 / 512.0), lessThan(magnitude, uvec4(8u)));
            return mix(value, -value, notEqual(bits & 0x80u, uvec4(0u)));
        }

        vec4 widen_codes(uint codes, uvec4 words[2], uint part)
        {
            if (codes == {{Number(WeightCodes.Float32)}}) { return uintBitsToFloat(words[part]); }           // f32
            if (codes == {{Number(WeightCodes.Int8)}}) { return vec4(ivec4(words[0] << (24u - 8u * part)) >> 24); }       // int8
            if (codes == {{Number(WeightCodes.Int4)}}) { return vec4(ivec4(words[0] << (28u - 4u * part)) >> 28); }       // int4
            if (codes == {{Number(WeightCodes.Float8E4M3)}}) { return widen_float8((words[0] >> (8u * part)) & 0xffu); }
            uvec2 pair = part == 0u ? words[0].xy : words[0].zw;
            if (codes == {{Number(WeightCodes.Float16)}}) { return vec4(unpackHalf2x16(pair.x), unpackHalf2x16(pair.y)); }       // f16
            return uintBitsToFloat(uvec4(pair.x << 16u, pair.x & 0xffff0000u, pair.y << 16u, pair.y & 0xffff0000u));        // bf16
        }
        """;

    /// <summary>The operand, a buffer of 16-byte words with the constant that says its format.</summary>
    public static string Declare(string name) => $$"""
        layout(constant_id = format) const uint {{Upper(name)}}_FORMAT = {{Number(WeightCodes.Float16)}};
        layout(std430) readonly buffer {{Pascal(name)}} { uvec4 {{name}}[]; };
        """;

    /// <summary>
    /// The rows of the operand <paramref name="name"/>, which are <paramref name="columns"/> wide: <c>NAME_UNITS</c>, <c>NAME_UNIT</c> blocks of 8 columns each,
    /// <c>fetch_NAME(row, unit)</c>, <c>part_NAME(words, row, unit, part)</c> for 4 of its columns still without their scale, and <c>scale_NAME(row, unit)</c>.
    /// </summary>
    public static string Read(string name, int columns)
    {
        string n = Upper(name);
        return $$"""
            const uint {{n}}_CODES = {{n}}_FORMAT & {{FormatWord.CodesMask}}u;
            const uint {{n}}_SCALED = {{Flag(n, FormatWord.Scaled)}};
            const uint {{n}}_WIDE_SCALES = {{Flag(n, FormatWord.WideScales)}};       // float32, else float16
            const uint {{n}}_HAS_ZEROS = {{Flag(n, FormatWord.Zeros)}};
            const uint {{n}}_UNIT = 1u << (({{n}}_FORMAT >> {{FormatWord.UnitShift}}u) & {{FormatWord.UnitMask}}u);          // blocks of 8 columns that a lane reads at once
            const uint {{n}}_UNITS = ({{Padding.Blocks(columns)}}u + {{n}}_UNIT - 1u) / {{n}}_UNIT;      // of a row
            const uint {{n}}_UNIT_WORDS = 1u + ({{Flag(n, FormatWord.DoubleUnit)}});
            const uint {{n}}_GROUP_SHIFT = ({{n}}_FORMAT >> {{FormatWord.GroupShift}}u) & {{FormatWord.GroupMask}}u;
            const uint {{n}}_GROUPS = {{n}}_SCALED * (({{n}}_UNITS + (1u << {{n}}_GROUP_SHIFT) - 1u) >> {{n}}_GROUP_SHIFT);
            const uint {{n}}_SCALES_AT = {{n}}_UNITS * {{n}}_UNIT_WORDS * 4u;                            // in a row, in words of 4 bytes
            const uint {{n}}_ZEROS_AT = {{n}}_SCALES_AT + ({{n}}_GROUPS * (1u + {{n}}_WIDE_SCALES) + 1u) / 2u;
            const uint {{n}}_ROW = ({{n}}_ZEROS_AT + {{n}}_HAS_ZEROS * (({{n}}_GROUPS + 3u) / 4u) + 3u) / 4u;       // in words of 16 bytes

            void fetch_{{name}}(uint row, uint unit, out uvec4 words[2])
            {
                uint at = row * {{n}}_ROW + unit * {{n}}_UNIT_WORDS;
                words[0] = {{name}}[at];
                words[1] = {{n}}_UNIT_WORDS > 1u ? {{name}}[at + 1u] : uvec4(0u);
            }

            uint word_{{name}}(uint row, uint index) { return {{name}}[row * {{n}}_ROW + index / 4u][index % 4u]; }

            vec4 part_{{name}}(uvec4 words[2], uint row, uint unit, uint part)
            {
                vec4 values = widen_codes({{n}}_CODES, words, part);
                if ({{n}}_HAS_ZEROS == 0u) { return values; }
                uint group = unit >> {{n}}_GROUP_SHIFT;
                return values - float(int(word_{{name}}(row, {{n}}_ZEROS_AT + group / 4u) << (24u - group % 4u * 8u)) >> 24);
            }

            float scale_{{name}}(uint row, uint unit)
            {
                uint group = unit >> {{n}}_GROUP_SHIFT;
                if ({{n}}_WIDE_SCALES == 1u) { return uintBitsToFloat(word_{{name}}(row, {{n}}_SCALES_AT + group)); }
                return unpackHalf2x16(word_{{name}}(row, {{n}}_SCALES_AT + group / 2u) >> (group % 2u * 16u)).x;
            }
            """;
    }

    /// <summary>GLSL for whether what is summed of a unit must still be scaled.</summary>
    public static string IsScaled(string name) => Upper(name) + "_SCALED == 1u";

    /// <summary>What an operand's constants begin with.</summary>
    public static string Upper(string name) => name.ToUpperInvariant();

    private static string Flag(string upper, int flag)
    {
        int shift = 0;
        while (1 << shift != flag)
        {
            shift++;
        }

        return $"({upper}_FORMAT >> {shift.ToString(CultureInfo.InvariantCulture)}u) & 1u";
    }

    private static string Number(WeightCodes codes) => ((int)codes).ToString(CultureInfo.InvariantCulture) + "u";

    private static string Pascal(string name) => CSharpName.Pascal(name);
}
