using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary><c>activate(linear(x))</c> becomes <c>linear_activate</c>: the product never reaches memory without it.</summary>
internal sealed class FuseActivation : IPass
{
    public string Name => "fuse-activation";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is Activate activate && builder.Define(inputs[0]) is { Op: Linear } product
            ? builder.Add(new LinearActivate(activate.Function), $"{product.Origin}, {node.Origin}", product.Inputs)
            : null);
}
