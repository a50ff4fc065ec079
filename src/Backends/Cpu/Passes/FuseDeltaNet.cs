using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>What stands between the two products of linear attention becomes <c>mixed_convolution</c> and <c>gated_delta</c>.</summary>
internal sealed class FuseDeltaNet : IPass
{
    public string Name => "fuse-delta-net";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is Linear
        && builder.Define(inputs[0]) is Node merged
        && DeltaNetPattern.Match(builder, merged.Op, merged.Inputs) is DeltaNetPattern net
            ? builder.Add(node.Op, node.Origin, [Fuse(builder, net), .. inputs.Skip(1)])
            : null);

    private static ValueId Fuse(GraphBuilder builder, DeltaNetPattern net)
    {
        DeltaSizes sizes = new(net.KeyHeads, net.State.Heads, net.State.KeyDim, net.State.ValueDim);
        ValueId mixed = builder.Add(
            new MixedConvolution(sizes, net.Filter.State, net.Filter.Function), net.Convolution.Origin, [net.Projection, net.FilterWeight]);
        return builder.Add(
            new GatedDelta(sizes, net.State, net.Norm.Epsilon), "linear_attn, linear_attn.norm", [net.Projection, mixed, net.DecayLog, net.DecayBias, net.NormWeight]);
    }
}
