using System.Collections.Generic;

namespace Modelwright.IR;

/// <summary>
/// Router, routed experts and, where there is one, the shared expert with its gate, all reading one <paramref name="X"/>, added to the residual stream.
/// The shared expert's gate is the last row of the router's product, and its activation is the experts' own.
/// </summary>
internal sealed record ExpertsPattern(ValueId Residual, ValueId X, Node Logits, Node Routes, Node Experts, MlpPattern? Shared)
{
    public Experts Op => (Experts)Experts.Op;

    public TopK Choice => (TopK)Routes.Op;

    public ValueId RouterWeight => Logits.Inputs[1];

    /// <summary>Matches <c>residual + experts</c>, or <c>residual + (experts + shared·sigmoid(gate))</c>.</summary>
    public static ExpertsPattern? Match(GraphBuilder builder, Op op, IReadOnlyList<ValueId> inputs)
    {
        if (op is not Add)
        {
            return null;
        }

        Node result = builder.Define(inputs[1]);
        return result.Op is Add
            ? Match(builder, inputs[0], builder.Define(result.Inputs[0]), builder.Define(result.Inputs[1]))
            : Match(builder, inputs[0], result, scaled: null);
    }

    private static ExpertsPattern? Match(GraphBuilder builder, ValueId residual, Node experts, Node? scaled)
    {
        if (experts.Op is not Experts op
            || builder.Define(experts.Inputs[1]) is not { Op: TopK } routes
            || builder.Define(routes.Inputs[0]) is not { Op: Softmax } softmax
            || RouterProduct(builder, softmax.Inputs[0], op.Count, scaled is not null) is not Node logits
            || logits.Inputs[0] != experts.Inputs[0])
        {
            return null;
        }

        ExpertsPattern alone = new(residual, experts.Inputs[0], logits, routes, experts, Shared: null);
        return scaled is null ? alone
            : Scaled(builder, scaled, logits, op) is MlpPattern shared && shared.X == alone.X ? alone with { Shared = shared }
            : null;
    }

    /// <summary>The router's product: one row an expert, or under a slice of these where the shared expert's gate is one more.</summary>
    private static Node? RouterProduct(GraphBuilder builder, ValueId value, int experts, bool shared)
    {
        RowPart? part = RowPart.Of(builder, value);
        Node node = builder.Define(part?.Rows ?? value);
        bool laidOut = shared ? part is { Start: 0 } && part.Length == experts && node.Type.Width == experts + 1 : part is null && node.Type.Width == experts;
        return laidOut && node is { Op: Linear, Inputs.Count: 2 } ? node : null;
    }

    private static MlpPattern? Scaled(GraphBuilder builder, Node scaled, Node logits, Experts op) =>
        scaled.Op is Multiply
        && builder.Define(scaled.Inputs[1]) is { Op: Sigmoid } gate
        && RowPart.Of(builder, gate.Inputs[0]) == new RowPart(logits.Result, op.Count, 1)
        && builder.Define(scaled.Inputs[0]) is Node down
        && MlpPattern.Match(builder, down.Op, down.Inputs) is MlpPattern shared
        && shared.Function == op.Function
            ? shared
            : null;
}
