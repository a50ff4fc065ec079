using System;
using System.Collections.Generic;
using Modelwright.Backends.Vulkan;
using Modelwright.IR;
using static Modelwright.Backends.Tests.SmallGraphs;

namespace Modelwright.Backends.Tests;

/// <summary>What the Vulkan passes leave alone: a kernel that took it would compute something else.</summary>
public class VulkanPassTests
{
    private static readonly NormSpec Norm = new(1e-6f, ZeroCentred: false);

    [Fact]
    public void A_product_takes_one_end_and_no_second()
    {
        Becomes([new FuseLinear()], static (b, x) => b.Activated(b.Product(x, 6)), "fused_linear<8->6, gelu>");
        Becomes([new FuseLinear()], static (b, x) => b.Activated(b.Activated(b.Product(x, 6))), "fused_linear<8->6, gelu>", "activate<gelu>");
        Becomes([new FuseLinear()], static (b, x) => b.Activated(b.Gated(b.Product(x, 12))), "fused_linear<8->6, gelu-gated>", "activate<gelu>");
        Becomes([new FuseLinear()], static (b, x) => b.Add(new Add(), x, b.Activated(b.Product(x, Hidden))), "fused_linear<8->8, gelu>", "add");
        Becomes([new FuseLinear()], static (b, x) => b.Activated(b.Odd(x)), "sigmoid", "activate<gelu>");
        Becomes([new FuseLinear()], static (b, x) => b.Add(new Add(), x, b.Odd(x)), "sigmoid", "add");
        Becomes([new FuseLinear()], static (b, x) => b.Gated(b.Odd(x)), "sigmoid", "slice<0..4>", "activate<gelu>", "slice<4..8>", "multiply");
    }

    [Fact]
    public void A_product_with_a_bias_has_it_behind_its_weight()
    {
        Becomes([new FuseLinear()], static (b, x) => b.Product(x, 6, bias: true), "fused_linear<8->6, bias>");
        Becomes([new FuseLinear()], static (b, x) => b.Add(new Add(), x, b.Product(x, Hidden, bias: true)), "fused_linear<8->8, bias, residual>");
        Becomes([new FuseLinear()], static (b, x) => b.Gated(b.Product(x, 12, bias: true)), "fused_linear<8->12, bias>", "slice<0..6>", "activate<gelu>", "slice<6..12>", "multiply");
    }

    /// <summary>A last column is taken into a norm, and a norm of it into a product that has none and no other end.</summary>
    [Fact]
    public void A_last_column_goes_through_a_norm_into_a_product()
    {
        Becomes([new FuseLinear(), new FuseLastColumn()], static (b, x) => b.Product(Last(b, b.Normed(x)), 6), "fused_linear<8->6, eps=1E-06, last column>");
        Becomes([new FuseLinear(), new FuseLastColumn()], static (b, x) => b.Product(Last(b, b.Normed(x)), 6, bias: true), "fused_linear<8->6, eps=1E-06, bias, last column>");
        Becomes([new FuseLinear(), new FuseLastColumn()], static (b, x) => b.Product(Last(b, b.Odd(x)), 6), "sigmoid", "last_column", "fused_linear<8->6>");
        Becomes([new FuseLinear(), new FuseLastColumn()], static (b, x) => b.Activated(b.Product(Last(b, b.Normed(x)), 6)), "last_norm<eps=1E-06>", "fused_linear<8->6, gelu>");
        Becomes([new FuseLastColumn()], static (b, x) => Last(b, b.Normed(x)), "last_norm<eps=1E-06>");
        Becomes(
            [new FuseLastColumn()],
            static (b, x) => b.Add(
                new FusedLinear(Hidden, 6, Norm, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: false),
                Last(b, b.Normed(x)), b.Add(new Weight(WeightSlot.Matrix("w", 6, Hidden, WeightSource.Whole("w", [6, Hidden])))), b.Vector("second", Hidden)),
            "last_norm<eps=1E-06>", "fused_linear<8->6, eps=1E-06>");
    }

