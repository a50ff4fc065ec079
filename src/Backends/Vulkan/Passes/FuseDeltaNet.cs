using System;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// Convolution, activation and l2 norms become <c>convolution_mix</c>; gates, delta rule and gated norm become <c>gated_delta</c>.
/// </summary>
internal sealed class FuseDeltaNet : IPass
{
    public string Name => "fuse-delta-net";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is MergeHeads ? Match(builder, builder.Define(inputs[0]), node.Origin) : null);

    private static ValueId? Match(GraphBuilder builder, Node gated, string origin)
    {
        if (gated.Op is not GatedRmsNorm norm
            || builder.Define(gated.Inputs[0]) is not { Op: DeltaRule rule } delta
            || Convolution(builder, delta.Inputs[0], QueryScale(rule.State.KeyDim)) is not { Op: CausalConvolution convolution } mixed
            || Convolution(builder, delta.Inputs[1], scale: 1f) != mixed
            || builder.Define(delta.Inputs[4]).Op is not Sigmoid
            || builder.Define(delta.Inputs[3]) is not { Op: DecayGate } decay
            || builder.Define(mixed.Inputs[0]) is not { Op: Slice } channels)
        {
            return null;
        }

        ValueId projection = channels.Inputs[0];
        DeltaShape shape = new(builder.TypeOf(delta.Inputs[0]).Shape[1].Factor, rule.State.Heads, rule.State.KeyDim, rule.State.ValueDim);
        ConvolutionMix mix = new(shape, convolution.Function, convolution.State);
        ValueId rows = builder.Add(mix, mixed.Origin, [projection, mixed.Inputs[1]]);
        GatedDelta op = new(shape, norm.Norm, rule.State);
        return builder.Add(op, origin + ".A_log, dt_bias, norm", [rows, projection, decay.Inputs[1], decay.Inputs[2], gated.Inputs[2]]);
    }

    /// <summary>What the kernels multiply normalised queries by; a graph with another scale is not theirs.</summary>
    private static float QueryScale(int keyDim) => (float)(1.0 / Math.Sqrt(keyDim));

    /// <summary>The convolution under <c>l2_norm&lt;scale&gt;(split_heads(slice(convolution)))</c>.</summary>
    private static Node? Convolution(GraphBuilder builder, ValueId heads, float scale) =>
        builder.Define(heads) is { Op: L2Norm l2 } norm
        && l2.Scale == scale
        && builder.Define(norm.Inputs[0]) is { Op: SplitHeads } split
        && builder.Define(split.Inputs[0]) is { Op: Slice } slice
            ? builder.Define(slice.Inputs[0])
            : null;
}
