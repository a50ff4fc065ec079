using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Modelwright.Generator;

/// <summary>
/// All that a step gave, as one value. It is a class because Roslyn's nodes are generic: those of references come compiled with Roslyn, those of a pair that holds an
/// <see cref="ImmutableArray{T}"/> would be compiled anew in every process that builds.
/// </summary>
internal sealed record Batch<T>(EquatableArray<T> Items);

/// <summary>Makes batches of a step's values.</summary>
internal static class Batch
{
    public static IncrementalValueProvider<Batch<T>> AsBatch<T>(this IncrementalValuesProvider<T> values) =>
        values.Collect().Select(static (all, _) => new Batch<T>(all.ToEquatableArray()));
}
