using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Cpu;

/// <summary>Norms, rotation, attention and output gate between two products become <c>cached_attention</c>.</summary>
internal sealed class FuseAttention : IPass
{
    public string Name => "fuse-attention";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) =>
        node.Op is Linear
        && builder.Define(inputs[0]) is Node attended
        && AttentionPattern.Match(builder, attended.Op, attended.Inputs) is AttentionPattern attention
            ? builder.Add(node.Op, node.Origin, [Fuse(builder, attention), .. inputs.Skip(1)])
            : null);

    private static ValueId Fuse(GraphBuilder builder, AttentionPattern a) => builder.Add(
        new CachedAttention(a.Heads, a.State, a.RotaryDim, a.Window, a.OutputGate, a.Norm),
        a.Window is null ? "self_attn" : "self_attn (sliding_window)",
        [a.Projection, a.Positions, a.QueryNorm, a.KeyNorm]);
}
