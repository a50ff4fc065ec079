using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>A layer norm with its rows merged, before or behind it: which one decides over how many numbers it is taken.</summary>
/// <param name="X">The rows.</param>
/// <param name="Norm">The norm.</param>
/// <param name="Merged">Rows that become one.</param>
/// <param name="First">Whether they are merged before the norm.</param>
internal sealed record MergedNormPattern(ValueId X, Node Norm, int Merged, bool First)
{
    /// <summary>Matches <c>merge_rows(layer_norm(x))</c> and <c>layer_norm(merge_rows(x))</c>.</summary>
    public static MergedNormPattern? Match(GraphBuilder builder, Node node, IReadOnlyList<ValueId> inputs) => node.Op switch
    {
        MergeRows merge when builder.Define(inputs[0]) is { Op: LayerNorm } norm => new MergedNormPattern(norm.Inputs[0], norm, merge.Count, First: false),
        LayerNorm when builder.Define(inputs[0]) is { Op: MergeRows merge } rows =>
            new MergedNormPattern(rows.Inputs[0], node with { Inputs = [.. inputs] }, merge.Count, First: true),
        _ => null,
    };
}
