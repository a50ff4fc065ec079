namespace Modelwright.Contract;

/// <summary>How the numbers of a stored matrix are written; kernels know a format by this number, in the lowest bits of its <see cref="FormatWord"/>.</summary>
#if MODELWRIGHT_GENERATOR
internal
#else
public
#endif
enum WeightCodes
{
    /// <summary>float32.</summary>
    Float32 = 0,

    /// <summary>float16.</summary>
    Float16 = 1,

    /// <summary>bfloat16.</summary>
    BFloat16 = 2,

    /// <summary>Signed bytes, times a scale for each group of columns.</summary>
    Int8 = 3,

    /// <summary>Signed 4-bit numbers, times a scale for each group of columns.</summary>
    Int4 = 4,

    /// <summary>Floats of 4 bits of exponent and 3 of fraction (OCP E4M3, largest 448), times a scale for each group of columns.</summary>
    Float8E4M3 = 5,
}
