using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>Logits are wanted for the last column only: norm and product read that row of each sequence and no other.</summary>
internal sealed class FuseLastColumn : IPass
{
    public string Name => "fuse-last-column";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is FusedLinear { Norm: null, Bias: false, Epilogue: LinearEpilogue.None } linear
        && builder.Define(inputs[0]) is { Op: LastColumn } last
        && builder.Define(last.Inputs[0]) is { Op: RmsNorm norm } normed
            ? builder.Add(linear with { Norm = norm.Norm, LastColumn = true }, $"{normed.Origin}, {node.Origin}", [normed.Inputs[0], inputs[1], normed.Inputs[1]])
            : null);
}
