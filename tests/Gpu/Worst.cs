using System;
using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Gpu;

/// <summary>The worst of some pipelines in each number on its own, and sums.</summary>
internal sealed record Worst(int Pipelines, int Spilling, long Spills, long Registers, long ScratchBytes, long SharedBytes, long? Waves, double? MeanWaves, long CodeBytes, long TotalCode)
{
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Worst Of(IEnumerable<CodeStatistics> codes)
    {
        CodeStatistics[] all = [.. codes];
        return new Worst(
            all.Length,
            all.Count(static code => code.Spills > 0),
            all.Max(static code => code.Spills),
            all.Max(static code => code.Registers),
            all.Max(static code => code.ScratchBytes),
            all.Max(static code => code.SharedBytes),
            all.Min(static code => code.Waves),
            all.Average(static code => code.Waves),
            all.Max(static code => code.CodeBytes),
            all.Sum(static code => code.CodeBytes));
    }
}
