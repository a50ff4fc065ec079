using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// A matrix product takes its bias, <c>act(gate)·up</c> or the addition to the residual stream into its own kernel.
/// </summary>
internal sealed class FuseLinear : IPass
{
    public string Name => "fuse-linear";

    public Graph Run(Graph graph) => graph.Rewrite(static (node, inputs, builder) => node.Op switch
    {
        Linear => builder.Add(
            new FusedLinear(
                builder.TypeOf(inputs[0]).Width, builder.TypeOf(inputs[1]).Shape[0].Factor, Norm: null, Bias: inputs.Count == 3,
                LinearEpilogue.None, Activation.Silu, LastColumn: false),
            node.Origin,
            inputs),
        Multiply => Gated(builder, builder.Define(inputs[0]), builder.Define(inputs[1])),
        Add => Residual(builder, inputs[0], builder.Define(inputs[1])),
        _ => null,
    });

    /// <summary><c>activate(slice(product))·slice(product)</c>: gate rows first, up rows second.</summary>
    private static ValueId? Gated(GraphBuilder builder, Node gate, Node up)
    {
        if (gate.Op is not Activate activate
            || up.Op is not Slice upper
            || builder.Define(gate.Inputs[0]) is not { Op: Slice lower } slice
            || slice.Inputs[0] != up.Inputs[0]
            || builder.Define(up.Inputs[0]) is not { Op: FusedLinear { Epilogue: LinearEpilogue.None, Bias: false } linear } product
            || lower.Start != 0 || upper.Start != lower.Length || linear.Outputs != 2 * lower.Length)
        {
            return null;
        }

        FusedLinear gated = linear with { Outputs = lower.Length, Epilogue = LinearEpilogue.Gated, Function = activate.Function };
        return builder.Add(gated, product.Origin, product.Inputs);
    }

    private static ValueId? Residual(GraphBuilder builder, ValueId residual, Node product) =>
        product.Op is FusedLinear { Epilogue: LinearEpilogue.None } linear
            ? builder.Add(linear with { Epilogue = LinearEpilogue.Residual }, product.Origin + ", residual", [.. product.Inputs, residual])
            : null;
}
