namespace Modelwright.Runtime;

/// <summary>How one element of a tensor is stored (the <c>dtype</c> of a safetensors header).</summary>
public enum ElementFormat
{
    /// <summary><c>F32</c>.</summary>
    Float32,

    /// <summary><c>F16</c>.</summary>
    Float16,

    /// <summary><c>BF16</c>: the upper half of a float32.</summary>
    BFloat16,

    /// <summary><c>F64</c>.</summary>
    Float64,

    /// <summary><c>F8_E4M3</c>.</summary>
    Float8E4M3,

    /// <summary><c>F8_E5M2</c>.</summary>
    Float8E5M2,

    /// <summary><c>BOOL</c>, one byte an element.</summary>
    Bool,

    /// <summary><c>I8</c>.</summary>
    Int8,

    /// <summary><c>U8</c>.</summary>
    UInt8,

    /// <summary><c>I16</c>.</summary>
    Int16,

    /// <summary><c>U16</c>.</summary>
    UInt16,

    /// <summary><c>I32</c>.</summary>
    Int32,

    /// <summary><c>U32</c>.</summary>
    UInt32,

    /// <summary><c>I64</c>.</summary>
    Int64,

    /// <summary><c>U64</c>.</summary>
    UInt64,

    /// <summary><c>F8_E8M0</c>: a power of two.</summary>
    Float8E8M0,

    /// <summary><c>F8_E4M3FNUZ</c>: no infinities, no negative zero.</summary>
    Float8E4M3Fnuz,

    /// <summary><c>F8_E5M2FNUZ</c>: no infinities, no negative zero.</summary>
    Float8E5M2Fnuz,

    /// <summary><c>F6_E2M3</c>, four elements in three bytes.</summary>
    Float6E2M3,

    /// <summary><c>F6_E3M2</c>, four elements in three bytes.</summary>
    Float6E3M2,

    /// <summary><c>F4</c>, two elements in a byte.</summary>
    Float4,

    /// <summary><c>C64</c>: two float32.</summary>
    Complex64,

    /// <summary>A <c>dtype</c> that this version does not know; <see cref="CheckpointTensor.DType"/> names it. It harms only where the model needs the tensor.</summary>
    Unknown,
}
