using System;

namespace Modelwright.Runtime;

/// <summary>Facts about <see cref="ElementFormat"/>.</summary>
public static class ElementFormats
{
    /// <summary>Bytes of one element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An element is no whole number of bytes, or the format is not known.</exception>
    public static int SizeInBytes(this ElementFormat format) => format.SizeInBits() is { } bits && bits % 8 == 0
        ? bits / 8
        : throw new ArgumentOutOfRangeException(nameof(format), format, "An element of this format is no whole number of bytes.");

    /// <summary>Bits of one element, or <see langword="null"/> where the format is not known.</summary>
    public static int? SizeInBits(this ElementFormat format) => format switch
    {
        ElementFormat.Float64 or ElementFormat.Int64 or ElementFormat.UInt64 or ElementFormat.Complex64 => 64,
        ElementFormat.Float32 or ElementFormat.Int32 or ElementFormat.UInt32 => 32,
        ElementFormat.Float16 or ElementFormat.BFloat16 or ElementFormat.Int16 or ElementFormat.UInt16 => 16,
        ElementFormat.Float8E4M3 or ElementFormat.Float8E5M2 or ElementFormat.Float8E8M0 or ElementFormat.Float8E4M3Fnuz or ElementFormat.Float8E5M2Fnuz
            or ElementFormat.Bool or ElementFormat.Int8 or ElementFormat.UInt8 => 8,
        ElementFormat.Float6E2M3 or ElementFormat.Float6E3M2 => 6,
        ElementFormat.Float4 => 4,
        ElementFormat.Unknown => null,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not an element format."),
    };

    /// <summary>Whether weights may be stored so: float32, float16 or bfloat16, which convert into each other.</summary>
    public static bool IsWeightFormat(this ElementFormat format) =>
        format is ElementFormat.Float32 or ElementFormat.Float16 or ElementFormat.BFloat16;

    /// <summary>The safetensors <c>dtype</c> of a format that weights are stored in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Weights are not.</exception>
    internal static string ToDType(this ElementFormat format) => format switch
    {
        ElementFormat.Float32 => "F32",
        ElementFormat.Float16 => "F16",
        ElementFormat.BFloat16 => "BF16",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Weights are saved as float32, float16 or bfloat16."),
    };

    /// <summary>The format a safetensors <c>dtype</c> names (https://github.com/huggingface/safetensors, <c>Dtype</c>).</summary>
    internal static ElementFormat Parse(string dtype) => dtype switch
    {
        "F32" => ElementFormat.Float32,
        "F16" => ElementFormat.Float16,
        "BF16" => ElementFormat.BFloat16,
        "F64" => ElementFormat.Float64,
        "F8_E4M3" => ElementFormat.Float8E4M3,
        "F8_E5M2" => ElementFormat.Float8E5M2,
        "BOOL" => ElementFormat.Bool,
        "I8" => ElementFormat.Int8,
        "U8" => ElementFormat.UInt8,
        "I16" => ElementFormat.Int16,
        "U16" => ElementFormat.UInt16,
        "I32" => ElementFormat.Int32,
        "U32" => ElementFormat.UInt32,
        "I64" => ElementFormat.Int64,
        "U64" => ElementFormat.UInt64,
        "F8_E8M0" => ElementFormat.Float8E8M0,
        "F8_E4M3FNUZ" => ElementFormat.Float8E4M3Fnuz,
        "F8_E5M2FNUZ" => ElementFormat.Float8E5M2Fnuz,
        "F6_E2M3" => ElementFormat.Float6E2M3,
        "F6_E3M2" => ElementFormat.Float6E3M2,
        "F4" => ElementFormat.Float4,
        "C64" => ElementFormat.Complex64,
        _ => ElementFormat.Unknown,
    };
}
