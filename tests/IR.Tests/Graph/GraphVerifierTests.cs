using System.Linq;

namespace Modelwright.IR.Tests;

/// <summary>Each rule of the verifier, broken once.</summary>
public class GraphVerifierTests
{
    private static readonly TensorType Rows8 = TensorType.Of(ElementType.F32, Dim.Rows, 8);

    [Fact]
    public void A_built_graph_keeps_every_rule() => GraphVerifier.Verify(Sum(), after: "the test");

    [Fact]
    public void Rule_1_node_i_defines_value_i() =>
        Breaks("rule 1", Sum() with { Nodes = Sum().Nodes.Select(static n => n with { Result = new ValueId(n.Result.Index + 1) }).ToEquatableArray() });

    [Fact]
    public void Rule_2_defined_before_use()
    {
        Graph graph = Sum();
        Node add = graph.Nodes[2] with { Inputs = [new ValueId(0), new ValueId(2)] };
        Breaks("rule 2", graph with { Nodes = [graph.Nodes[0], graph.Nodes[1], add] });
    }

    [Fact]
    public void Rule_3_the_type_is_what_the_op_infers()
    {
        Graph graph = Sum();
        Node add = graph.Nodes[2] with { Type = TensorType.Of(ElementType.F32, Dim.Rows, 9) };
        Breaks("rule 3", graph with { Nodes = [graph.Nodes[0], graph.Nodes[1], add] });
    }

    [Fact]
    public void Rule_4_there_is_a_result() => Breaks("rule 4", Sum() with { Results = [] });

    [Fact]
    public void Rule_4_a_result_is_defined() => Breaks("rule 4", Sum() with { Results = [new ValueId(7)] });

    [Fact]
    public void Rule_4_holds_from_the_first_value_to_the_last()
    {
        GraphVerifier.Verify(Sum() with { Results = [new ValueId(0)] }, after: "the test");
        GraphVerifier.Verify(Sum() with { Results = [new ValueId(2)] }, after: "the test");
        Breaks("rule 4", Sum() with { Results = [new ValueId(3)] });
        Breaks("rule 4", Sum() with { Results = [new ValueId(-1)] });
    }

    [Fact]
    public void Rule_5_one_weight_a_name()
    {
        GraphBuilder b = new();
        b.Add(new Weight(WeightSlot.Vector("w", 8, "a")));
        Breaks("rule 5", b.Build(b.Add(new Weight(WeightSlot.Vector("w", 8, "b")))));
    }

    [Fact]
    public void Rule_5_one_parameter_a_name()
    {
        GraphBuilder b = new();
        b.Add(new Parameter(InputPort.Residual, Rows8));
        Breaks("rule 5", b.Build(b.Add(new Parameter(InputPort.Residual, Rows8))));
    }

    [Fact]
    public void Rule_6_a_state_moves_on_once()
    {
        GraphBuilder b = new();
        ValueId u = b.Add(new Parameter(InputPort.Residual, Rows8));
        ValueId filter = b.Add(new Weight(WeightSlot.Vector("w", 32, "w")));
        CausalConvolution convolution = new(new StateSpec.Convolution(8, 3), Activation.Silu);
        ValueId once = b.Add(convolution, u, filter);
        Breaks("rule 6", b.Build(b.Add(convolution, once, filter)));
    }

    [Fact]
    public void Rule_7_what_is_overwritten_is_not_read_later()
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, Rows8));
        ValueId y = b.Add(new Overwrite(), x);
        Breaks("rule 7", b.Build(b.Add(new Add(), x, y)));
    }

    [Fact]
    public void Rule_7_allows_reading_before()
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, Rows8));
        ValueId twice = b.Add(new Add(), x, x);
        ValueId y = b.Add(new Overwrite(), x);
        GraphVerifier.Verify(b.Build(b.Add(new Add(), twice, y)), after: "the test");
    }

    private static Graph Sum()
    {
        GraphBuilder b = new();
        ValueId x = b.Add(new Parameter(InputPort.Residual, Rows8));
        ValueId y = b.Add(new Parameter(InputPort.Tokens, Rows8));
        return b.Build(b.Add(new Add(), x, y));
    }

    private static void Breaks(string rule, Graph graph)
    {
        IrException error = Assert.Throws<IrException>(() => GraphVerifier.Verify(graph, after: "the-pass"));
        Assert.StartsWith($"after the-pass: {rule}:", error.Message, System.StringComparison.Ordinal);
    }

    private sealed record Overwrite() : Op("overwrite")
    {
        public override int InPlaceInput => 0;

        public override TensorType Infer(System.Collections.Generic.IReadOnlyList<TensorType> inputs) => inputs[0];
    }
}
