using System.Collections.Generic;
using System.Linq;

namespace Modelwright.Backends;

/// <summary>Layer numbers as a reader wants them: <c>0 to 2, 4 and 7</c>.</summary>
internal static class Listing
{
    public static string Layers(IReadOnlyList<int> layers)
    {
        string[] runs = [.. Runs(layers)];
        string all = runs.Length < 2 ? string.Concat(runs) : string.Join(", ", runs.Take(runs.Length - 1)) + " and " + runs[runs.Length - 1];
        return (layers.Count == 1 ? "Layer " : "Layers ") + all;
    }

    private static IEnumerable<string> Runs(IReadOnlyList<int> layers)
    {
        for (int start = 0; start < layers.Count;)
        {
            int end = start;
            while (end + 1 < layers.Count && layers[end + 1] == layers[end] + 1)
            {
                end++;
            }

            yield return end == start ? Literal.Of(layers[start])
                : end == start + 1 ? Literal.Of(layers[start]) + ", " + Literal.Of(layers[end])
                : Literal.Of(layers[start]) + " to " + Literal.Of(layers[end]);
            start = end + 1;
        }
    }
}
