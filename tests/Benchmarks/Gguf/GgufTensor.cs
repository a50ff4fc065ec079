using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Benchmarks;

/// <summary>A tensor of a GGUF file, put together from rows of a checkpoint's tensors.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Dimensions, outermost first; the file has them the other way round.</param>
/// <param name="Type">How an element is stored.</param>
/// <param name="Rows">Where its rows come from, in order.</param>
/// <param name="Map">What becomes of every number; unchanged where null.</param>
internal sealed record GgufTensor(string Name, IReadOnlyList<long> Shape, GgufType Type, IReadOnlyList<GgufRows> Rows, Func<float, float>? Map = null)
{
    /// <summary>For each column the one of the checkpoint's that it is; the same where null.</summary>
    public IReadOnlyList<int>? Columns { get; init; }

    public long Elements => Shape.Aggregate(1L, static (product, size) => product * size);

    public long Bytes => Type.Bytes(Elements);
}

/// <summary>Consecutive rows of a checkpoint's tensor.</summary>
/// <param name="Key">The tensor.</param>
/// <param name="First">The first row.</param>
/// <param name="Count">How many; all that follow where null.</param>
internal sealed record GgufRows(string Key, long First = 0, long? Count = null);
