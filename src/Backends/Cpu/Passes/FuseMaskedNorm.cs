using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary><c>mask_padding(rms_norm(x))</c> becomes <c>masked_norm(x)</c>.</summary>
internal sealed class FuseMaskedNorm : IPass
{
    public string Name => "fuse-masked-norm";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is MaskPadding && builder.Define(inputs[0]) is { Op: RmsNorm norm } normed
            ? builder.Add(new MaskedNorm(norm.Norm), normed.Origin, normed.Inputs)
            : null);
}
