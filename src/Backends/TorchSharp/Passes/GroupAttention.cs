using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.TorchSharp;

/// <summary>Everything from the projections of q, k and v to that of the output becomes <c>self_attention</c>: one module of the checkpoint.</summary>
internal sealed class GroupAttention : IPass
{
    public string Name => "group-attention";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is Linear
        && builder.Define(inputs[0]) is Node attended
        && AttentionPattern.Match(builder, attended.Op, attended.Inputs) is AttentionPattern attention
        && builder.Define(attention.Projection) is { Op: Linear } projection
        && projection.Inputs.Count == inputs.Count
            ? Group(builder, attention, projection, [.. inputs.Skip(1)])
            : null);

    private static ValueId Group(GraphBuilder builder, AttentionPattern attention, Node projection, IReadOnlyList<ValueId> output)
    {
        SelfAttention op = new(
            attention.Heads, attention.State.Heads, attention.State.HeadDim, attention.RotaryDim, attention.Window, attention.OutputGate, Bias: output.Count > 1, attention.Norm)
        {
            Dropout = attention.Dropout,
        };
        return builder.Add(
            op, "self_attn", [projection.Inputs[0], attention.Positions, .. projection.Inputs.Skip(1), attention.QueryNorm, attention.KeyNorm, .. output]);
    }
}
