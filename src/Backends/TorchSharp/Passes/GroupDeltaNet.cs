using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Everything from the padding mask to <c>out_proj</c> becomes <c>linear_attention</c>: one module of the checkpoint.</summary>
internal sealed class GroupDeltaNet : IPass
{
    public string Name => "group-delta-net";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is Linear
        && inputs.Count == 2
        && builder.Define(inputs[0]) is Node merged
        && DeltaNetPattern.Match(builder, merged.Op, merged.Inputs) is DeltaNetPattern net
        && builder.Define(net.Projection) is { Op: Linear, Inputs.Count: 2 } projection
        && builder.Define(projection.Inputs[0]) is { Op: MaskPadding } masked
            ? Group(builder, net, masked.Inputs[0], projection.Inputs[1], inputs[1])
            : null);

    private static ValueId Group(GraphBuilder builder, DeltaNetPattern net, ValueId x, ValueId projection, ValueId output)
    {
        LinearAttention op = new(
            net.KeyHeads, net.State.Heads, net.State.KeyDim, net.State.ValueDim, net.Filter.State.Columns + 1, net.Filter.Function, net.Norm);
        return builder.Add(op, "linear_attn", [x, projection, net.FilterWeight, net.DecayLog, net.DecayBias, net.NormWeight, output]);
    }
}
