using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Backends;

/// <summary>A format of matrices as a project may name it: a member of the runtime's <c>WeightStorage</c>.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="BitsPerWeight">Of a matrix with many columns, scales included; null: as the checkpoint has it.</param>
/// <param name="IsPlain">Whether every backend has it, also those that widen what is quantised.</param>
internal sealed record StorageFormat(string Name, double? BitsPerWeight, bool IsPlain)
{
    /// <summary>All of them. Quantised ones have a float16 scale for each group of 32 columns (FP8: 128).</summary>
    public static IReadOnlyList<StorageFormat> All { get; } =
    [
        new("AsStored", null, IsPlain: true),
        new("Float32", 32, IsPlain: true),
        new("Float16", 16, IsPlain: true),
        new("BFloat16", 16, IsPlain: true),
        new("Int8", 8.5, IsPlain: false),
        new("Int4", 4.5, IsPlain: false),
        new("Float8", 8.125, IsPlain: false),
    ];

    public static StorageFormat? Find(string name) => All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));
}
