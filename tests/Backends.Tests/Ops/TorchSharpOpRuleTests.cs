using Modelwright.Backends.TorchSharp;
using Modelwright.IR;
using static Modelwright.Backends.Tests.OpRules;

namespace Modelwright.Backends.Tests;

/// <summary>Ops of the TorchSharp backend, which are modules of the checkpoint: what they ask of their inputs, and how they print.</summary>
public class TorchSharpOpRuleTests
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);

    [Fact]
    public void Attention_turns_by_positions_and_takes_x()
    {
        TensorType positions = TensorType.Of(ElementType.Position1D, Dim.Rows);
        SelfAttention op = new(4, 2, 20, 10, null, OutputGate: false, Bias: false, Norm);
        Hold(
            op, "f32[rows, 72]", [Rows(72), positions, Table(160, 72), Vector(20), Vector(20), Table(72, 80)],
            (1, TensorType.Of(ElementType.Position2D, Dim.Rows)), (2, Table(160, 71)));
        Hold(op, "f32[rows, 72]", [Rows(72), TensorType.Of(ElementType.Position3D, Dim.Rows), Table(160, 72)]);
        Assert.Equal(new StateSpec.KeyValue(2, 20), op.AdvancesState);
        Assert.Equal("self_attention<4/2 of 20, rope 10, eps=1E-06>", op.ToString());
        Assert.Equal(
            "self_attention<4/2 of 20, rope 10, gated, bias, window=5, eps=1E-06, dropout=0.25>",
            (op with { OutputGate = true, Bias = true, Window = 5, Dropout = 0.25 }).ToString());
    }

    [Fact]
    public void Linear_attention_takes_x()
    {
        LinearAttention op = new(3, 6, 9, 11, 4, Activation.Relu, Norm);
        Hold(op, "f32[rows, 72]", [Rows(72), Table(198, 72)], (1, Table(198, 71)));
        Assert.Equal(new StateSpec.Recurrent(6, 11, 9), op.AdvancesState);
        Assert.Equal("linear_attention<3 of 9, 6 of 11, kernel=4, relu, eps=1E-06>", op.ToString());
    }

    [Fact]
    public void A_feed_forward_part_has_gates_ups_and_downs()
    {
        GatedMlp op = new(50, Activation.Gelu);
        Hold(op, "f32[rows, 72]", [Rows(72), Table(100, 72), Table(72, 50)], (1, Table(50, 72)), (1, Table(100, 71)), (2, Table(72, 49)));
        Assert.Equal("gated_mlp<50, gelu>", op.ToString());
    }

    [Fact]
    public void Experts_take_x()
    {
        SparseMlp op = new(12, 3, 28, 40, Renormalise: true, Activation.Silu);
        Hold(op, "f32[rows, 72]", [Rows(72), Table(13, 72)], (1, Table(13, 71)));
        Assert.Equal("sparse_mlp<3 of 12, 28, shared 40, renormalise, silu>", op.ToString());
        Assert.Equal("sparse_mlp<3 of 12, 28, silu>", (op with { SharedWidth = null, Renormalise = false }).ToString());
    }

    /// <summary>Padded to one width all experts may take half as much memory again: of three experts of 10 rows and a shared one, up to 18 rows do.</summary>
    [Theory]
    [InlineData(3, 10, 18, true)]
    [InlineData(3, 10, 19, false)]
    [InlineData(3, 10, 10, true)]
    [InlineData(3, 10, 1, true)]
    [InlineData(1, 10, 5, true)]      // 2 · 10 against 15 and half as much again
    [InlineData(1, 10, 3, false)]     // 2 · 10 against 13
    [InlineData(3, 10, null, false)]
    [InlineData(1 << 16, 1 << 15, 1 << 15, true)]     // more rows than 32 bits hold
    public void A_shared_expert_lies_with_the_others_where_padding_is_cheap(int count, int width, int? shared, bool stacked) =>
        Assert.Equal(stacked, new SparseMlp(count, 1, width, shared, Renormalise: false, Activation.Silu).IsSharedStacked);

    [Fact]
    public void Heads_of_segments_come_from_one_projection()
    {
        Hold(new SegmentHeads(7, 12), "f32[rows, 84]", [Rows(252)], (0, Rows(168)));
        Assert.Equal("segment_heads<7 of 12>", new SegmentHeads(7, 12).ToString());
    }
}
