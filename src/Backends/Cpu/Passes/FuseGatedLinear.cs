using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary><c>activate(slice(product))·slice(product)</c> becomes <c>gated_linear</c>: the product never reaches memory.</summary>
internal sealed class FuseGatedLinear : IPass
{
    public string Name => "fuse-gated-linear";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        GatedProductPattern.Match(builder, node.Op, inputs) is { Product: { Op: Linear, Inputs.Count: 2 } product } gated
            ? builder.Add(new GatedLinear(gated.Width, gated.Function), product.Origin, product.Inputs)
            : null);
}
