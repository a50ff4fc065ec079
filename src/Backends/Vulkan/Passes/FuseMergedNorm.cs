using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>A layer norm takes the merging of rows before or behind it into its own kernel: rows are padded, so merged ones have to be written together anyway.</summary>
internal sealed class FuseMergedNorm : IPass
{
    public string Name => "fuse-merged-norm";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        MergedNormPattern.Match(builder, node, inputs) is MergedNormPattern merged
            ? builder.Add(
                new MergedNorm(((LayerNorm)merged.Norm.Op).Epsilon, merged.Merged, merged.First), merged.Norm.Origin + " (spatial_merge_size)",
                [merged.X, merged.Norm.Inputs[1], merged.Norm.Inputs[2]])
            : null);
}
