namespace Modelwright.IR;

/// <summary>What one element of a tensor is.</summary>
internal enum ElementType
{
    F32,
    F16,
    BF16,
    I32,
    U8,
    Bool,

    /// <summary>An expert's index and its weight, as the router hands them on: 8 bytes.</summary>
    Route,

    /// <summary>A token's place in its sequence (RoPE). A type of its own, so that no other numbers can be fed.</summary>
    Position1D,

    /// <summary>A token's (time, height, width): MRoPE. Not convertible to or from <see cref="Position1D"/>.</summary>
    Position3D,
}
