using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>The norm before a recurrent layer writes the zeros of padding columns itself.</summary>
internal sealed class FuseMaskedNorm : IPass
{
    public string Name => "fuse-masked-norm";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is MaskPadding && builder.Define(inputs[0]) is { Op: RmsNorm norm } normed
            ? builder.Add(new MaskedNorm(norm.Norm), normed.Origin, normed.Inputs)
            : null);
}