    /// <summary>A product that has a norm takes no second, and nothing takes what is no root-mean-square norm.</summary>
    [Fact]
    public void A_norm_goes_into_what_reads_it()
    {
        IReadOnlyList<IPass> passes = [new FuseLinear(), new FuseNorm()];
        Becomes(passes, static (b, x) => b.Product(b.Normed(x), 6), "fused_linear<8->6, eps=1E-06>");
        Becomes(passes, static (b, x) => b.Product(b.Normed(x), 6, bias: true), "fused_linear<8->6, eps=1E-06, bias>");
        Becomes(passes, static (b, x) => b.Product(b.Add(new MaskPadding(), b.Normed(x)), 6), "fused_linear<8->6, eps=1E-06>");
        Becomes(passes, static (b, x) => b.Product(b.Add(new MaskPadding(), b.Odd(x)), 6), "sigmoid", "mask_padding", "fused_linear<8->6>");
        Becomes(passes, static (b, x) => b.Odd(b.Normed(x)), "rms_norm<eps=1E-06>", "sigmoid");
        Becomes(
            passes,
            static (b, x) => b.Add(
                new FusedLinear(Hidden, 6, Norm with { Epsilon = 0.5f }, Bias: false, LinearEpilogue.None, Activation.Silu, LastColumn: false),
                b.Normed(x), b.Add(new Weight(WeightSlot.Matrix("w", 6, Hidden, WeightSource.Whole("w", [6, Hidden])))), b.Vector("second", Hidden)),
            "rms_norm<eps=1E-06>", "fused_linear<8->6, eps=0.5>");
    }

    [Fact]
    public void A_norm_is_masked_and_nothing_else_is()
    {
        Becomes([new FuseMaskedNorm()], static (b, x) => b.Add(new MaskPadding(), b.Normed(x)), "masked_norm<eps=1E-06>");
        Becomes([new FuseMaskedNorm()], static (b, x) => b.Add(new MaskPadding(), b.Odd(x)), "sigmoid", "mask_padding");
        Becomes([new FuseMaskedNorm()], static (b, x) => b.Odd(b.Normed(x)), "rms_norm<eps=1E-06>", "sigmoid");
    }

    /// <summary>An exit for every row is the one for the last with its norm alone again; one that is more than a norm and a product is refused.</summary>
    [Fact]
    public void An_exit_for_every_row_has_a_norm_of_its_own()
    {
        IReadOnlyList<IPass> passes = [new FuseLinear(), new FuseLastColumn(), new Windowed()];
        Becomes(passes, static (b, x) => b.Product(Last(b, b.Normed(x)), 6, bias: true), "rms_norm<eps=1E-06>", "fused_linear<8->6, bias>");
        Becomes(passes, static (b, x) => Last(b, b.Normed(x)), "rms_norm<eps=1E-06>");
        FusedLinear last = new(Hidden, 6, Norm, Bias: false, LinearEpilogue.Activated, Activation.Silu, LastColumn: true);
        Assert.StartsWith(last.ToString(), Assert.Throws<IrException>(() => After([new Windowed()], (b, x) => Exit(b, x, last, b.Vector("norm", Hidden)))).Message, StringComparison.Ordinal);
        Assert.Throws<IrException>(() => After([new Windowed()], (b, x) => Exit(b, x, last with { Norm = null, Epilogue = LinearEpilogue.None })));
        Becomes([new Windowed()], (b, x) => Exit(b, x, last with { Norm = null, LastColumn = false }), "fused_linear<8->6, silu>");
    }

    private static ValueId Exit(GraphBuilder builder, ValueId x, FusedLinear op, params ValueId[] others) =>
        builder.Add(op, [x, builder.Add(new Weight(WeightSlot.Matrix("w", 6, Hidden, WeightSource.Whole("w", [6, Hidden])))), .. others]);

    private static ValueId Last(GraphBuilder builder, ValueId x) => builder.Add(new LastColumn(), x);

    private static void Becomes(IReadOnlyList<IPass> passes, Func<GraphBuilder, ValueId, ValueId> result, params string[] ops) => Assert.Equal(ops, After(passes, result));

    private sealed class Windowed : IPass
    {
        public string Name => "windowed";

        public Graph Run(Graph graph) => WindowedExit.Of(new Block("exit", "an exit", graph)).Body;
    }
}
