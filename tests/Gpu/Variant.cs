using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Gpu;

/// <summary>Formats that a model is loaded in: kernels have a pipeline for each.</summary>
/// <param name="Name">What it is called on the command line and in the table.</param>
/// <param name="Weights">The matrices.</param>
/// <param name="Cache">Keys and values.</param>
internal sealed record Variant(string Name, WeightStorage Weights, ElementFormat Cache)
{
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("bf16", WeightStorage.BFloat16, ElementFormat.Float16),
        new("f16", WeightStorage.Float16, ElementFormat.Float16),
        new("int8", WeightStorage.Int8, ElementFormat.Float16),
        new("int4", WeightStorage.Int4, ElementFormat.Float16),
        new("fp8", WeightStorage.Float8, ElementFormat.Float16),
    ];

    public static Variant Named(string name) => All.First(variant => variant.Name.Equals(name, StringComparison.Ordinal));
}
