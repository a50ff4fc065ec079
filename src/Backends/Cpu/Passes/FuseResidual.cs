using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary><c>residual + linear(x)</c> becomes <c>linear_add</c>, which adds where the residual stream lies.</summary>
internal sealed class FuseResidual : IPass
{
    public string Name => "fuse-residual";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is Add && builder.Define(inputs[1]) is { Op: Linear } product
            ? builder.Add(new LinearAdd(), product.Origin + ", residual", [product.Inputs[0], product.Inputs[1], inputs[0], .. product.Inputs.Skip(2)])
            : null);
}
