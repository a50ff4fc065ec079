using System;

namespace Modelwright.Benchmarks;

/// <summary>Facts about <see cref="GgufType"/>.</summary>
internal static class GgufTypes
{
    /// <summary>Elements of a block; 1 where each stands for itself.</summary>
    public static int Block(this GgufType type) => type switch
    {
        GgufType.Q8_0 or GgufType.Q4_0 => 32,
        GgufType.Q4_K or GgufType.Q6_K => 256,
        _ => 1,
    };

    /// <summary>Bytes of a block.</summary>
    public static int BlockBytes(this GgufType type) => type switch
    {
        GgufType.Float32 => 4,
        GgufType.Float16 or GgufType.BFloat16 => 2,
        GgufType.Q8_0 => 34,
        GgufType.Q4_0 => 18,
        GgufType.Q4_K => 144,
        GgufType.Q6_K => 210,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type that is written."),
    };

    /// <summary>Bytes of so many elements.</summary>
    public static long Bytes(this GgufType type, long elements) => elements / type.Block() * type.BlockBytes();
}
