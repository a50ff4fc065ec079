using System;
using static TorchSharp.torch;

namespace TorchSharp.Managed;

/// <summary>Sizes, names and promotion of element types, by libtorch's rules.</summary>
internal static class ElementTypes
{
    public static int Size(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        _ => 16,
    };

    public static bool IsFloat(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    public static bool IsComplex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    /// <summary>An integer type; Bool is none.</summary>
    public static bool IsInteger(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

    /// <summary>The word libtorch's messages use.</summary>
    public static string NativeName(ScalarType type) => type switch
    {
        ScalarType.Byte => "Byte",
        ScalarType.Int8 => "Char",
        ScalarType.Int16 => "Short",
        ScalarType.Int32 => "Int",
        ScalarType.Int64 => "Long",
        ScalarType.Float16 => "Half",
        ScalarType.Float32 => "Float",
        ScalarType.Float64 => "Double",
        ScalarType.Bool => "Bool",
        ScalarType.BFloat16 => "BFloat16",
        _ => type.ToString(),
    };

    public static ScalarType Of(Type type)
    {
        return type == typeof(bool) ? ScalarType.Bool
            : type == typeof(byte) ? ScalarType.Byte
            : type == typeof(sbyte) ? ScalarType.Int8
            : type == typeof(short) ? ScalarType.Int16
            : type == typeof(int) ? ScalarType.Int32
            : type == typeof(long) ? ScalarType.Int64
            : type == typeof(Half) ? ScalarType.Float16
            : type == typeof(float) ? ScalarType.Float32
            : type == typeof(double) ? ScalarType.Float64
            : throw new NotSupportedException($"The type {type.FullName} is not supported.");
    }

    /// <summary><c>torch.promote_types</c>.</summary>
    public static ScalarType Promote(ScalarType a, ScalarType b)
    {
        if (a == b)
        {
            return a;
        }

        if (a == ScalarType.Bool)
        {
            return b;
        }

        if (b == ScalarType.Bool)
        {
            return a;
        }

        if (IsFloat(a) || IsFloat(b))
        {
            return !IsFloat(b) ? a
                : !IsFloat(a) ? b
                : a == ScalarType.Float64 || b == ScalarType.Float64 ? ScalarType.Float64
                : ScalarType.Float32;
        }

        if (a == ScalarType.Byte || b == ScalarType.Byte)
        {
            ScalarType signed = a == ScalarType.Byte ? b : a;
            return signed == ScalarType.Int8 ? ScalarType.Int16 : signed;
        }

        return Size(a) > Size(b) ? a : b;
    }

    /// <summary><c>torch.result_type</c>: a tensor with dimensions outranks one without, and that one a plain number.</summary>
    public static ScalarType ResultType(params ReadOnlySpan<NativeTensor> tensors)
    {
        ScalarType? withDims = null;
        ScalarType? without = null;
        ScalarType? number = null;
        foreach (NativeTensor tensor in tensors)
        {
            if (tensor.IsNumber)
            {
                ScalarType type = IsFloat(tensor.Type) ? get_default_dtype() : tensor.Type;
                number = number is ScalarType n ? Promote(n, type) : type;
            }
            else if (tensor.Rank == 0)
            {
                without = without is ScalarType w ? Promote(w, tensor.Type) : tensor.Type;
            }
            else
            {
                withDims = withDims is ScalarType d ? Promote(d, tensor.Type) : tensor.Type;
            }
        }

        return Combine(withDims, Combine(without, number)) ?? ScalarType.Float32;
    }

    /// <summary>True where a result of type <paramref name="from"/> may be written in place to <paramref name="to"/>.</summary>
    public static bool CanCast(ScalarType from, ScalarType to) =>
        !(IsFloat(from) && !IsFloat(to)) && !(from != ScalarType.Bool && to == ScalarType.Bool);

    private static ScalarType? Combine(ScalarType? higher, ScalarType? lower)
    {
        if (higher is not ScalarType h)
        {
            return lower;
        }

        if (lower is not ScalarType l || IsFloat(h))
        {
            return h;
        }

        return h == ScalarType.Bool || IsFloat(l) ? Promote(h, l) : h;
    }
}
