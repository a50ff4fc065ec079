using System;
using System.Collections.Generic;
using System.Linq;
using Modelwright.Runtime;

namespace Modelwright.Gpu;

/// <summary>Formats that a model is loaded in: kernels have a pipeline for each.</summary>
/// <param name="Name">What it is called on the command line and in the table.</param>
/// <param name="Weights">The matrices.</param>
/// <param name="Cache">Keys and values.</param>
/// <param name="CachesAlone">Only kernels that read or write keys and values are compiled: others do not depend on their format.</param>
internal sealed record Variant(string Name, WeightStorage Weights, ElementFormat Cache, bool CachesAlone = false)
{
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("bf16", WeightStorage.BFloat16, ElementFormat.Float16),
        new("f16", WeightStorage.Float16, ElementFormat.Float16),
        new("int8", WeightStorage.Int8, ElementFormat.Float16),
        new("int4", WeightStorage.Int4, ElementFormat.Float16),
        new("fp8", WeightStorage.Float8, ElementFormat.Float16),
        new("cache-int8", WeightStorage.BFloat16, ElementFormat.Int8, CachesAlone: true),
    ];

    public static Variant Named(string name) => All.First(variant => variant.Name.Equals(name, StringComparison.Ordinal));
}
