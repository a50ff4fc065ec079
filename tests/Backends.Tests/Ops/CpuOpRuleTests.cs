using Modelwright.Backends.Cpu;
using Modelwright.IR;
using static Modelwright.Backends.Tests.OpRules;

namespace Modelwright.Backends.Tests;

/// <summary>Ops of the CPU backend: what they ask of their inputs, and how they print.</summary>
public class CpuOpRuleTests
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);
    private static readonly DeltaSizes Sizes = new(3, 6, 9, 11);

    [Theory]
    [InlineData(true, null, 240, "cached_attention<4/2 of 20, rope 10, gated, eps=1E-06>")]
    [InlineData(false, 5, 160, "cached_attention<4/2 of 20, rope 10, window=5, eps=1E-06>")]
    public void Cached_attention_has_every_section_of_its_projection(bool gate, int? window, int width, string printed)
    {
        TensorType positions = TensorType.Of(ElementType.Position1D, Dim.Rows);
        CachedAttention op = new(4, new StateSpec.KeyValue(2, 20), 10, window, gate, Norm);
        Hold(
            op, "f32[rows, 80]", [Rows(width), positions, Vector(20), Vector(20)],
            (0, Rows(400 - width)), (1, TensorType.Of(ElementType.Position2D, Dim.Rows)), (2, Vector(19)), (3, Vector(19)));
        Hold(op, "f32[rows, 80]", [Rows(width), TensorType.Of(ElementType.Position3D, Dim.Rows), Vector(20), Vector(20)]);
        Assert.Equal(printed, op.ToString());
        Assert.Equal(new StateSpec.KeyValue(2, 20), op.AdvancesState);
    }

    [Fact]
    public void A_delta_rule_has_every_section_of_its_projection()
    {
        Assert.Equal((120, 66, 198), (Sizes.Channels, Sizes.Values, Sizes.ProjectionWidth));
        MixedConvolution mixed = new(Sizes, new StateSpec.Convolution(120, 3), Activation.Relu);
        Hold(mixed, "f32[rows, 120]", [Rows(198), Vector(480)], (0, Rows(197)));
        Refuses(mixed with { State = new StateSpec.Convolution(119, 3) }, Rows(198), Vector(480));
        Assert.Equal("mixed_convolution<3 of 9, 6 of 11, kernel=4, relu>", mixed.ToString());
        Assert.Equal(new StateSpec.Convolution(120, 3), mixed.AdvancesState);
        GatedDelta delta = new(Sizes, new StateSpec.Recurrent(6, 11, 9), 1e-6f);
        Hold(delta, "f32[rows, 66]", [Rows(198), Rows(120), Vector(6), Vector(6), Vector(11)], (0, Rows(197)), (1, Rows(119)));
        Assert.Equal("gated_delta<3 of 9, 6 of 11>", delta.ToString());
        Assert.Equal(new StateSpec.Recurrent(6, 11, 9), delta.AdvancesState);
    }

    [Fact]
    public void A_product_is_added_to_a_residual_that_it_fits()
    {
        Hold(new LinearAdd(), "f32[rows, 72]", [Rows(50), Table(72, 50), Rows(72)], (0, Rows(49)), (1, Table(72, 49)), (1, Table(71, 50)), (2, Rows(71)));
        Assert.Equal(2, new LinearAdd().InPlaceInput);
        LinearAddGated gated = new(12);
        Hold(gated, "f32[rows, 72]", [Rows(50), Table(72, 50), Rows(72), Rows(13)], (0, Rows(49)), (1, Table(71, 50)), (2, Rows(71)), (3, Rows(12)));
        Assert.Equal(2, gated.InPlaceInput);
        Assert.Equal("linear_add_gated<column 12>", gated.ToString());
        Hold(new WantedRows(), "f32[rows, 72]", [Rows(72)]);
        Assert.Equal((0, "wanted_rows"), (new WantedRows().InPlaceInput, new WantedRows().ToString()));
    }

    [Fact]
    public void A_gated_product_has_twice_the_rows_and_an_activated_one_its_own()
    {
        Hold(new GatedLinear(50, Activation.Gelu), "f32[rows, 50]", [Rows(72), Table(100, 72)], (0, Rows(71)), (1, Table(50, 72)), (1, Table(100, 71)));
        Assert.Equal("gated_linear<50, gelu>", new GatedLinear(50, Activation.Gelu).ToString());
        Hold(new LinearActivate(Activation.Gelu), "f32[rows, 50]", [Rows(72), Table(50, 72)], (0, Rows(71)));
        Assert.Equal("linear_activate<gelu>", new LinearActivate(Activation.Gelu).ToString());
    }

    [Fact]
    public void Experts_have_a_logit_and_rows_each()
    {
        RoutedExperts op = new(12, 3, 28, Renormalise: true, Activation.Silu);
        Hold(
            op, "f32[rows, 72]", [Rows(70), Rows(13), Table(672, 70), Rows(72), Table(864, 28)],
            (1, Rows(11)), (2, Table(336, 70)), (4, Table(864, 27)));
        Hold(op, "f32[rows, 72]", [Rows(70), Rows(12), Table(672, 70), Rows(72), Table(864, 28)]);
        Assert.Equal(3, op.InPlaceInput);
        Assert.Equal("routed_experts<3 of 12, 28, renormalise, silu>", op.ToString());
        Assert.Equal("routed_experts<3 of 12, 28, silu>", (op with { Renormalise = false }).ToString());
    }

    [Fact]
    public void A_masked_norm_has_a_weight_of_its_width()
    {
        Hold(new MaskedNorm(Norm), "f32[rows, 72]", [Rows(72), Vector(72)], (1, Vector(71)));
        Assert.Equal("masked_norm<eps=1E-06>", new MaskedNorm(Norm).ToString());
    }

    [Fact]
    public void Rotated_attention_has_positions_in_two_directions_and_segments()
    {
        TensorType places = TensorType.Of(ElementType.Position2D, Dim.Patches);
        TensorType segments = TensorType.Of(ElementType.Segment, Dim.Patches);
        static TensorType Patches(int width) => TensorType.Of(ElementType.F32, Dim.Patches, width);
        Hold(new RotatedAttention(7, 12), "f32[patches, 84]", [Patches(252), places, segments], (0, Patches(168)), (1, segments), (2, places));
        Assert.Equal("rotated_attention<7 of 12>", new RotatedAttention(7, 12).ToString());
    }
}
