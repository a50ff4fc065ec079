using System;
using System.Linq;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using static Modelwright.Backends.Tests.OpRules;

namespace Modelwright.Backends.Tests;

/// <summary>Ops of the Vulkan backend: what they ask of their inputs, which input is which, and how they print.</summary>
public class VulkanOpRuleTests
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: true);
    private static readonly AttentionShape Gated = new(4, 2, 20, OutputGate: true);
    private static readonly AttentionShape Plain = new(4, 2, 20, OutputGate: false);
    private static readonly StateSpec.KeyValue Cache = new(2, 20);
    private static readonly DeltaShape Delta = new(3, 6, 9, 11);
    private static readonly TensorType Positions = TensorType.Of(ElementType.Position1D, Dim.Rows);

    [Fact]
    public void Prepared_attention_has_every_section_and_a_norm_of_the_heads_size()
    {
        Hold(
            new PrepareAttention(Gated, 10, Norm, Cache), "f32[rows, 4, 24]", [Rows(240), Positions, Vector(20), Vector(20)],
            (0, Rows(160)), (2, Vector(24)), (3, Vector(24)));
        Hold(new PrepareAttention(Plain, 10, Norm, Cache), "f32[rows, 4, 24]", [Rows(160), Positions, Vector(20), Vector(20)], (0, Rows(240)));
        Assert.Equal("prepare_attention<4/2 of 20, rope 10, eps=1E-06, zero_centred>", new PrepareAttention(Plain, 10, Norm, Cache).ToString());
    }

    [Fact]
    public void Cached_attention_reads_prepared_queries_and_their_projection()
    {
        TensorType queries = TensorType.Of(ElementType.F32, Dim.Rows, 4, 24);
        Hold(new CachedAttention(Gated, null, Cache), "f32[rows, 80]", [queries, Rows(240)], (0, TensorType.Of(ElementType.F32, Dim.Rows, 4, 20)), (1, Rows(160)));
        Assert.Equal("cached_attention<4/2 of 20, gated>", new CachedAttention(Gated, null, Cache).ToString());
        Assert.Equal("cached_attention<4/2 of 20, window=5>", new CachedAttention(Plain, 5, Cache).ToString());
        Assert.Null(new CachedAttention(Plain, 5, Cache).AdvancesState);
    }

    [Fact]
    public void A_convolution_has_a_filter_of_every_tap_for_every_channel()
    {
        Assert.Equal((120, 198, 192), (Delta.Channels, Delta.ProjectionWidth, Delta.MixedWidth));
        Assert.Equal((16, 16), (Delta.PaddedKeyDim, Delta.PaddedValueDim));
        ConvolutionMix op = new(Delta, Activation.Relu, new StateSpec.Convolution(120, 3));
        Hold(op, "f32[rows, 192]", [Rows(198), Vector(480)], (0, Rows(199)), (1, Vector(360)), (1, Vector(600)));
        Assert.Equal("convolution_mix<3 of 9, 6 of 11, kernel=4, relu>", op.ToString());
        Assert.Equal(new StateSpec.Convolution(120, 3), op.AdvancesState);
    }

    [Fact]
    public void The_delta_rule_has_gates_of_every_value_head_and_a_norm_of_one()
    {
        GatedDelta op = new(Delta, Norm, new StateSpec.Recurrent(6, 11, 9));
        Hold(
            op, "f32[rows, 66]", [Rows(192), Rows(198), Vector(6), Vector(6), Vector(11)],
            (0, Rows(120)), (1, Rows(199)), (2, Vector(3)), (3, Vector(3)), (4, Vector(9)));
        Assert.Equal(new StateSpec.Recurrent(6, 11, 9), op.AdvancesState);
    }

    [Theory]
    [InlineData(false, false, "None", -1, -1, -1, 2)]
    [InlineData(true, false, "None", 2, -1, -1, 3)]
    [InlineData(false, true, "None", -1, 2, -1, 3)]
    [InlineData(true, true, "Activated", 2, 3, -1, 4)]
    [InlineData(false, false, "Residual", -1, -1, 2, 3)]
    [InlineData(true, false, "Residual", 2, -1, 3, 4)]
    [InlineData(true, true, "Residual", 2, 3, 4, 5)]
    public void A_product_has_its_norm_then_its_bias_then_its_residual(bool norm, bool bias, string epilogue, int normAt, int biasAt, int residualAt, int count)
    {
        FusedLinear op = new(72, 50, norm ? Norm : null, bias, Enum.Parse<LinearEpilogue>(epilogue), Activation.Silu, LastColumn: false);
        Assert.Equal((normAt, biasAt, residualAt), (op.NormInput ?? -1, op.BiasInput ?? -1, op.InPlaceInput));
        TensorType[] others = [.. Enumerable.Repeat(Vector(1), count - 2)];
        Hold(op, "f32[rows, 50]", [Rows(72), Table(50, 72), .. others], (0, Rows(71)), (1, Table(50, 71)), (1, Table(51, 72)));
        Refuses(op, [Rows(72), Table(50, 72), .. others, Vector(1)]);
        Assert.Contains($": {count} inputs;", Assert.Throws<IrException>(() => op.Infer([Rows(72), Table(50, 72), .. others, Vector(1)])).Message);
        if (count > 2)
        {
            Refuses(op, [Rows(72), Table(50, 72), .. others[1..]]);
        }
    }

    [Fact]
    public void A_gated_product_has_twice_the_rows_and_a_last_column_one_row_a_sequence()
    {
        FusedLinear plain = new(72, 50, null, Bias: false, LinearEpilogue.None, Activation.Relu, LastColumn: false);
        Hold(plain with { Epilogue = LinearEpilogue.Gated }, "f32[rows, 50]", [Rows(72), Table(100, 72)], (1, Table(50, 72)));
        Hold(plain with { LastColumn = true }, "f32[batch, 50]", [Rows(72), Table(50, 72)], (1, Table(100, 72)));
        Assert.Equal("fused_linear<72->50>", plain.ToString());
        Assert.Equal("fused_linear<72->50, relu>", (plain with { Epilogue = LinearEpilogue.Activated }).ToString());
        Assert.Equal("fused_linear<72->50, relu-gated>", (plain with { Epilogue = LinearEpilogue.Gated }).ToString());
        Assert.Equal("fused_linear<72->50, bias, residual, last column>", (plain with { Bias = true, Epilogue = LinearEpilogue.Residual, LastColumn = true }).ToString());
    }

    [Fact]
    public void A_router_has_a_row_an_expert_and_chooses_no_more_than_there_are()
    {
        Router shared = new(12, 3, Renormalise: true, Shared: true, Norm);
        Router alone = new(12, 12, Renormalise: false, Shared: false, null);
        Hold(shared, "route[rows, 4]", [Rows(72), Table(13, 72)], (0, Rows(71)), (1, Table(12, 72)), (1, Table(13, 71)));
        Hold(alone, "route[rows, 12]", [Rows(72), Table(12, 72)], (1, Table(13, 72)));
        Refuses(alone with { K = 13 }, Rows(72), Table(12, 72));
        Refuses(alone with { K = 0 }, Rows(72), Table(12, 72));
        Hold(alone with { K = 1 }, "route[rows, 1]", [Rows(72), Table(12, 72)]);
        Assert.Equal("router<3 of 12, renormalise, shared, eps=1E-06, zero_centred>", shared.ToString());
        Assert.Equal("router<12 of 12>", alone.ToString());
    }

    [Theory]
    [InlineData(null, false, -1, -1, 4)]
    [InlineData(40, false, 4, -1, 6)]
    [InlineData(null, true, -1, 4, 5)]
    [InlineData(40, true, 4, 6, 7)]
    public void Experts_have_their_shared_one_then_their_norm_then_their_residual(int? width, bool norm, int sharedAt, int normAt, int residualAt)
    {
        RoutedExperts op = new(72, 12, 28, 3, width, Activation.Silu, norm ? Norm : null);
        Assert.Equal((sharedAt, normAt, residualAt), (op.SharedInput ?? -1, op.NormInput ?? -1, op.InPlaceInput));
        int slots = width is null ? 3 : 4;
        TensorType[] others = [.. Enumerable.Repeat(Vector(1), residualAt - 4), Rows(72)];
        TensorType[] inputs = [Rows(72), Routes(slots), Table(672, 72), Table(864, 28), .. others];
        Hold(op, "f32[rows, 72]", inputs, (0, Rows(71)), (1, Routes(7 - slots)), (2, Table(336, 72)), (3, Table(863, 28)));
        Refuses(op, [.. inputs, Rows(72)]);
        Assert.Contains($": {inputs.Length} inputs;", Assert.Throws<IrException>(() => op.Infer([.. inputs, Rows(72)])).Message);
        Assert.Equal($"routed_experts<3 of 12 x 28{(width is null ? "" : ", shared 40")}, silu{(norm ? ", eps=1E-06, zero_centred" : "")}>", op.ToString());
    }

    [Fact]
    public void Norms_have_a_weight_of_their_width()
    {
        Hold(new LastNorm(Norm), "f32[batch, 72]", [Rows(72), Vector(72)], (1, Vector(71)), (0, TensorType.Of(ElementType.F32, Dim.Batch, 72)));
        Hold(new MaskedNorm(Norm), "f32[rows, 72]", [Rows(72), Vector(72)], (1, Vector(71)));
        Assert.Equal("last_norm<eps=1E-06, zero_centred>", new LastNorm(Norm).ToString());
        Assert.Equal("masked_norm<eps=1E-06, zero_centred>", new MaskedNorm(Norm).ToString());
    }

    [Fact]
    public void Rotated_attention_has_positions_in_two_directions_and_segments()
    {
        static TensorType Patches(int width) => TensorType.Of(ElementType.F32, Dim.Patches, width);
        TensorType places = TensorType.Of(ElementType.Position2D, Dim.Patches);
        TensorType segments = TensorType.Of(ElementType.Segment, Dim.Patches);
        RotatedAttention op = new(7, 12);
        Hold(op, "f32[patches, 84]", [Patches(252), places, segments], (0, Patches(168)), (1, segments), (2, places));
        Assert.Equal(new AttentionShape(7, 7, 12, OutputGate: false), op.Shape);
        Assert.Equal("rotated_attention<7 of 12>", op.ToString());
    }

    /// <summary>Before the norm, its weight is as wide as the merged row; behind it, as wide as one.</summary>
    [Fact]
    public void A_merged_norm_is_as_wide_as_what_it_is_taken_over()
    {
        TensorType rows = TensorType.Of(ElementType.F32, Dim.Patches, 84);
        MergedNorm before = new(1e-6f, 4, First: true);
        MergedNorm behind = new(1e-6f, 4, First: false);
        Hold(before, "f32[patches/4, 336]", [rows, Vector(336), Vector(336)], (1, Vector(84)), (2, Vector(84)));
        Hold(behind, "f32[patches/4, 336]", [rows, Vector(84), Vector(84)], (1, Vector(336)), (2, Vector(336)));
        Refuses(behind, rows, Vector(336), Vector(336));
        Refuses(before, rows, Vector(84), Vector(84));
        Assert.Equal("merged_norm<4 rows before, eps=1E-06>", before.ToString());
        Assert.Equal("merged_norm<4 rows behind, eps=1E-06>", behind.ToString());
    }
}
