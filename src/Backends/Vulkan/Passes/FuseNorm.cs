using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Whoever reads a norm computes it: the sum of squares is taken in the same loop as the product. Padding is not masked here:
/// the kernels that hold recurrent state skip padding columns themselves.
/// </summary>
internal sealed class FuseNorm : IPass
{
    public string Name => "fuse-norm";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        inputs.Count > 0 && Norm(builder, builder.Define(inputs[0])) is Node norm ? Fold(builder, node, inputs, norm) : null);

    private static Node? Norm(GraphBuilder builder, Node input)
    {
        Node candidate = input.Op is MaskPadding ? builder.Define(input.Inputs[0]) : input;
        return candidate.Op is RmsNorm ? candidate : null;
    }

    private static ValueId? Fold(GraphBuilder builder, Node node, IReadOnlyList<ValueId> inputs, Node norm)
    {
        NormSpec spec = ((RmsNorm)norm.Op).Norm;
        string origin = $"{norm.Origin}, {node.Origin}";
        ValueId x = norm.Inputs[0];
        ValueId weight = norm.Inputs[1];
        return node.Op switch
        {
            FusedLinear { Norm: null } linear => builder.Add(linear with { Norm = spec }, origin, [x, inputs[1], weight, .. inputs.Skip(2)]),
            Router { Norm: null } router => builder.Add(router with { Norm = spec }, origin, [x, inputs[1], weight]),
            RoutedExperts { Norm: null } experts => builder.Add(
                experts with { Norm = spec }, origin, [x, .. inputs.Skip(1).Take(inputs.Count - 2), weight, inputs[inputs.Count - 1]]),
            _ => null,
        };
    }
}
