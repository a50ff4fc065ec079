using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Convolution, activation and l2 norms become <c>convolution_mix</c>; gates, delta rule and gated norm become <c>gated_delta</c>.
/// </summary>
internal sealed class FuseDeltaNet : IPass
{
    public string Name => "fuse-delta-net";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        DeltaNetPattern.Match(builder, node.Op, inputs) is DeltaNetPattern net ? Fuse(builder, net, node.Origin) : null);

    private static ValueId? Fuse(GraphBuilder builder, DeltaNetPattern net, string origin)
    {
        DeltaShape shape = new(net.KeyHeads, net.State.Heads, net.State.KeyDim, net.State.ValueDim);
        ConvolutionMix mix = new(shape, net.Filter.Function, net.Filter.State);
        ValueId rows = builder.Add(mix, net.Convolution.Origin, [net.Projection, net.FilterWeight]);
        GatedDelta op = new(shape, net.Norm, net.State);
        return builder.Add(op, origin + ".A_log, dt_bias, norm", [rows, net.Projection, net.DecayLog, net.DecayBias, net.NormWeight]);
    }
}
