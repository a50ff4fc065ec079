using System.Threading;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;

namespace Modelwright.Backends.Tests;

/// <summary>What a matrix product takes into its kernel, and what it must leave: graphs that no lowering makes today, and that one may make tomorrow.</summary>
public class FuseLinearTests
{
    private const int Hidden = 8;
    private const int Width = 6;

    [Fact]
    public void A_product_that_has_a_residual_takes_no_second() => Assert.Equal(
        """
        %0 = parameter<x>() : f32[rows, 8]
        %1 = sigmoid(%0) : f32[rows, 8]
        %2 = weight<w>() : f32[8, 8]
        %3 = fused_linear<8->8, residual>(%1, %2, %0) : f32[rows, 8]
        %4 = add(%1, %3) : f32[rows, 8]
        return %4

        """,
        Fused(static (builder, x, residual) => builder.Add(new Add(), x, builder.Add(new Add(), residual, Product(builder, x, Hidden)))));

    [Fact]
    public void A_gated_product_takes_no_residual() => Assert.Equal(
        """
        %0 = parameter<x>() : f32[rows, 8]
        %1 = sigmoid(%0) : f32[rows, 8]
        %2 = weight<w>() : f32[16, 8]
        %3 = fused_linear<8->8, silu-gated>(%1, %2) : f32[rows, 8]
        %4 = add(%0, %3) : f32[rows, 8]
        return %4

        """,
        Fused(static (builder, x, residual) => builder.Add(new Add(), residual, Gated(builder, Product(builder, x, 2 * Hidden), 0, Hidden, Hidden))));

    /// <summary>Ups before gates, parts that overlap, and a matrix with more rows than the two are none.</summary>
    [Theory]
    [InlineData(2 * Width, Width, 0)]
    [InlineData(2 * Width, 0, 0)]
    [InlineData(2 * Width, 0, Width - 2)]
    [InlineData((2 * Width) + 2, 0, Width)]
    [InlineData((2 * Width) + 2, 2, Width + 2)]
    public void Rows_that_are_not_gates_and_then_ups_are_not_gated(int rows, int gatesAt, int upsAt) =>
        Assert.DoesNotContain("gated", Fused((builder, x, _) => Gated(builder, Product(builder, x, rows), gatesAt, upsAt, Width)));

    [Fact]
    public void Gates_and_then_ups_are_gated() =>
        Assert.Contains("fused_linear<8->6, silu-gated>", Fused(static (builder, x, _) => Gated(builder, Product(builder, x, 2 * Width), 0, Width, Width)));

    [Fact]
    public void Gates_of_one_product_and_ups_of_another_are_not_gated() => Assert.DoesNotContain("gated", Fused(static (builder, x, _) =>
    {
        ValueId gate = builder.Add(new Activate(Activation.Silu), builder.Add(new Slice(0, Width), Product(builder, x, 2 * Width)));
        return builder.Add(new Multiply(), gate, builder.Add(new Slice(Width, Width), Product(builder, x, 2 * Width, "other")));
    }));

    private static string Fused(System.Func<GraphBuilder, ValueId, ValueId, ValueId> result)
    {
        GraphBuilder builder = new();
        ValueId residual = builder.Add(new Parameter(InputPort.Residual, TensorType.Of(ElementType.F32, Dim.Rows, Hidden)));
        ValueId x = builder.Add(new Sigmoid(), residual);
        return PassRunner.Run(builder.Build(result(builder, x, residual)), [new FuseLinear(), new EliminateDead()], CancellationToken.None).ToString();
    }

    private static ValueId Product(GraphBuilder builder, ValueId x, int rows, string name = "w") =>
        builder.Add(new Linear(), x, builder.Add(new Weight(WeightSlot.Matrix(name, rows, Hidden, WeightSource.Whole(name, [rows, Hidden])))));

    private static ValueId Gated(GraphBuilder builder, ValueId product, int gatesAt, int upsAt, int width) => builder.Add(
        new Multiply(),
        builder.Add(new Activate(Activation.Silu), builder.Add(new Slice(gatesAt, width), product)),
        builder.Add(new Slice(upsAt, width), product));
}
