using System;
using System.Linq;
using System.Threading;
using Modelwright.Backends.Cpu;
using Modelwright.IR;
using Modelwright.IR.Tests;
using static Modelwright.Backends.Tests.SmallGraphs;

namespace Modelwright.Backends.Tests;

/// <summary>What the CPU's passes take together, and what they must leave.</summary>
public class CpuPassTests
{
    [Fact]
    public void A_product_is_activated_and_nothing_else_is()
    {
        Becomes(new FuseActivation(), static (b, x) => b.Activated(b.Product(x, 6)), "linear_activate<gelu>");
        Becomes(new FuseActivation(), static (b, x) => b.Activated(b.Product(x, 6, bias: true)), "linear_activate<gelu>");
        Becomes(new FuseActivation(), static (b, x) => b.Activated(b.Odd(x)), "sigmoid", "activate<gelu>");
        Becomes(new FuseActivation(), static (b, x) => b.Odd(b.Product(x, 6)), "linear", "sigmoid");
    }

    [Fact]
    public void A_product_without_a_bias_is_gated_and_one_with_a_bias_is_not()
    {
        Becomes(new FuseGatedLinear(), static (b, x) => b.Gated(b.Product(x, 12)), "gated_linear<6, gelu>");
        Becomes(new FuseGatedLinear(), static (b, x) => b.Gated(b.Product(x, 12, bias: true)), "linear", "slice<0..6>", "activate<gelu>", "slice<6..12>", "multiply");
        Becomes(new FuseGatedLinear(), static (b, x) => b.Gated(b.Odd(x)), "sigmoid", "slice<0..4>", "activate<gelu>", "slice<4..8>", "multiply");
    }

    [Fact]
    public void A_norm_is_masked_and_nothing_else_is()
    {
        Becomes(new FuseMaskedNorm(), static (b, x) => b.Add(new MaskPadding(), b.Normed(x)), "masked_norm<eps=1E-06>");
        Becomes(new FuseMaskedNorm(), static (b, x) => b.Add(new MaskPadding(), b.Odd(x)), "sigmoid", "mask_padding");
        Becomes(new FuseMaskedNorm(), static (b, x) => b.Odd(b.Normed(x)), "rms_norm<eps=1E-06>", "sigmoid");
    }

    /// <summary>The second side of an addition is what is added to the stream; the first is the stream, whatever made it.</summary>
    [Fact]
    public void A_product_is_added_to_the_stream_and_nothing_else_is()
    {
        Becomes(new FuseResidual(), static (b, x) => b.Add(new Add(), x, b.Product(x, Hidden)), "linear_add");
        Becomes(new FuseResidual(), static (b, x) => b.Add(new Add(), x, b.Product(x, Hidden, bias: true)), "linear_add");
        Becomes(new FuseResidual(), static (b, x) => b.Add(new Add(), x, b.Odd(x)), "sigmoid", "add");
        Becomes(new FuseResidual(), static (b, x) => b.Add(new Add(), b.Product(x, Hidden), x), "linear", "add");
        Becomes(new FuseResidual(), static (b, x) => b.Add(new Multiply(), x, b.Product(x, Hidden)), "linear", "multiply");
    }

    /// <summary>What attention and delta rule become hangs on the product behind them; a product of something else stays.</summary>
    [Fact]
    public void A_product_of_no_heads_stays()
    {
        Becomes(new FuseAttention(), static (b, x) => b.Product(b.Odd(x), 6), "sigmoid", "linear");
        Becomes(new FuseDeltaNet(), static (b, x) => b.Product(b.Odd(x), 6), "sigmoid", "linear");
        Becomes(new FuseExperts(), static (b, x) => b.Add(new Add(), x, b.Product(x, Hidden)), "linear", "add");
        Becomes(new FuseSegmentAttention(), static (b, x) => b.Add(new MergeHeads(), b.Add(new SplitHeads(2), x)), "split_heads<2>", "merge_heads");
    }

    /// <summary>Generated code says of a layer that slides that it does.</summary>
    [Fact]
    public void Attention_with_a_window_says_so() => Assert.Equal(
        ["self_attn", "self_attn (sliding_window)"],
        CpuPipeline.Run(ModelLowering.Lower(TinySpecs.Dense).Text, CancellationToken.None).Kinds.Select(static kind => kind.Body.Nodes.Single(static node => node.Op is CachedAttention).Origin));

    /// <summary>Each value that is used behind attention goes through it once; what stands before, and what no column is looked at in, stays.</summary>
    [Fact]
    public void Rows_are_kept_behind_the_last_state()
    {
        static ValueId Attended(GraphBuilder b, ValueId x) => b.Add(
            new CachedAttention(1, new StateSpec.KeyValue(1, Hidden), Hidden, null, false, new NormSpec(1e-6f, ZeroCentred: false)),
            b.Product(b.Normed(x), 3 * Hidden, name: "qkv"), b.Add(new Parameter(InputPort.Positions, TensorType.Of(ElementType.Position1D, Dim.Rows))), b.Vector("q", Hidden), b.Vector("k", Hidden));
        string attention = $"cached_attention<1/1 of {Hidden}, rope {Hidden}, eps=1E-06>";
        Becomes(
            new KeepWantedRows(),
            static (b, x) => b.Add(new Multiply(), b.Add(new Add(), x, Attended(b, x)), x),
            "rms_norm<eps=1E-06>", "linear", attention, "wanted_rows", "wanted_rows", "add", "multiply");
        Becomes(new KeepWantedRows(), static (b, x) => b.Odd(Attended(b, x)), "rms_norm<eps=1E-06>", "linear", attention, "wanted_rows", "sigmoid");
        Becomes(new KeepWantedRows(), static (b, x) => b.Add(new Add(), x, b.Odd(x)), "sigmoid", "add");
    }

    [Fact]
    public void Every_pass_has_a_name_of_its_own() => Assert.Equal(
        ["fuse-activation", "fuse-attention", "fuse-delta-net", "fuse-experts", "fuse-gated-linear", "fuse-masked-norm", "fuse-residual", "fuse-segment-attention", "keep-wanted-rows"],
        Array.ConvertAll<IPass, string>(
            [new FuseActivation(), new FuseAttention(), new FuseDeltaNet(), new FuseExperts(), new FuseGatedLinear(), new FuseMaskedNorm(), new FuseResidual(), new FuseSegmentAttention(), new KeepWantedRows()],
            static pass => pass.Name));

    private static void Becomes(IPass pass, Func<GraphBuilder, ValueId, ValueId> result, params string[] ops) => Assert.Equal(ops, After([pass], result));
}
