using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Modelwright.Runtime;

/// <summary>Frames by number, as FFmpeg's filter <c>select</c> takes them.</summary>
internal static class FrameSelection
{
    /// <summary>A sum of comparisons, nested as a tree: the filter refuses long chains.</summary>
    public static string Expression(IReadOnlyList<int> indices)
    {
        int[] distinct = [.. indices.Distinct()];
        return Sum(distinct);
    }

    private static string Sum(ReadOnlySpan<int> indices) => indices.Length == 1
        ? string.Create(CultureInfo.InvariantCulture, $@"eq(n\,{indices[0]})")
        : $"({Sum(indices[..(indices.Length / 2)])}+{Sum(indices[(indices.Length / 2)..])})";
}
