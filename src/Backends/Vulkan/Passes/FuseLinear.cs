using System.Collections.Generic;
using System.Linq;
using Modelwright.IR;

namespace Modelwright.Backends.Vulkan;

/// <summary>
/// A matrix product takes its bias, its activation, <c>act(gate)·up</c> or the addition to the residual stream into its own kernel.
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
        Activate activate => Activated(builder, activate, node.Origin, builder.Define(inputs[0])),
        Multiply => Gated(builder, node.Op, inputs),
        Add => Residual(builder, inputs[0], builder.Define(inputs[1])),
        _ => null,
    });

    private static ValueId? Activated(GraphBuilder builder, Activate activate, string origin, Node product) =>
        product.Op is FusedLinear { Epilogue: LinearEpilogue.None } linear
            ? builder.Add(linear with { Epilogue = LinearEpilogue.Activated, Function = activate.Function }, $"{product.Origin}, {origin}", product.Inputs)
            : null;

    private static ValueId? Gated(GraphBuilder builder, Op op, IReadOnlyList<ValueId> inputs) =>
        GatedProductPattern.Match(builder, op, inputs) is { Product.Op: FusedLinear { Epilogue: LinearEpilogue.None, Bias: false } linear } gated
            ? builder.Add(
                linear with { Outputs = gated.Width, Epilogue = LinearEpilogue.Gated, Function = gated.Function }, gated.Product.Origin, gated.Product.Inputs)
            : null;

    private static ValueId? Residual(GraphBuilder builder, ValueId residual, Node product) =>
        product.Op is FusedLinear { Epilogue: LinearEpilogue.None } linear
            ? builder.Add(linear with { Epilogue = LinearEpilogue.Residual }, product.Origin + ", residual", [.. product.Inputs, residual])
            : null;
}
