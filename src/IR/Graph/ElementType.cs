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

    /// <summary>A patch's (row, column) in its frame. Not convertible to or from the others.</summary>
    Position2D,

    /// <summary>A row of a table and its weight in a sum: 8 bytes.</summary>
    Tap,

    /// <summary>The rows that a row attends to, [first, end): 8 bytes.</summary>
    Segment,
}
